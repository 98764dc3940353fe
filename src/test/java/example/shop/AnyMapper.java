package example.shop;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;

/** Of the application that names it only. */
public class AnyMapper implements ExceptionMapper<RuntimeException> {
    @Override
    public Response toResponse(RuntimeException e) {
        return Response.status(418)
                .header("X-Mapped", e.getClass().getSimpleName())
                .entity("mapped")
                .build();
    }
}
