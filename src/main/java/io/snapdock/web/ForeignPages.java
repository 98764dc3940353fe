package io.snapdock.web;

import io.snapdock.problem.HttpProblem;
import io.snapdock.problem.ProblemMapper;
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
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Refuses calls that would change something when a page of another origin makes them, unless {@code snapdock.cors.origins} has that origin. A
 * cookie's {@code SameSite} is not enough: another port of the same host is the same site, and an open dock needs no cookie at all.
 *
 * <p>Browsers say where a call comes from: in {@code Sec-Fetch-Site} (W3C Fetch Metadata, 2.3) over TLS and from localhost, and in {@code Origin}
 * (WHATWG Fetch, 3.2) with every method that is not GET or HEAD. Neither can be set by a page. Who sends neither is no browser, and no page can
 * make it call. {@code web.xml} puts this after {@link CrossOrigin}, so that pages that may call are told so.
 */
public class ForeignPages implements Filter {

    /** They change nothing here. A POST that means another method by {@code X-HTTP-Method-Override} is still a POST at this place. */
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    @Inject
    private Settings.Web settings;

    @Inject
    private PublicAddress publicAddress;

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var http = (HttpServletRequest) request;
        if (SAFE.contains(http.getMethod()) || isOwnOrAllowed(http)) {
            chain.doFilter(request, response);
        } else {
            refuse((HttpServletResponse) response);
        }
    }

    private boolean isOwnOrAllowed(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        String origin = request.getHeader("Origin");
        if (origin != null && settings.corsOrigins().contains(origin)) {
            return true;
        }
        if (site != null) {
            // The browser compared with the address that it used, whatever a proxy made of that. "none" is the person,
            // not a page.
            return site.equals("same-origin") || site.equals("none");
        }
        return origin == null || publicAddress.isOwnOrigin(origin, request);
    }

    private static void refuse(HttpServletResponse response) throws IOException {
        HttpProblem kind = HttpProblem.ORIGIN_FORBIDDEN;
        response.setStatus(kind.status());
        response.setContentType(ProblemMapper.PROBLEM_JSON);
        response.setHeader("Cache-Control", "no-store");
        byte[] body =
                ProblemMapper.json(kind, kind.status(), kind.title(), null).getBytes(StandardCharsets.UTF_8);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
