package io.snapdock.transfer;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;

/**
 * A request that is completed only when that is safe, whoever answers it. One that is answered within its filter chain is completed after that, on another thread of the container's. Some
 * are completed only when their body has ended, whether anybody reads it or not.
 *
 * <p>Not within the chain: servers begin the next request of a connection, when it is here already, on the thread that completes this one (Undertow's {@code AsyncContextImpl} sets
 * {@code SameThreadExecutor} for it, Grizzly goes on in {@code HttpServerFilter.onAfterService}). Within the chain that is inside this one: of a thousand requests that a client sends at once
 * and that are answered at once, each would begin inside the one before, until the stack overflows, in the middle of a transaction too.
 *
 * <p>When their body has ended, as a completion in the middle of it is not safe:
 *
 * <ul>
 *   <li>HTTP/2, where requests share a connection. Undertow answers with {@code RST_STREAM} alone ({@code Http2StreamSourceChannel.channelForciblyClosed}), takes what of the body is on
 *       its way for a fault of the whole connection, and ends that ({@code Http2Channel}, data of a stream that it does not know). Grizzly never answers.
 *   <li>Bodies in chunks on Undertow. It never notices that such a request is over ({@code ChunkedStreamSourceConduit.terminateReads} tells nobody), so it keeps the connection
 *       for ever, reads nothing more from it, and does not see its end.
 * </ul>
 */
final class HeldRequest extends HttpServletRequestWrapper {

    private static final Logger LOG = System.getLogger(HeldRequest.class.getName());

    private static final String NAME = HeldRequest.class.getName();

    /** Whether it is completed only when its body has ended. */
    private final boolean waitsForBody;

    /** Does something when no call of the container's can be on its way any more. */
    private final Consumer<Runnable> afterLateCalls;

    /** How many things must be over before it is completed: that its body is read, that a late call has come, that its answer is sent. */
    private int holds;

    /** Asked once: when its answer is out, servers use the request's object again. */
    private final boolean isShared;

    private boolean isInChain = true;
    private PatientContext context;
    private boolean isCompleted;

    /** @param afterLateCalls see {@link #expectLateCall} */
    HeldRequest(HttpServletRequest request, boolean isUndertow, Consumer<Runnable> afterLateCalls) {
        super(request);
        this.isShared = isOfHttp2(request);
        this.waitsForBody = waitsForBody(request, isUndertow);
        this.afterLateCalls = afterLateCalls;
        request.setAttribute(NAME, this);
    }

    private static boolean waitsForBody(HttpServletRequest request, boolean isUndertow) {
        return !Body.isAbsent(request)
                && (isOfHttp2(request) || (isUndertow && request.getHeader("Transfer-Encoding") != null));
    }

    private static boolean isOfHttp2(HttpServletRequest request) {
        return "HTTP/2.0".equals(request.getProtocol());
    }

    /** Whether other requests share its connection. Then its answer waits for its body too: not all servers can answer earlier. */
    boolean isShared() {
        return isShared;
    }

    /** The one around a request; null where there is none. */
    static HeldRequest around(ServletRequest request) {
        return request.getAttribute(NAME) instanceof HeldRequest held ? held : null;
    }

    /** The one around a request that waits for its body; null when it does not. */
    static HeldRequest of(ServletRequest request) {
        HeldRequest held = around(request);
        return held != null && held.waitsForBody ? held : null;
    }

    @Override
    public AsyncContext startAsync() {
        return wrapped(super.startAsync());
    }

    @Override
    public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
        return wrapped(super.startAsync(request, response));
    }

    private synchronized AsyncContext wrapped(AsyncContext real) {
        context = new PatientContext(real);
        return context;
    }

    @Override
    public synchronized AsyncContext getAsyncContext() {
        return context == null ? super.getAsyncContext() : context;
    }

    /** Its body is being read; to be followed by one {@link #release}. */
    synchronized void hold() {
        holds++;
    }

    void release() {
        AsyncContext real;
        synchronized (this) {
            holds--;
            real = isCompleted && isSafe() ? context.real : null;
        }
        if (real != null) {
            complete(real);
        }
    }

    /**
     * The container has promised two calls at once, of which the second may come after all has been done by the first. It is completed when that second one has come too; its answer goes
     * out before. Grizzly hands each call to a thread by itself, and the first one does the second one's work ({@code InputBuffer.ReadHandlerImpl.processCallbacks} of Payara's
     * {@code web-core}). The second one then asks the request for its application; after the completion there is none, and it fails.
     */
    void expectLateCall() {
        hold();
        try {
            afterLateCalls.accept(this::release);
        } catch (RuntimeException e) {
            // The application stops, and its requests end with it. Containers refuse in ways of their own then.
            LOG.log(Level.TRACE, "Nobody waits for a late call", e);
            release();
        }
    }

    /** Its filter chain has returned; to be called once. */
    void leaveChain() {
        Runnable step;
        synchronized (this) {
            isInChain = false;
            step = isCompleted ? stepOfAnswered() : HeldRequest::nothing;
        }
        step.run();
    }

    /** What is to be done with an answered request now, outside of the monitor. To be called under it. */
    private Runnable stepOfAnswered() {
        if (isInChain) {
            return HeldRequest::nothing;
        }
        if (isSafe()) {
            return () -> complete(context.real);
        }
        if (isShared()) {
            return HeldRequest::nothing;
        }
        // Whatever else ends meanwhile, it is not completed in the middle of its answer.
        hold();
        return this::sendAnswer;
    }

    private static void nothing() {}

    /** The sender of the body may wait for it before it sends on. On a thread of the container's as {@link #complete}, and for the same reason. */
    private void sendAnswer() {
        try {
            context.real.start(this::sendAnswerHere);
        } catch (RuntimeException e) {
            sendAnswerHere();
        }
    }

    private void sendAnswerHere() {
        try {
            context.real.getResponse().getOutputStream().close();
        } catch (IOException | RuntimeException e) {
            // Nobody is there any more, or what is not ours has written text.
            LOG.log(Level.TRACE, "The answer goes with the completion", e);
        } finally {
            release();
        }
    }

    private boolean isSafe() {
        return holds == 0 && !isInChain;
    }

    /**
     * On another thread: after a body's last byte Grizzly goes on with its own call, in the middle of which this is. And on one of the container's: the rest of the answer goes out with
     * the completion, and a reader that takes nothing must not keep a thread of ours.
     */
    private static void complete(AsyncContext real) {
        try {
            real.start(() -> completeHere(real));
        } catch (RuntimeException e) {
            // The application stops, or the client has gone. Payara fails in ways of its own then.
            completeHere(real);
        }
    }

    private static void completeHere(AsyncContext real) {
        try {
            real.complete();
        } catch (RuntimeException e) {
            LOG.log(Level.TRACE, "The request is over already", e);
        }
    }

    /** Its completion waits. */
    private final class PatientContext implements AsyncContext {
        private final AsyncContext real;

        PatientContext(AsyncContext real) {
            this.real = real;
        }

        @Override
        public void complete() {
            Runnable step;
            synchronized (HeldRequest.this) {
                if (isCompleted) {
                    throw new IllegalStateException("The request is completed already");
                }
                isCompleted = true;
                step = stepOfAnswered();
            }
            step.run();
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
