package io.snapdock.tus;

import io.snapdock.problem.ProblemMapper;
import io.snapdock.upload.UploadProblem;
import io.snapdock.web.ContextPath;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What tus 1.0.0 wants of every request to an upload, whichever method it has and whoever answers: the version on both
 * sides, and the method that a client behind a narrow proxy can only say in a header.
 */
public class TusHeaders implements Filter {

    private static final Pattern UPLOADS = Pattern.compile("/api/(docks/[^/]+/)?uploads(/[^/]+)?/?");
    private static final Set<String> OVERRIDES = Set.of("PATCH", "DELETE", "HEAD");

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var http = (HttpServletRequest) request;
        var answer = (HttpServletResponse) response;
        String path = http.getRequestURI()
                .substring(ContextPath.of(http.getServletContext()).length());
        if (!UPLOADS.matcher(path).matches() || "OPTIONS".equals(http.getMethod())) {
            chain.doFilter(request, response);
            return;
        }
        answer.setHeader("Tus-Resumable", TusProtocol.VERSION);
        if (!TusProtocol.VERSION.equals(http.getHeader("Tus-Resumable"))) {
            refuse(answer);
            return;
        }
        String override = http.getHeader("X-HTTP-Method-Override");
        String method = override == null ? "" : override.toUpperCase(Locale.ROOT);
        boolean overridden = "POST".equals(http.getMethod()) && OVERRIDES.contains(method);
        chain.doFilter(overridden ? new Overridden(http, method) : http, response);
    }

    private static void refuse(HttpServletResponse answer) throws IOException {
        UploadProblem kind = UploadProblem.TUS_VERSION;
        answer.setStatus(kind.status());
        answer.setHeader("Tus-Version", TusProtocol.VERSION);
        answer.setContentType(ProblemMapper.PROBLEM_JSON);
        byte[] body =
                ProblemMapper.json(kind, kind.status(), kind.title(), null).getBytes(StandardCharsets.UTF_8);
        answer.setContentLength(body.length);
        answer.getOutputStream().write(body);
    }

    private static final class Overridden extends HttpServletRequestWrapper {

        private final String method;

        Overridden(HttpServletRequest request, String method) {
            super(request);
            this.method = method;
        }

        @Override
        public String getMethod() {
            return method;
        }
    }
}
