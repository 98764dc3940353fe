package io.snapdock.webhook;

import io.snapdock.ground.Pool;
import io.snapdock.ground.Ticker;
import io.snapdock.own.Own;
import io.snapdock.problem.Outage;
import io.snapdock.settings.Settings;
import io.snapdock.settings.Started;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Sends the messages that are due. */
@ApplicationScoped
public class Sender {

    private static final Logger LOG = System.getLogger("io.snapdock.webhook");

    private static final Duration EVERY = Duration.ofMillis(500);
    private static final Duration FORGET_EVERY = Duration.ofMinutes(10);

    /** What Standard Webhooks recommends, 15 to 30 seconds. */
    private static final Duration ANSWER = Duration.ofSeconds(15);

    private static final int THREADS = 2;

    /** At a time. One that hangs holds up nobody but itself. */
    private static final int MOST_OF_ONE_HOST = 8;

    private static final Duration WHOLE = ANSWER.plusSeconds(5);

    private static final int SUCCESS = 2;

    @Resource
    private ManagedThreadFactory threads;

    @Inject
    private Settings settings;

    @Inject
    private Messages messages;

    @Inject
    @Own
    private Clock clock;

    private final Set<String> running = ConcurrentHashMap.newKeySet();
    private Map<String, Settings.Webhook> hosts = Map.of();

    /** Each with threads of its own: one whose name cannot be found holds up nobody else. */
    private final Map<String, HttpClient> clients = new HashMap<>();

    private final List<Pool> pools = new ArrayList<>();

    /** Writes what became of messages. */
    private Pool ends;

    private Ticker ticking;
    private Ticker forgetting;

    void start(@Observes Started started) {
        if (settings.webhooks().isEmpty()) {
            return;
        }
        hosts = settings.webhooks().stream().collect(Collectors.toMap(Settings.Webhook::host, Function.identity()));
        ends = pool("webhook-ends");
        hosts.keySet().forEach(host -> clients.put(host, Requests.client(pool("webhooks-" + host))));
        ticking = Ticker.start("webhooks", EVERY, threads, Outage.sparing(this::send));
        forgetting = Ticker.start("webhooks-kept", FORGET_EVERY, threads, Outage.sparing(messages::forgetOld));
    }

    @PreDestroy
    void stop() {
        if (ticking != null) {
            ticking.stop();
            forgetting.stop();
            pools.forEach(Pool::stop);
        }
    }

    private Pool pool(String name) {
        Pool pool = Pool.of(name, THREADS, threads);
        pools.add(pool);
        return pool;
    }

    private void send() {
        hosts.keySet()
                .forEach(host -> messages.due(host, MOST_OF_ONE_HOST).stream()
                        .filter(message -> running.add(message.id()))
                        .forEach(this::send));
    }

    private void send(Message message) {
        CompletableFuture<String> sent;
        try {
            sent = begin(message);
        } catch (RuntimeException e) {
            sent = CompletableFuture.failedFuture(e);
        }
        CompletableFuture<?> unused = sent.whenCompleteAsync((failure, error) -> end(message, failure, error), ends);
    }

    /** @return why it was not taken; null when it was */
    private CompletableFuture<String> begin(Message message) {
        Settings.Webhook host = hosts.get(message.host());
        HttpRequest request = Requests.signed(host, message.id(), clock.instant(), message.body(), ANSWER);
        CompletableFuture<HttpResponse<Void>> exchange =
                clients.get(message.host()).sendAsync(request, BodyHandlers.discarding());
        // The client's own limit ends with the answer's head.
        CompletableFuture<String> failure =
                exchange.thenApply(Sender::failureOf).orTimeout(WHOLE.toSeconds(), TimeUnit.SECONDS);
        // A body that never ends would keep its connection.
        CompletableFuture<?> unused = failure.whenComplete((known, error) -> exchange.cancel(true));
        return failure;
    }

    private static String failureOf(HttpResponse<Void> answer) {
        int status = answer.statusCode();
        return status / 100 == SUCCESS ? null : "The host answered " + status;
    }

    private void end(Message message, String failure, Throwable error) {
        try {
            String why = error == null ? failure : reason(error);
            if (why == null) {
                messages.taken(message.id());
            } else {
                messages.failed(message.id(), why);
                LOG.log(Level.DEBUG, "The message {0} to {1} was not taken: {2}", message.id(), message.host(), why);
            }
        } catch (RuntimeException e) {
            // It is sent once more when the database is there again.
            LOG.log(Level.DEBUG, "What became of a message could not be written", e);
        } finally {
            running.remove(message.id());
        }
    }

    private static String reason(Throwable error) {
        Throwable cause = error instanceof CompletionException ? error.getCause() : error;
        return cause instanceof HttpTimeoutException || cause instanceof TimeoutException
                ? "The host did not answer within " + ANSWER.toSeconds() + " seconds"
                : "The host could not be reached: " + cause.getClass().getSimpleName();
    }
}
