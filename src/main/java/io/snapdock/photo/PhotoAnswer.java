package io.snapdock.photo;

import io.snapdock.problem.ProblemMapper;
import io.snapdock.transfer.FileSource;
import jakarta.ws.rs.HttpMethod;
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
    private final boolean isGet;
    private final String caching;

    /**
     * @param method of the request: ranges are for GET alone (RFC 9110, section 14.2)
     * @param caching for whom and how long caches may keep it, as {@link io.snapdock.dock.Dock#caching} says
     */
    PhotoAnswer(HttpHeaders request, String method, String caching) {
        this.request = request;
        this.isGet = HttpMethod.GET.equals(method);
        this.caching = caching;
    }

    /**
     * @param etag without quotes; a strong validator of exactly these bytes
     * @param disposition {@code inline} or {@code attachment}
     */
    Response file(Path file, String mediaType, String etag, String disposition, String name) throws IOException {
        String quoted = '"' + etag + '"';
        String ifMatch = request.getHeaderString(HttpHeaders.IF_MATCH);
        if (ifMatch != null && !matches(ifMatch, quoted, false)) {
            return headers(
                            Response.fromResponse(ProblemMapper.answer(
                                    PhotoProblem.PRECONDITION_FAILED, PhotoProblem.PRECONDITION_FAILED.title())),
                            quoted)
                    .build();
        }
        if (matches(request.getHeaderString(HttpHeaders.IF_NONE_MATCH), quoted, true)) {
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
        boolean isWanted = isGet && (condition == null || condition.strip().equals(quotedEtag));
        return isWanted ? request.getHeaderString("Range") : null;
    }

    /** @param weak whether tags that begin with {@code W/} count: for If-None-Match, not for If-Match (RFC 9110, sections 13.1.1 and 13.1.2) */
    private static boolean matches(String tags, String quotedEtag, boolean weak) {
        if (tags == null) {
            return false;
        }
        return Stream.of(tags.split(",", -1))
                .map(String::strip)
                .map(tag -> weak && tag.startsWith("W/") ? tag.substring(2) : tag)
                .anyMatch(tag -> tag.equals("*") || tag.equals(quotedEtag));
    }

    private Response.ResponseBuilder headers(Response.ResponseBuilder answer, String quotedEtag) {
        return answer.header(HttpHeaders.ETAG, quotedEtag)
                .header(HttpHeaders.CACHE_CONTROL, caching)
                .header(HttpHeaders.VARY, "Authorization, Cookie")
                .header("Accept-Ranges", "bytes");
    }
}
