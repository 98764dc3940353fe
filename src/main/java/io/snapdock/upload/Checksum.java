package io.snapdock.upload;

import io.snapdock.problem.ProblemException;
import io.snapdock.store.Sha;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;

/**
 * What a piece's bytes shall be, by the checksum extension of tus 1.0.0: {@code Upload-Checksum: sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=}.
 * Holds the digest of what has come so far, so it belongs to one request.
 */
public final class Checksum {

    /** For {@code Tus-Checksum-Algorithm}. */
    public static final String ALGORITHMS = "sha1,sha256";

    private static final Map<String, String> NAMES = Map.of("sha1", "SHA-1", "sha256", "SHA-256");

    private final MessageDigest digest;
    private final byte[] wanted;

    private Checksum(MessageDigest digest, byte[] wanted) {
        this.digest = digest;
        this.wanted = wanted;
    }

    /** @throws ProblemException {@code upload-request-invalid} for other algorithms and for what is no checksum */
    public static Checksum parse(String header) {
        String[] parts = header.strip().split(" +", -1);
        String name = NAMES.get(parts[0]);
        if (parts.length != 2 || name == null) {
            throw invalid();
        }
        try {
            MessageDigest digest = Sha.digest(name);
            byte[] wanted = Base64.getDecoder().decode(parts[1]);
            if (wanted.length != digest.getDigestLength()) {
                throw invalid();
            }
            return new Checksum(digest, wanted);
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
    }

    private static ProblemException invalid() {
        return new ProblemException(
                UploadProblem.UPLOAD_REQUEST_INVALID,
                "Upload-Checksum must be one of " + ALGORITHMS + ", a space, and the checksum in Base64.");
    }

    void update(byte[] bytes, int count) {
        digest.update(bytes, 0, count);
    }

    boolean fits() {
        return MessageDigest.isEqual(digest.digest(), wanted);
    }
}
