package io.snapdock.transfer;

import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/** Lets all requests go on as {@link HeldRequest}s, and tells these when their chain is over. */
public class HeldRequests implements Filter {

    @Inject
    private Transfers transfers;

    private boolean isUndertow;

    @Override
    public void init(FilterConfig config) {
        isUndertow = config.getServletContext().getClass().getName().startsWith("io.undertow.");
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var held = new HeldRequest(
                (HttpServletRequest) request, isUndertow, isUndertow ? Runnable::run : transfers::afterLateCalls);
        try {
            chain.doFilter(held, response);
        } finally {
            held.leaveChain();
        }
    }
}
