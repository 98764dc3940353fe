package io.snapdock.inside;

import io.snapdock.ground.Pool;
import io.snapdock.handover.HandoverProblem;
import io.snapdock.handover.HostCalls;
import io.snapdock.host.HostApi;
import io.snapdock.host.SnapdockException;
import io.snapdock.problem.Outage;
import io.snapdock.problem.ProblemException;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.StringReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The host's calls in the same WAR. Each is made on another thread, which has no transaction: a container that ends one lets nobody begin another, and two databases are not for one
 * transaction without XA.
 */
@ApplicationScoped
public class InProcessApi implements HostApi {

    /** Longer than a seal waits for photos. */
    private static final Duration ANSWER = Duration.ofSeconds(20);

    private static final int THREADS = 16;
    private static final int MOST_WAITING = 10_000;

    @Inject
    private HostCalls calls;

    @Resource
    private ManagedThreadFactory factory;

    /** Not the server's pool: an observer of the host's on one of its threads may call, and would wait for another one. */
    private Pool threads;

    @PostConstruct
    void start() {
        threads = Pool.bounded("host-calls", THREADS, MOST_WAITING, factory);
    }

    @PreDestroy
    void stop() {
        threads.stop();
    }

    @Override
    public Optional<URI> base() {
        return Optional.empty();
    }

    @Override
    public JsonObject open(String ref, JsonObject wanted) {
        return json(made(() -> calls.open(ref, stream(wanted))));
    }

    @Override
    public JsonObject find(String ref) {
        return json(made(() -> calls.find(ref)));
    }

    @Override
    public JsonObject change(String dockId, JsonObject change) {
        return json(made(() -> calls.change(dockId, stream(change))));
    }

    @Override
    public JsonObject beginSession(String dockId, JsonObject asked) {
        return json(made(() -> calls.beginSession(dockId, stream(asked))));
    }

    @Override
    public void endSessions(String dockId, String user) {
        run(() -> calls.endSessions(dockId, user));
    }

    /** Waits on the caller's thread: photos on their way take seconds. */
    @Override
    public JsonObject seal(String dockId, JsonObject asked) {
        return expectAsked(awaited(made(() -> calls.seal(dockId, stream(asked))).toCompletableFuture()));
    }

    @Override
    public void reopen(String dockId) {
        takeBack(dockId, JsonObject.EMPTY_JSON_OBJECT);
    }

    @Override
    public void takeBack(String dockId, JsonObject seal) {
        run(() -> calls.reopen(dockId, stream(seal)));
    }

    @Override
    public void claim(String dockId, JsonObject claim) {
        JsonObject unused = expectAsked(made(() -> calls.claim(dockId, stream(claim))));
    }

    @Override
    public void release(String dockId) {
        run(() -> calls.release(dockId));
    }

    /** By the address that the API gives it: … {@code docks/{dock}/photos/{photo}}. */
    @Override
    public InputStream open(JsonObject photo) {
        String[] address = photo.getString("url").split("/", -1);
        return made(() -> calls.open(address[address.length - 3], address[address.length - 1]));
    }

    private JsonObject expectAsked(HostCalls.Outcome outcome) {
        JsonObject now = json(outcome.json());
        if (!outcome.isAsked()) {
            var kind = HandoverProblem.DOCK_CHANGED;
            throw SnapdockException.refused(kind.code(), kind.status(), kind.title(), this, now);
        }
        return now;
    }

    private void run(Runnable call) {
        Object unused = made(() -> {
            call.run();
            return null;
        });
    }

    private <T> T made(Callable<T> call) {
        var answer = new CompletableFuture<T>();
        threads.execute(() -> {
            // Nobody waits any more, and may have taken it back already.
            if (!answer.isDone()) {
                answer(call, answer);
            }
        });
        return awaited(answer);
    }

    private static <T> void answer(Callable<T> call, CompletableFuture<T> answer) {
        try {
            T value = call.call();
            if (!answer.complete(value) && value instanceof InputStream unread) {
                unread.close();
            }
        } catch (Throwable e) {
            answer.completeExceptionally(e);
        }
    }

    private static <T> T awaited(CompletableFuture<T> answer) {
        try {
            return answer.get(ANSWER.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw refused(e.getCause());
        } catch (TimeoutException e) {
            answer.cancel(false);
            throw unanswered(e);
        } catch (InterruptedException e) {
            answer.cancel(false);
            Thread.currentThread().interrupt();
            throw unanswered(e);
        }
    }

    private static SnapdockException refused(Throwable thrown) {
        Throwable cause = thrown;
        while ((cause instanceof ExecutionException || cause instanceof CompletionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (!(cause instanceof ProblemException) && Outage.isCauseOf(cause)) {
            cause = Outage.refusal(cause);
        }
        if (cause instanceof ProblemException problem) {
            return SnapdockException.of(
                    problem.kind().code(), problem.kind().status(), problem.detail(), problem.getCause());
        }
        return unanswered(cause);
    }

    private static SnapdockException unanswered(Throwable cause) {
        return SnapdockException.of(SnapdockException.UNREACHABLE, 0, "Snapdock did not answer", cause);
    }

    private static InputStream stream(JsonObject body) {
        return new ByteArrayInputStream(body.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static JsonObject json(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }
}
