package io.snapdock.webhook;

import io.snapdock.ground.Pool;
import io.snapdock.settings.Settings;
import io.snapdock.webhook.CheckAnswer.UnansweredException;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Where one host application is asked: so many questions at a time, the others wait, and each has its time, waiting included. */
final class HostDesk {

    /** Questions at a time. Each holds a thread. */
    private static final int THREADS = 8;

    /** More come to nothing in time anyway. */
    private static final int MOST_WAITING = 1_000;

    /** The client's own. */
    private static final int CLIENT_THREADS = 2;

    /** More is no sentence for a person. What follows is read and dropped, as long as the question has time. */
    private static final int MOST_ANSWER_BYTES = 16 * 1024;

    private final Settings.Webhook host;
    private final Duration timeout;
    private final Clock clock;
    private final Pool pool;
    private final Pool clients;
    private final HttpClient client;

    HostDesk(Settings.Webhook host, Duration timeout, Clock clock, ThreadFactory threads) {
        this.host = host;
        this.timeout = timeout;
        this.clock = clock;
        this.pool = Pool.bounded("webhook-checks-" + host.host(), THREADS, MOST_WAITING, threads);
        this.clients = Pool.of("webhook-checks-io-" + host.host(), CLIENT_THREADS, threads);
        this.client = Requests.client(clients);
    }

    void stop() {
        pool.stop();
        clients.stop();
    }

    /**
     * Asks, on a thread of its own.
     *
     * @param isOpen whether anybody waits for the answer still
     * @return in time; fails with an {@link UnansweredException}
     */
    CompletableFuture<CheckAnswer> ask(String id, String body, BooleanSupplier isOpen) {
        long end = System.nanoTime() + timeout.toNanos();
        var answer = new CompletableFuture<CheckAnswer>();
        try {
            pool.execute(() -> {
                if (isOpen.getAsBoolean() && !answer.isDone()) {
                    ask(id, body, end, answer);
                }
            });
        } catch (RejectedExecutionException e) {
            answer.completeExceptionally(new UnansweredException("too many questions wait for it"));
        }
        return answer.orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS).exceptionally(error -> {
            throw error instanceof TimeoutException ? late() : (UnansweredException) error;
        });
    }

    private void ask(String id, String body, long end, CompletableFuture<CheckAnswer> answer) {
        try {
            answer.complete(answerTo(id, body, end));
        } catch (UnansweredException e) {
            answer.completeExceptionally(e);
        } catch (Throwable e) {
            answer.completeExceptionally(new UnansweredException("asking failed with " + e));
        }
    }

    private CheckAnswer answerTo(String id, String body, long end) {
        long left = Math.max(1, end - System.nanoTime());
        HttpRequest request = Requests.signed(host, id, clock.instant(), body, Duration.ofNanos(left));
        CompletableFuture<HttpResponse<byte[]>> exchange = client.sendAsync(request, beginning());
        try {
            HttpResponse<byte[]> said = exchange.get(left, TimeUnit.NANOSECONDS);
            return CheckAnswer.of(said.statusCode(), said.body());
        } catch (TimeoutException e) {
            throw late();
        } catch (ExecutionException e) {
            throw new UnansweredException(
                    "it could not be reached: " + e.getCause().getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnansweredException("the application stops");
        } finally {
            // A body that never ends would keep its connection.
            exchange.cancel(true);
        }
    }

    private UnansweredException late() {
        return new UnansweredException("it did not answer within " + timeout);
    }

    private static BodyHandler<byte[]> beginning() {
        return head -> {
            var kept = new ByteArrayOutputStream();
            return BodySubscribers.mapping(
                    BodySubscribers.ofByteArrayConsumer(part -> part.ifPresent(
                            bytes -> kept.write(bytes, 0, Math.min(bytes.length, MOST_ANSWER_BYTES - kept.size())))),
                    whole -> kept.toByteArray());
        };
    }
}
