package io.snapdock.transfer;

import io.snapdock.problem.HttpProblem;
import io.snapdock.problem.ProblemException;
import io.snapdock.problem.ProblemKind;
import io.snapdock.settings.Settings;
import io.snapdock.web.ClientAddress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;

/** Reads bodies that fit into memory, JSON and the like, and answers when they are whole. No thread waits for the one who sends. */
@ApplicationScoped
public class SmallBodies {

    /** One packet of a phone takes a second at most, but for a dead connection. */
    private static final long SILENT_NANOS = Duration.ofSeconds(10).toNanos();

    /** The largest, 256 KiB, at 9 KiB a second. */
    private static final long WHOLE_NANOS = Duration.ofSeconds(30).toNanos();

    /** Of all that are not whole yet; an eighth of the smallest heap that is recommended. */
    private static final long HELD_BYTES = 64L * 1024 * 1024;

    @Inject
    private Transfers transfers;

    @Inject
    private Buffers buffers;

    @Inject
    private ClientAddress addresses;

    @Inject
    private Settings.Uploads settings;

    private final AtomicLong held = new AtomicLong();

    /**
     * What a call takes.
     *
     * @param tooLarge the problem of a longer one
     */
    public record Bound(int maxBytes, ProblemKind tooLarge) {}

    /**
     * Reads a request's body and answers.
     *
     * @param request asynchronous by now, its body unread
     * @param answer resumed with what {@code then} makes of the body, or with the problem that it threw
     * @param turn whose call this is: what one asks for is done one after another
     * @param then called on a thread that may wait, outside of the request: contexts of JAX-RS are not there any more
     * @throws ProblemException {@code too-many-bodies}
     */
    public void read(
            HttpServletRequest request,
            AsyncResponse answer,
            Bound bound,
            String turn,
            Function<InputStream, Response> then) {
        readThen(request, answer, bound, turn, body -> CompletableFuture.completedFuture(then.apply(body)));
    }

    /**
     * The same for a call whose answer comes later, and needs no thread until then.
     *
     * @param then fails at once, or by its stage
     */
    public void readThen(
            HttpServletRequest request,
            AsyncResponse answer,
            Bound bound,
            String turn,
            Function<InputStream, CompletionStage<Response>> then) {
        String address = addresses.of(request);
        Runnable leave = transfers.enter(
                TransferProblem.TOO_MANY_BODIES,
                List.of(
                        new Share("bodies/" + address, settings.maxParallelPerAddress()),
                        new Share("bodies", settings.maxParallel())));
        Reading reading = null;
        try {
            reading = new Reading(request, answer, bound, turn, then, leave);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (reading == null) {
                leave.run();
            }
        }
        reading.begin(Body.isAbsent(request));
    }

    /**
     * The same for an answer that is a stream.
     *
     * @param then begins the answer; what it throws is the answer otherwise
     */
    public void readAndBegin(
            HttpServletRequest request, AsyncResponse answer, Bound bound, String turn, Consumer<InputStream> then) {
        read(request, answer, bound, turn, body -> {
            then.accept(body);
            return null;
        });
    }

    private final class Reading implements Transfers.Timed {

        private final AsyncResponse answer;
        private final Bound bound;
        private final String turn;
        private final Function<InputStream, CompletionStage<Response>> then;
        private final Runnable leave;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final Body body;

        Reading(
                HttpServletRequest request,
                AsyncResponse answer,
                Bound bound,
                String turn,
                Function<InputStream, CompletionStage<Response>> then,
                Runnable leave)
                throws IOException {
            this.answer = answer;
            this.bound = bound;
            this.turn = turn;
            this.then = then;
            this.leave = leave;
            this.body = new Body(request, this::take, buffers, this::ended);
        }

        void begin(boolean isAbsent) {
            if (isAbsent) {
                body.end(Ending.COMPLETE);
                return;
            }
            transfers.watch(this);
            try {
                body.start();
            } catch (Throwable e) {
                body.end(Ending.BROKEN);
            }
        }

        private void take(byte[] chunk, int count) {
            if (bytes.size() + count > bound.maxBytes()) {
                throw new ProblemException(bound.tooLarge());
            }
            if (held.addAndGet(count) > HELD_BYTES) {
                held.addAndGet(-count);
                throw new ProblemException(TransferProblem.TOO_MANY_BODIES);
            }
            bytes.write(chunk, 0, count);
        }

        @Override
        public void look(long nowNanos) {
            if (body.isStalled(nowNanos, SILENT_NANOS, WHOLE_NANOS)) {
                body.end(Ending.STALLED);
            }
        }

        void ended(Ending ending) {
            transfers.forget(this);
            held.addAndGet(-bytes.size());
            leave.run();
            if (ending.how() == Ending.How.COMPLETE) {
                Answers.giveLater(answer, work -> transfers.inTurn(turn, work), this::whole);
            } else {
                transfers.answerWhenCalled(body, () -> answer.resume(Answers.problem(problem(ending))));
            }
        }

        private CompletionStage<Response> whole() {
            try {
                return then.apply(new ByteArrayInputStream(bytes.toByteArray()));
            } catch (Throwable e) {
                return CompletableFuture.failedFuture(e);
            }
        }

        /** Of a body that is not whole. */
        private static ProblemException problem(Ending ending) {
            return switch (ending.how()) {
                case COMPLETE -> throw new IllegalStateException("A whole body has an answer of its own");
                case REFUSED -> ending.problem().orElseThrow();
                // Most of the time nobody is there any more, and Jersey logs each body that it cannot write.
                case STALLED ->
                    ProblemException.connectionLost(
                            TransferProblem.BODY_STALLED, new IOException("Nothing came for too long"));
                case BROKEN, SUPERSEDED ->
                    ProblemException.connectionLost(
                            TransferProblem.BODY_INCOMPLETE, new IOException("The connection broke"));
            };
        }
    }

    /** The bound of JSON. */
    public static Bound json(int maxBytes) {
        return new Bound(maxBytes, HttpProblem.JSON_TOO_LARGE);
    }
}
