package io.snapdock.web;

import io.snapdock.own.OwnPathFilter;
import io.snapdock.own.OwnResource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.CRC32;

/** The description of all calls, {@code docs/openapi.yaml}, for tools. */
@Path(OwnPathFilter.PREFIX + "openapi.yaml")
public class OpenApiResource extends OwnResource {

    /** RFC 9512. */
    private static final String YAML = "application/yaml";

    private final byte[] description = read();
    private final EntityTag tag = new EntityTag(Long.toHexString(checksum(description)));

    @GET
    @Produces(YAML)
    public Response read(@Context Request request) {
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        Response.ResponseBuilder answer = unchanged == null ? Response.ok(description, YAML) : unchanged;
        return answer.tag(tag).header(HttpHeaders.CACHE_CONTROL, "max-age=3600").build();
    }

    private static byte[] read() {
        try (InputStream in = OpenApiResource.class.getResourceAsStream("openapi.yaml")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long checksum(byte[] bytes) {
        var checksum = new CRC32();
        checksum.update(bytes);
        return checksum.getValue();
    }

    /** What is served; see {@link OwnPathFilter}. */
    @ApplicationScoped
    public static class Served extends OpenApiResource {}
}
