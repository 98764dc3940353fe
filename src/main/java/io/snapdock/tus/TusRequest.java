package io.snapdock.tus;

import io.snapdock.problem.HttpProblem;
import io.snapdock.problem.ProblemException;
import io.snapdock.upload.Checksum;
import io.snapdock.upload.UploadProblem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** The headers of a tus request, read by the protocol's rules. Each throws {@code upload-request-invalid} for what it must not be. */
record TusRequest(HttpServletRequest request) {

    private static final String BYTES = "application/offset+octet-stream";

    /** tus 1.0.0, Concatenation; the drafts of the IETF (draft-ietf-httpbis-resumable-upload). */
    private static final List<String> UNKNOWN_EXTENSIONS =
            List.of("Upload-Concat", "Upload-Complete", "Upload-Incomplete");

    OptionalLong length() {
        return number("Upload-Length");
    }

    /** Creation: exactly one of a length and the promise to say it later. */
    OptionalLong lengthOrDeferred() {
        String deferred = request.getHeader("Upload-Defer-Length");
        OptionalLong length = length();
        if (deferred != null && !deferred.equals("1")) {
            throw invalid("Upload-Defer-Length must be 1.");
        }
        if (length.isPresent() == (deferred != null)) {
            throw invalid("Either Upload-Length or Upload-Defer-Length: 1 must be there.");
        }
        return length;
    }

    long offset() {
        return number("Upload-Offset").orElseThrow(() -> invalid("Upload-Offset is missing."));
    }

    Optional<Checksum> checksum() {
        return Optional.ofNullable(request.getHeader("Upload-Checksum")).map(Checksum::parse);
    }

    /** Why its sender ends an upload. */
    Optional<UploadProblem> reason() {
        return UploadProblem.ofSender(request.getHeader("Snapdock-Reason"));
    }

    UploadMetadata metadata() {
        return UploadMetadata.parse(request.getHeader("Upload-Metadata"));
    }

    boolean hasBytes() {
        String type = request.getContentType();
        return type != null && type.split(";", 2)[0].strip().equalsIgnoreCase(BYTES);
    }

    /** Creation may bring the first bytes: then it must say what they are, else they would be lost without a word. */
    void expectNothingElse() {
        boolean hasBody = request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
        if (hasBody) {
            expectBytes();
        }
    }

    /**
     * Refuses what would mean something else with an extension that this server does not have: of an upload that is a part of another one
     * ({@code Upload-Concat}) a photo would be made, and a checksum that comes after the body would never be looked at.
     */
    void expectKnownExtensions() {
        for (String header : UNKNOWN_EXTENSIONS) {
            if (request.getHeader(header) != null) {
                throw invalid(header + " belongs to an extension that this server does not have.");
            }
        }
        String trailer = request.getHeader("Trailer");
        if (trailer != null && trailer.toLowerCase(Locale.ROOT).contains("upload-checksum")) {
            throw invalid("A checksum after the body belongs to an extension that this server does not have.");
        }
    }

    void expectBytes() {
        if (!hasBytes()) {
            throw new ProblemException(HttpProblem.MEDIA_TYPE_UNSUPPORTED, "The Content-Type must be " + BYTES + ".");
        }
    }

    private OptionalLong number(String name) {
        String text = request.getHeader(name);
        if (text == null) {
            return OptionalLong.empty();
        }
        if (!text.matches("[0-9]{1,18}")) {
            throw invalid(name + " must be a whole number.");
        }
        return OptionalLong.of(Long.parseLong(text));
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(UploadProblem.UPLOAD_REQUEST_INVALID, detail);
    }
}
