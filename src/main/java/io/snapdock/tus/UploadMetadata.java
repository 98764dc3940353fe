package io.snapdock.tus;

import io.snapdock.problem.ProblemException;
import io.snapdock.upload.Offer;
import io.snapdock.upload.UploadProblem;
import io.snapdock.upload.pick.Pick;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The header {@code Upload-Metadata} of tus 1.0.0: pairs of a key and a value in Base64, with commas between. Snapdock reads
 * {@code filename}, {@code dock}, {@code clientId}, {@code waiting}, {@code pick}, {@code index} and {@code picked}; all of it is echoed as it came.
 */
record UploadMetadata(String header, Map<String, String> values) {

    static final int MAX_CHARS = 4_000;

    /** @throws ProblemException {@code upload-request-invalid} */
    static UploadMetadata parse(String header) {
        if (header == null || header.isBlank()) {
            return new UploadMetadata(null, Map.of());
        }
        if (header.length() > MAX_CHARS) {
            throw invalid("is longer than " + MAX_CHARS + " characters.");
        }
        Map<String, String> values = new HashMap<>();
        for (String pair : header.split(",", -1)) {
            String[] parts = pair.strip().split(" ", -1);
            if (parts[0].isEmpty() || parts.length > 2) {
                throw invalid("must be pairs of a key and a value in Base64, with commas between.");
            }
            if (values.put(parts[0], parts.length == 2 ? decoded(parts[1]) : "") != null) {
                throw invalid("has a key twice.");
            }
        }
        return new UploadMetadata(header, Map.copyOf(values));
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw invalid("has a value that is not Base64.");
        }
    }

    String dock() {
        return Optional.ofNullable(values.get("dock"))
                .orElseThrow(() -> invalid("must name the dock: its id in Base64 under the key dock."));
    }

    /** Clients of several origins call it by one of these. */
    String fileName() {
        return values.getOrDefault("filename", values.getOrDefault("name", ""));
    }

    Optional<String> clientId() {
        Optional<String> id = Optional.ofNullable(values.get("clientId"));
        if (id.isPresent() && !id.get().matches(Offer.CLIENT_ID)) {
            throw invalid("has a clientId that is not 1 to 64 characters of A-Z, a-z, 0-9 and . _ ~ -");
        }
        return id;
    }

    int waiting() {
        String text = values.getOrDefault("waiting", "0");
        if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= Offer.MAX_WAITING) {
            return Integer.parseInt(text);
        }
        throw invalid("has a number waiting that is not from 0 to " + Offer.MAX_WAITING + ".");
    }

    Optional<Pick> pick() {
        return Pick.read(
                values.get("pick"),
                values.get("index"),
                values.get("picked"),
                sentence -> invalid("is wrong: " + sentence));
    }

    private static ProblemException invalid(String what) {
        return new ProblemException(UploadProblem.UPLOAD_REQUEST_INVALID, "Upload-Metadata " + what);
    }
}
