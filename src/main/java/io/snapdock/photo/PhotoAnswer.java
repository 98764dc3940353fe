package io.snapdock.photo;

import io.snapdock.problem.ProblemMapper;
import io.snapdock.transfer.FileSource;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Answers with a picture's bytes: whole, one range, or "not modified". For {@link io.snapdock.transfer.Downloads}. */
final class PhotoAnswer {

    private final HttpHeaders request;
    private final String caching;

    /** @param caching for whom and how long caches may keep it, as {@link io.snapdock.dock.Dock#caching} says */
    PhotoAnswer(HttpHeaders request, String caching) {
        this.request = request;
        this.caching = caching;
    }

    /**
     * @param etag without quotes; a strong validator of exactly these bytes
     * @param disposition {@code inline} or {@code attachment}
     */
    Response file(Path file, String mediaType, String etag, String disposition, String name) throws IOException {
        String quoted = '"' + etag + '"';
        if (matches(request.getHeaderString(HttpHeaders.IF_NONE_MATCH), quoted)) {
            return headers(Response.notModified(), quoted).build();
        }
        long size = Files.size(file);
        try {
            Optional<ByteRange> range = ByteRange.parse(rangeFor(quoted), size);
            ByteRange sent = range.orElse(new ByteRange(0, size - 1));
            Response.ResponseBuilder answer = headers(Response.status(range.isPresent() ? 206 : 200), quoted)
                    .type(mediaType)
                    .header(HttpHeaders.CONTENT_LENGTH, sent.length())
                    .header(HttpHeaders.CONTENT_DISPOSITION, disposition(disposition, name))
                    .entity(new FileSource(file, sent.first(), sent.length()));
            range.ifPresent(
                    one -> answer.header("Content-Range", "bytes " + one.first() + "-" + one.last() + "/" + size));
            return answer.build();
        } catch (ByteRange.Unsatisfiable e) {
            Response problem =
                    ProblemMapper.answer(PhotoProblem.RANGE_UNSATISFIABLE, PhotoProblem.RANGE_UNSATISFIABLE.title());
            return Response.fromResponse(problem)
                    .header("Content-Range", "bytes */" + size)
                    .build();
        }
    }

    /** RFC 6266 with RFC 8187: an ASCII name for old clients and the true one in UTF-8. */
    static String disposition(String disposition, String name) {
        String ascii = name.replaceAll("[^A-Za-z0-9._ -]", "_");
        String utf8 = URLEncoder.encode(name, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
        return disposition + "; filename=\"" + ascii + "\"; filename*=UTF-8''" + utf8;
    }

    /** RFC 9110, section 13.1.5: with an If-Range that does not match, the whole is to be sent. */
    private String rangeFor(String quotedEtag) {
        String condition = request.getHeaderString("If-Range");
        return condition == null || condition.strip().equals(quotedEtag) ? request.getHeaderString("Range") : null;
    }

    private static boolean matches(String ifNoneMatch, String quotedEtag) {
        if (ifNoneMatch == null) {
            return false;
        }
        // Weak comparison, RFC 9110, section 13.1.2.
        return Stream.of(ifNoneMatch.split(",", -1))
                .map(String::strip)
                .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
                .anyMatch(tag -> tag.equals("*") || tag.equals(quotedEtag));
    }

    private Response.ResponseBuilder headers(Response.ResponseBuilder answer, String quotedEtag) {
        return answer.header(HttpHeaders.ETAG, quotedEtag)
                .header(HttpHeaders.CACHE_CONTROL, caching)
                .header(HttpHeaders.VARY, "Authorization, Cookie")
                .header("Accept-Ranges", "bytes");
    }
}
