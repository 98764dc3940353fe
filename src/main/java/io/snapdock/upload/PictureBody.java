package io.snapdock.upload;

import io.snapdock.problem.ProblemException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/**
 * The picture in a request's body, sent as it is or as the one part of a form.
 *
 * @param bytes the picture's size, when the sender announced one
 */
public record PictureBody(InputStream content, OptionalLong bytes) {

    /** @throws ProblemException {@code multipart-invalid}, {@code upload-incomplete} */
    public static PictureBody of(InputStream body, HttpHeaders headers) {
        // getLength() is an int and -1 beyond 2 GiB, which would pass for "not announced".
        long length = announced(headers.getHeaderString(HttpHeaders.CONTENT_LENGTH));
        MediaType type = headers.getMediaType();
        if (type == null || !type.isCompatible(MediaType.MULTIPART_FORM_DATA_TYPE) || type.isWildcardType()) {
            return new PictureBody(body, length < 0 ? OptionalLong.empty() : OptionalLong.of(length));
        }
        try {
            var part = new MultipartBody(body, type);
            return new PictureBody(part, part.contentBytes(length));
        } catch (IOException e) {
            throw new ProblemException(UploadProblem.UPLOAD_INCOMPLETE, UploadProblem.UPLOAD_INCOMPLETE.title(), e);
        }
    }

    private static long announced(String contentLength) {
        return contentLength != null && contentLength.matches("[0-9]{1,18}") ? Long.parseLong(contentLength) : -1;
    }
}
