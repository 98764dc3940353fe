package io.snapdock.upload;

import io.snapdock.dock.Access;
import io.snapdock.dock.Dock;
import io.snapdock.dock.DockTurns;
import io.snapdock.dock.Docks;
import io.snapdock.problem.HttpProblem;
import io.snapdock.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Takes the bytes of uploads in, whichever door they come by: creates, continues and cancels uploads, and tells the dock how far
 * they are. No thread waits for a sender.
 */
@ApplicationScoped
public class Receiver {

    private static final long REPORT_EVERY_NANOS = Duration.ofMillis(250).toNanos();

    @Inject
    private Uploads uploads;

    @Inject
    private Docks docks;

    @Inject
    private Arrivals arrivals;

    @Inject
    private Bodies bodies;

    @Inject
    private Buffers buffers;

    @Inject
    private Completion completion;

    @Inject
    private Workers workers;

    @Inject
    private DockTurns turns;

    @Inject
    private Event<UploadProgressed> progressed;

    @Inject
    private Event<UploadPaused> paused;

    /**
     * Makes room for a picture, or finds the upload that the sender began before.
     *
     * @throws ProblemException as {@link Uploads#create}
     */
    public Uploads.Created create(Access.Member sender, Offer offer) {
        String dockId = sender.dock().id();
        Uploads.Created created = turns.take(dockId, () -> uploads.create(sender, offer));
        if (created.upload().state() == UploadState.ARRIVING && !created.isNew()) {
            arrivals.of(created.upload(), sender.dock()).takeOver();
        }
        return created;
    }

    /**
     * Where an upload stands: ends a request that still holds it, and lets one that has all its bytes become a photo first.
     *
     * @return fails with a {@link ProblemException}: {@code upload-gone}, or why it is no photo
     */
    CompletionStage<Standing> standing(Upload upload, Dock dock) {
        if (upload.state() != UploadState.ARRIVING) {
            return ended(upload);
        }
        Arrival arrival = arrivals.of(upload, dock);
        arrival.takeOver();
        if (arrival.isWhole()) {
            return made(arrival, completion.complete(upload, dock, arrival));
        }
        Optional<Upload> now = uploads.find(upload.id()).filter(one -> one.state() != UploadState.ARRIVING);
        // It may have become a photo since its row was read: then its file has moved, and says nothing of its offset.
        now.ifPresent(one -> arrivals.forget(one.id()));
        return now.map(Receiver::ended).orElseGet(() -> unfinished(arrival));
    }

    private static CompletionStage<Standing> ended(Upload upload) {
        return upload.state() == UploadState.RECEIVED
                ? CompletableFuture.completedFuture(new Standing(upload.length().orElse(0), upload.made()))
                : CompletableFuture.failedFuture(new ProblemException(UploadProblem.UPLOAD_GONE));
    }

    private static CompletionStage<Standing> unfinished(Arrival arrival) {
        return CompletableFuture.completedFuture(new Standing(arrival.size(), Optional.empty()));
    }

    private static CompletionStage<Standing> made(Arrival arrival, CompletionStage<PhotoMaker.Made> photo) {
        long offset = arrival.size();
        return photo.thenApply(made -> new Standing(offset, Optional.of(made)));
    }

    /**
     * Adds a request's body to an upload.
     *
     * @param offset where the sender believes the upload to stand
     * @param request asynchronous by now, its body unread
     * @return where the upload stands when the body has ended; fails with a {@link ProblemException}
     * @throws ProblemException {@code upload-offset}, {@code upload-gone}, {@code upload-superseded}, {@code too-many-uploads},
     *     {@code disk-full}
     */
    public CompletionStage<Standing> receive(
            Access.Member sender, Upload upload, long offset, Optional<Checksum> checksum, HttpServletRequest request) {
        if (upload.state() == UploadState.ENDED) {
            throw new ProblemException(UploadProblem.UPLOAD_GONE);
        }
        if (upload.state() == UploadState.RECEIVED) {
            throw new ProblemException(UploadProblem.UPLOAD_OFFSET);
        }
        Arrival arrival = arrivals.of(upload, sender.dock());
        arrival.takeOver();
        return receive(sender, upload, arrival, offset, checksum, request);
    }

    private CompletionStage<Standing> receive(
            Access.Member sender,
            Upload upload,
            Arrival arrival,
            long offset,
            Optional<Checksum> checksum,
            HttpServletRequest request) {
        bodies.enter(sender);
        var answer = new CompletableFuture<Standing>();
        var piece = new Piece(sender, upload, arrival, checksum, answer);
        try {
            piece.begin(request, offset);
        } catch (IOException e) {
            piece.ended(Ending.BROKEN);
        }
        return answer;
    }

