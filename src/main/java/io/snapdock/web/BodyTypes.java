package io.snapdock.web;

import io.snapdock.problem.HttpProblem;
import io.snapdock.problem.ProblemMapper;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;

/**
 * Wants a {@code Content-Type} wherever a call takes a body, and never that of a form. Jersey lets every {@link Consumes} match when the header is
 * missing; a page of another site can send a body without a type, or one of a form's types, without asking first (WHATWG Fetch, 2.2.2).
 */
public class BodyTypes implements ContainerRequestFilter {

    @Context
    private ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext request) {
        if (!takesBody()) {
            return;
        }
        String type = request.getHeaderString(HttpHeaders.CONTENT_TYPE);
        if (type == null || type.isBlank() || isOfForm(type)) {
            request.abortWith(ProblemMapper.answer(
                    HttpProblem.MEDIA_TYPE_UNSUPPORTED, HttpProblem.MEDIA_TYPE_UNSUPPORTED.title()));
        }
    }

    private boolean takesBody() {
        return resource.getResourceMethod().isAnnotationPresent(Consumes.class)
                || resource.getResourceClass().isAnnotationPresent(Consumes.class);
    }

    private static boolean isOfForm(String type) {
        String plain = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return plain.equals(MediaType.APPLICATION_FORM_URLENCODED) || plain.equals(MediaType.MULTIPART_FORM_DATA);
    }
}
