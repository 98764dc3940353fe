package io.snapdock.transfer;

import io.snapdock.problem.HttpProblem;
import io.snapdock.problem.ProblemMapper;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets go of bodies that nobody has read: of requests that were refused by their head, or that need none. Undertow would wait for their end on the request's
 * thread. And forms are refused here, which no call takes: Jersey waits for their first byte before it looks for a resource.
 *
 * <p>The body of a {@link HeldRequest} that waits for it is read to its end instead.
 */
public class UnreadBodies implements Filter {

    @Inject
    private Transfers transfers;

    @Override
    public void doFilter(ServletRequest given, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var request = (HttpServletRequest) given;
        if (Body.isAbsent(request)) {
            chain.doFilter(request, response);
            return;
        }
        AtomicBoolean taken = Body.marked(request);
        pass(request, response, chain);
        if (taken.get()) {
            return;
        }
        HeldRequest held = HeldRequest.of(request);
        if (held == null) {
            Body.letGo(request);
        } else if (!request.getInputStream().isFinished()) {
            // Over HTTP/2 a request without a length need not have a body; Undertow knows that only once it was read.
            drain(held);
        }
    }

    private static void pass(HttpServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (isForm(request)) {
            refuse((HttpServletResponse) response);
        } else {
            chain.doFilter(request, response);
        }
    }

    private void drain(HeldRequest request) {
        if (!request.isAsyncSupported()) {
            // A page. No server's servlet for files can wait, and nobody sends bodies there.
            Body.letGo(request);
            return;
        }
        if (!request.isAsyncStarted()) {
            AsyncContext context = request.startAsync();
            context.setTimeout(0);
            context.complete();
        }
        transfers.leaveUnread(request);
    }

    private static boolean isForm(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null
                && type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals("application/x-www-form-urlencoded");
    }

    private static void refuse(HttpServletResponse response) throws IOException {
        HttpProblem kind = HttpProblem.MEDIA_TYPE_UNSUPPORTED;
        response.setStatus(kind.status());
        response.setContentType(ProblemMapper.PROBLEM_JSON);
        byte[] body =
                ProblemMapper.json(kind, kind.status(), kind.title(), null).getBytes(StandardCharsets.UTF_8);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
