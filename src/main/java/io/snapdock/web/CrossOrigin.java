package io.snapdock.web;

import io.snapdock.settings.Settings;
import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Lets pages of the origins in {@code snapdock.cors.origins} use the API with credentials, by the WHATWG Fetch standard's CORS protocol. Each
 * origin is named in its own answer, never a star. {@code web.xml} puts it behind the security headers.
 */
public class CrossOrigin implements Filter {

    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

    private static final String REQUEST_HEADERS =
            "Authorization, Content-Type, Last-Event-ID, Tus-Resumable, Upload-Offset,"
                    + " Upload-Length, Upload-Defer-Length, Upload-Metadata, Upload-Checksum, X-HTTP-Method-Override,"
                    + " Snapdock-Reason, Snapdock-Connection";

    private static final String EXPOSED_HEADERS = "Location, Retry-After, Tus-Resumable, Tus-Version, Tus-Extension,"
            + " Tus-Max-Size, Tus-Checksum-Algorithm, Upload-Offset, Upload-Length, Upload-Defer-Length, Upload-Metadata,"
            + " Upload-Expires, Snapdock-Photo, Snapdock-Duplicate, Snapdock-Problem";

    /** Ten minutes: a page asks rarely, and a changed setting is felt soon. */
    private static final String REMEMBERED_SECONDS = "600";

    @Inject
    private Settings.Web settings;

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var http = (HttpServletRequest) request;
        var answer = (HttpServletResponse) response;
        String origin = http.getHeader("Origin");
        if (settings.corsOrigins().isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        // Also without an Origin: a shared cache must not give one site's answer to another.
        answer.addHeader("Vary", "Origin");
        boolean allowed = origin != null && settings.corsOrigins().contains(origin);
        if (allowed) {
            answer.setHeader("Access-Control-Allow-Origin", origin);
            answer.setHeader("Access-Control-Allow-Credentials", "true");
            answer.setHeader("Access-Control-Expose-Headers", EXPOSED_HEADERS);
        }
        boolean preflight =
                "OPTIONS".equals(http.getMethod()) && http.getHeader("Access-Control-Request-Method") != null;
        if (allowed && preflight) {
            answer.setHeader("Access-Control-Allow-Methods", METHODS);
            answer.setHeader("Access-Control-Allow-Headers", REQUEST_HEADERS);
            answer.setHeader("Access-Control-Max-Age", REMEMBERED_SECONDS);
            answer.setStatus(HttpServletResponse.SC_NO_CONTENT);
        } else {
            chain.doFilter(request, response);
        }
    }
}