    /**
     * Adds the bytes that came with an upload's creation. Who is refused before they are read has no address to come back to, so
     * nothing is kept.
     *
     * @throws ProblemException as {@link #receive}
     */
    CompletionStage<Standing> receiveFirst(
            Access.Member sender, Upload upload, Optional<Checksum> checksum, HttpServletRequest request) {
        try {
            return receive(sender, upload, arrivals.ofNew(upload, sender.dock()), 0, checksum, request);
        } catch (ProblemException e) {
            completion.end(upload, e);
            throw e;
        }
    }

    /**
     * Takes a picture in one request; what does not arrive whole is not kept.
     *
     * @param request asynchronous by now, its body unread
     * @return the photo; fails with a {@link ProblemException}
     * @throws ProblemException as {@link Uploads#create}
     */
    public CompletionStage<PhotoMaker.Made> receiveWhole(
            Access.Member sender, String name, Optional<String> clientId, int waiting, HttpServletRequest request) {
        var offer = new Offer(name, clientId, waiting, lengthOf(request), Optional.empty(), false);
        Uploads.Created created = create(sender, offer);
        if (!created.isNew()) {
            return CompletableFuture.completedFuture(
                    new PhotoMaker.Made(created.upload().photoId().orElseThrow(), false));
        }
        return receiveFirst(sender, created.upload(), Optional.empty(), request)
                .thenApply(standing -> standing.made().orElseThrow());
    }

    /** What a failed stage tells the sender. */
    public static ProblemException problem(Throwable thrown) {
        return Completion.problem(thrown);
    }

    /** One request's body on its way into an upload. */
    private final class Piece {

        private final Access.Member sender;
        private final Upload upload;
        private final Arrival arrival;
        private final Optional<Checksum> checksum;
        private final CompletableFuture<Standing> answer;
        private Body body;

        Piece(
                Access.Member sender,
                Upload upload,
                Arrival arrival,
                Optional<Checksum> checksum,
                CompletableFuture<Standing> answer) {
            this.sender = sender;
            this.upload = upload;
            this.arrival = arrival;
            this.checksum = checksum;
            this.answer = answer;
        }

        void begin(HttpServletRequest request, long offset) throws IOException {
            OptionalLong length = lengthOf(request);
            body = new Body(request.getInputStream(), length, this::take, buffers, this::ended);
            try {
                arrival.begin(body, offset);
            } catch (ProblemException e) {
                bodies.leave(sender);
                throw e;
            }
            if (checksum.isPresent()) {
                arrival.markUnverified();
            }
            bodies.watch(body);
            if (length.orElse(-1) == 0) {
                body.end(Ending.COMPLETE);
            } else {
                body.start();
            }
        }

        private void take(byte[] bytes, int count) {
            checksum.ifPresent(sum -> sum.update(bytes, count));
            arrival.append(bytes, count);
            if (arrival.isReportDue(System.nanoTime(), REPORT_EVERY_NANOS)) {
                OptionalLong length = arrival.length();
                progressed.fire(new UploadProgressed(
                        upload.dockId(), upload.id(), arrival.size(), length.isPresent() ? length.getAsLong() : null));
            }
        }

        /** On the container's thread, or on that of a request that takes over: leaves the upload as it shall be found. */
        private void ended(Ending ending) {
            Ending verified = verified(ending);
            bodies.forget(body);
            bodies.leave(sender);
            arrival.finished(body, pause(verified));
            try {
                workers.execute(() -> conclude(verified));
            } catch (RuntimeException e) {
                // The application stops; the bytes are on disk.
                answer.completeExceptionally(e);
            }
        }

        private Ending verified(Ending ending) {
            if (checksum.isEmpty()) {
                return ending;
            }
            try {
                if (ending.how() == Ending.How.COMPLETE && checksum.get().fits()) {
                    arrival.verified();
                    return ending;
                }
                arrival.dropUnverified();
                return ending.how() == Ending.How.COMPLETE
                        ? Ending.refused(new ProblemException(UploadProblem.UPLOAD_CHECKSUM))
                        : ending;
            } catch (IOException | RuntimeException e) {
                return Ending.refused(new ProblemException(HttpProblem.INTERNAL, HttpProblem.INTERNAL.title(), e));
            }
        }

        private static String pause(Ending ending) {
            return switch (ending.how()) {
                case COMPLETE, SUPERSEDED -> null;
                case STALLED -> Pause.STALLED;
                case BROKEN, REFUSED -> Pause.CONNECTION_LOST;
            };
        }

