package io.snapdock.web;

import io.snapdock.problem.HttpProblem;
import io.snapdock.problem.ProblemKind;
import io.snapdock.problem.ProblemMapper;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Answers requests whose {@code Content-Type} or {@code Accept} is no such thing (RFC 9110, 8.3.1 and 12.5.1) before the JAX-RS runtime
 * reads them: RESTEasy fails on some with an exception of its own and logs a stack trace for the others.
 */
public class MediaTypeHeaders implements Filter {

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final String PARAMETERS = "(\\s*;\\s*(" + TOKEN + "=(" + TOKEN + "|\"[^\"\\\\]*\"))?)*\\s*";
    private static final Pattern MEDIA_TYPE = Pattern.compile(TOKEN + "/" + TOKEN + PARAMETERS);

    /** The lone star is what Java's own HttpURLConnection sends. */
    private static final Pattern MEDIA_RANGE = Pattern.compile("\\s*(\\*|" + TOKEN + "/" + TOKEN + ")" + PARAMETERS);

    private static final Pattern BAD_WEIGHT =
            Pattern.compile(";\\s*[qQ]=(?!(0?(\\.[0-9]{1,3})?|0\\.|1(\\.0{0,3})?)\\s*(;|,|$))");

    /** Longer ones have no honest reason, and the patterns above shall not be given work. */
    private static final int MAX_CHARS = 1_000;

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var http = (HttpServletRequest) request;
        String type = http.getHeader("Content-Type");
        String accept = http.getHeader("Accept");
        if (type != null && !isMediaType(type)) {
            refuse((HttpServletResponse) response, HttpProblem.MEDIA_TYPE_UNSUPPORTED);
        } else if (accept != null && !accept.isBlank() && !isAccept(accept)) {
            refuse((HttpServletResponse) response, HttpProblem.NOT_ACCEPTABLE);
        } else {
            chain.doFilter(request, response);
        }
    }

    static boolean isMediaType(String header) {
        return header.length() <= MAX_CHARS && MEDIA_TYPE.matcher(header).matches();
    }

    static boolean isAccept(String header) {
        if (header.length() > MAX_CHARS || BAD_WEIGHT.matcher(header).find()) {
            return false;
        }
        for (String range : header.split(",", -1)) {
            if (!MEDIA_RANGE.matcher(range).matches()) {
                return false;
            }
        }
        return true;
    }

    private static void refuse(HttpServletResponse response, ProblemKind kind) throws IOException {
        response.setStatus(kind.status());
        response.setContentType(ProblemMapper.PROBLEM_JSON);
        byte[] body =
                ProblemMapper.json(kind, kind.status(), kind.title(), null).getBytes(StandardCharsets.UTF_8);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
