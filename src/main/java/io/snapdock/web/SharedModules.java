package io.snapdock.web;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Lets pages of any origin load the modules, styles and texts of the elements: browsers load modules by CORS (HTML, "fetch a single module script").
 * They are the same for everybody and hold no secret; the star allows no credentials (WHATWG Fetch, 3.2.5). What the modules may then do is told by
 * {@link CrossOrigin}. {@code web.xml} puts this after the security headers, one of which it replaces.
 */
public class SharedModules implements Filter {

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var answer = (HttpServletResponse) response;
        answer.setHeader("Access-Control-Allow-Origin", "*");
        answer.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
        chain.doFilter(request, response);
    }
}
