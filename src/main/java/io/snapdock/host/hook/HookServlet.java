package io.snapdock.host.hook;

import io.snapdock.host.event.PhotoCheck;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The address for Snapdock's webhooks. {@link HookListener} maps it to {@code /snapdock-hook}; a host that wants it elsewhere, or whose {@code web.xml} is {@code metadata-complete}, maps it
 * itself.
 */
public class HookServlet extends HttpServlet {

    private static final long serialVersionUID = 1;
    private static final Logger LOG = System.getLogger(HookServlet.class.getName());

    /** Messages are a few kilobytes. */
    private static final int MOST_BYTES = 256 * 1024;

    /** Of what has happened. Shorter than Snapdock waits, which is 15 s. */
    private static final Duration OBSERVERS = Duration.ofSeconds(10);

    /** Of a question. Shorter than Snapdock waits unless {@code snapdock.webhook.check-timeout} is set there. */
    private static final Duration JUDGES = Duration.ofSeconds(8);

    /** For the body and its observers together; longer than both. */
    private static final Duration WHOLE = Duration.ofSeconds(30);

    private static final Duration WARN_EVERY = Duration.ofMinutes(1);

    private static final int UNPROCESSABLE = 422;

    @Inject
    private transient Event<Object> events;

    @Resource
    private transient ManagedExecutorService executor;

    private transient HookSignature signature;
    private transient SeenMessages seen;
    private transient AtomicLong warnedNanos;

    @Override
    public void init() {
        signature = HookSignature.ofSettings();
        seen = new SeenMessages();
        warnedNanos = new AtomicLong(System.nanoTime() - WARN_EVERY.toNanos());
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        long length = request.getContentLengthLong();
        if (length > MOST_BYTES) {
            answer(response, HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE, "This is larger than any message.");
        } else if (length <= 0) {
            answer(response, HttpServletResponse.SC_LENGTH_REQUIRED, "A message has a Content-Length.");
        } else if (request.isAsyncSupported()) {
            AsyncContext context = request.startAsync();
            context.setTimeout(WHOLE.toMillis());
            HookBody.read(context, (int) length, receiver(request, response));
        } else {
            // A filter of the host's stands before it that knows no asynchronous requests.
            take(request, request.getInputStream().readNBytes((int) length), response);
        }
    }

    private HookBody.Receiver receiver(HttpServletRequest request, HttpServletResponse response) {
        return new HookBody.Receiver() {
            @Override
            public void whole(byte[] body) throws IOException {
                take(request, body, response);
            }

            @Override
            public void broken() throws IOException {
                answer(response, HttpServletResponse.SC_REQUEST_TIMEOUT, "The message did not come whole.");
            }
        };
    }

    private void take(HttpServletRequest request, byte[] body, HttpServletResponse response) throws IOException {
        String id = request.getHeader("webhook-id");
        String fault = signature.fault(
                id,
                request.getHeader("webhook-timestamp"),
                request.getHeader("webhook-signature"),
                body,
                Instant.now());
        if (fault == null) {
            take(id, body, response);
        } else {
            warn(fault);
            answer(response, HttpServletResponse.SC_UNAUTHORIZED, fault + ".");
        }
    }

    /** Anybody can send something here, so not a line for each. */
    private void warn(String fault) {
        long now = System.nanoTime();
        long last = warnedNanos.get();
        if (now - last >= WARN_EVERY.toNanos() && warnedNanos.compareAndSet(last, now)) {
            LOG.log(Level.WARNING, "A webhook was refused: {0}", fault);
        }
    }

    private void take(String id, byte[] body, HttpServletResponse response) throws IOException {
        Optional<Object> event;
        try {
            event = HookMessage.event(body);
        } catch (IllegalArgumentException e) {
            LOG.log(Level.WARNING, "A webhook is signed and cannot be read", e);
            answer(response, HttpServletResponse.SC_BAD_REQUEST, "This is no message of Snapdock's.");
            return;
        }
        if (event.isEmpty()) {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            return;
        }
        switch (seen.begin(id, Instant.now())) {
            case NEW -> fire(id, event.get(), response);
            case RUNNING ->
                answer(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "It is being worked on already.");
            default -> again(event.get(), response);
        }
    }

    /** A question is asked once, so this is somebody who has heard one. */
    private static void again(Object event, HttpServletResponse response) throws IOException {
        if (event instanceof PhotoCheck) {
            answer(response, HttpServletResponse.SC_CONFLICT, "This was answered before.");
        } else {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        }
    }

    private void fire(String id, Object event, HttpServletResponse response) throws IOException {
        CompletableFuture<Object> observers;
        try {
            events.fire(event);
            observers = isRefused(event)
                    ? CompletableFuture.completedFuture(event)
                    : events.fireAsync(event, NotificationOptions.ofExecutor(executor))
                            .toCompletableFuture();
        } catch (Throwable e) {
            // An Error too: a message that has not ended is refused for ever.
            observers = CompletableFuture.failedFuture(e);
        }
        // Also of those that go on after this request has been answered.
        CompletableFuture<Object> ended =
                observers.whenComplete((done, error) -> seen.end(id, error == null, Instant.now()));
        try {
            Duration most = event instanceof PhotoCheck ? JUDGES : OBSERVERS;
            ended.get(most.toMillis(), TimeUnit.MILLISECONDS);
            answer(event, response);
        } catch (ExecutionException e) {
            LOG.log(Level.WARNING, "An observer of a webhook failed", e.getCause());
            answer(response, HttpServletResponse.SC_INTERNAL_SERVER_ERROR, "An observer failed.");
        } catch (TimeoutException e) {
            answer(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "The observers are at work still.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "The application stops.");
        }
    }

    private static boolean isRefused(Object event) {
        return event instanceof PhotoCheck check && check.refusal().isPresent();
    }

    private static void answer(Object event, HttpServletResponse response) throws IOException {
        if (isRefused(event)) {
            answer(response, UNPROCESSABLE, ((PhotoCheck) event).refusal().orElseThrow());
        } else {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        }
    }

    /** Without {@code sendError}, which would bring the host's own page. */
    private static void answer(HttpServletResponse response, int status, String detail) throws IOException {
        response.setStatus(status);
        response.setContentType("application/problem+json");
        response.getOutputStream()
                .write(Json.createObjectBuilder()
                        .add("status", status)
                        .add("detail", detail)
                        .build()
                        .toString()
                        .getBytes(StandardCharsets.UTF_8));
    }
}
