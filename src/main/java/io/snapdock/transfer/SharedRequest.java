package io.snapdock.transfer;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/**
 * A request on a connection that others share. While nobody has taken its body it is not completed, whoever answers it: that would let go of the body, see {@link Drain}.
 */
final class SharedRequest extends HttpServletRequestWrapper {

    private AsyncContext context;
    private boolean isHeld = true;
    private boolean isCompleted;

    SharedRequest(HttpServletRequest request) {
        super(request);
    }

    @Override
    public AsyncContext startAsync() {
        return held(super.startAsync());
    }

    @Override
    public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
        return held(super.startAsync(request, response));
    }

    private synchronized AsyncContext held(AsyncContext real) {
        context = new Held(real);
        return context;
    }

    @Override
    public synchronized AsyncContext getAsyncContext() {
        return context == null ? super.getAsyncContext() : context;
    }

    /** From here on it is completed as soon as somebody says so; and now, when somebody has. */
    void release() {
        AsyncContext real;
        synchronized (this) {
            isHeld = false;
            real = isCompleted ? ((Held) context).real : null;
        }
        if (real != null) {
            real.complete();
        }
    }

    private synchronized boolean isHeldNow() {
        isCompleted = true;
        return isHeld;
    }

    /** Its completion waits. */
    private final class Held implements AsyncContext {
        private final AsyncContext real;

        Held(AsyncContext real) {
            this.real = real;
        }

        @Override
        public void complete() {
            if (!isHeldNow()) {
                real.complete();
            }
        }

        @Override
        public ServletRequest getRequest() {
            return real.getRequest();
        }

        @Override
        public ServletResponse getResponse() {
            return real.getResponse();
        }

        @Override
        public boolean hasOriginalRequestAndResponse() {
            return real.hasOriginalRequestAndResponse();
        }

        @Override
        public void dispatch() {
            real.dispatch();
        }

        @Override
        public void dispatch(String path) {
            real.dispatch(path);
        }

        @Override
        public void dispatch(ServletContext other, String path) {
            real.dispatch(other, path);
        }

        @Override
        public void start(Runnable run) {
            real.start(run);
        }

        @Override
        public void addListener(AsyncListener listener) {
            real.addListener(listener);
        }

        @Override
        public void addListener(AsyncListener listener, ServletRequest request, ServletResponse response) {
            real.addListener(listener, request, response);
        }

        @Override
        public <T extends AsyncListener> T createListener(Class<T> type) throws ServletException {
            return real.createListener(type);
        }

        @Override
        public void setTimeout(long timeout) {
            real.setTimeout(timeout);
        }

        @Override
        public long getTimeout() {
            return real.getTimeout();
        }
    }
}