        private void conclude(Ending ending) {
            try {
                switch (ending.how()) {
                    case COMPLETE -> complete();
                    case BROKEN ->
                        stopped(
                                ending,
                                ProblemException.connectionLost(
                                        UploadProblem.UPLOAD_INCOMPLETE, new IOException("The connection broke")));
                    case STALLED -> stopped(ending, stalled());
                    // The sender has come back by another connection: most of the time this one leads to nobody.
                    case SUPERSEDED ->
                        answer.completeExceptionally(ProblemException.connectionLost(
                                UploadProblem.UPLOAD_SUPERSEDED, new IOException("A newer request took over")));
                    case REFUSED -> refused(ending, ending.problem().orElseThrow());
                }
            } catch (RuntimeException e) {
                answer.completeExceptionally(Completion.problem(e));
            }
        }

        /** By tus the code is in a header too; nobody may be there to read a body. */
        private ProblemException stalled() {
            return upload.isResumable()
                    ? ProblemException.connectionLost(
                            UploadProblem.UPLOAD_STALLED, new IOException("Nothing came for too long"))
                    : new ProblemException(UploadProblem.UPLOAD_STALLED);
        }

        private void complete() {
            if (!upload.isResumable() && arrival.length().isEmpty()) {
                arrival.lengthIs(arrival.size());
            }
            CompletionStage<Standing> reached = arrival.isWhole()
                    ? made(arrival, completion.completeHere(upload, sender.dock(), arrival))
                    : unfinished(arrival);
            reached.whenComplete((standing, thrown) -> {
                if (thrown == null) {
                    answer.complete(standing);
                } else {
                    ProblemException problem = Completion.problem(thrown);
                    if (!upload.isResumable()) {
                        completion.end(upload, problem);
                    }
                    answer.completeExceptionally(problem);
                }
            });
        }

        private void stopped(Ending ending, ProblemException problem) {
            if (upload.isResumable()) {
                paused.fire(new UploadPaused(upload.dockId(), upload.id(), arrival.size(), pause(ending)));
            } else {
                completion.end(upload, new ProblemException(UploadProblem.UPLOAD_INCOMPLETE));
            }
            answer.completeExceptionally(problem);
        }

        private void refused(Ending ending, ProblemException problem) {
            boolean passes = problem.kind() == UploadProblem.UPLOAD_CHECKSUM
                    || problem.kind() == UploadProblem.UPLOAD_REQUEST_INVALID
                    || !Completion.isFinal(problem);
            if (passes) {
                stopped(ending, problem);
            } else {
                completion.end(upload, problem);
                answer.completeExceptionally(problem);
            }
        }
    }

    /**
     * Ends an upload; what has come is removed.
     *
     * @throws ProblemException {@code upload-gone}
     */
    void cancel(Upload upload) {
        if (upload.state() != UploadState.ARRIVING) {
            throw new ProblemException(UploadProblem.UPLOAD_GONE);
        }
        completion.end(upload, new ProblemException(UploadProblem.UPLOAD_CANCELLED));
    }

    /** @throws ProblemException as {@link Uploads#lengthIs} */
    void lengthIs(Upload upload, Dock dock, long length) {
        turns.take(dock.id(), () -> uploads.lengthIs(upload.id(), length));
        arrivals.of(upload, dock).lengthIs(length);
    }

    /**
     * After a start: makes photos of uploads that were whole, and ends those that nobody can come back to.
     *
     * @return how many were whole
     */
    public int goOn() {
        int whole = 0;
        for (Upload upload : uploads.arriving()) {
            Optional<Dock> dock = docks.find(upload.dockId());
            if (!upload.isResumable()) {
                completion.end(upload, new ProblemException(UploadProblem.UPLOAD_INCOMPLETE));
            } else if (dock.isPresent() && arrivals.of(upload, dock.get()).isWhole()) {
                completion.complete(upload, dock.get(), arrivals.of(upload, dock.get()));
                whole++;
            }
        }
        return whole;
    }

    /** What is on its way into a dock, for a desktop that opens its stream in the middle of it. */
    public List<UploadView> views(Dock dock) {
        return uploads.arriving(dock.id()).stream()
                .map(upload -> {
                    Arrival arrival = arrivals.of(upload, dock);
                    return uploads.view(upload, arrival.size(), arrival.paused());
                })
                .toList();
    }

    /** By the header's text: what the JAX-RS runtimes offer ends at 2 GiB. */
    static OptionalLong lengthOf(HttpServletRequest request) {
        long length = request.getContentLengthLong();
        return length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
    }
}
