package io.snapdock.upload;

import io.snapdock.dock.DockTurns;
import io.snapdock.dock.http.Access;
import io.snapdock.problem.HttpProblem;
import io.snapdock.problem.ProblemException;
import io.snapdock.transfer.Body;
import io.snapdock.transfer.Buffers;
import io.snapdock.transfer.Ending;
import io.snapdock.transfer.Transfers;
import io.snapdock.upload.event.Pause;
import io.snapdock.upload.event.UploadProgressed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Reads requests' bodies into uploads, and tells the dock how far they are. No thread waits for a sender. */
@ApplicationScoped
public class BodyReader {

    private static final long REPORT_EVERY_NANOS = Duration.ofMillis(250).toNanos();

    @Inject
    private BodyLimits bodyLimits;

    @Inject
    private Buffers buffers;

    @Inject
    private DockRoom room;

    @Inject
    private Finisher finisher;

    @Inject
    private UploadRows rows;

    @Inject
    private Transfers transfers;

    @Inject
    private DockTurns turns;

    @Inject
    private Workers workers;

    @Inject
    private Event<UploadProgressed> progressed;

    @Inject
    private SessionRegistry sessions;

    /**
     * Begins to read.
     *
     * @param offset where the sender believes the upload to stand
     * @param length of the whole, when its sender says it with this request; counts only when the request is taken
     * @param request asynchronous by now, its body unread
     * @return where the upload stands when the body has ended; fails with a {@link ProblemException}
     * @throws ProblemException {@code too-many-uploads}, {@code upload-superseded}, {@code upload-offset},
     *     {@code upload-request-invalid}, and for the length as {@link UploadRows#lengthIs}
     */
    CompletionStage<Standing> read(
            Access.Member sender,
            Upload upload,
            UploadSession session,
            long offset,
            OptionalLong length,
            Optional<Checksum> checksum,
            HttpServletRequest request) {
        Runnable leave = bodyLimits.enter(sender, request);
        try {
            var piece = new Piece(sender, leave, upload, session, checksum, request);
            piece.begin(offset, length);
            return piece.answer;
        } catch (IOException e) {
            leave.run();
            throw new UncheckedIOException(e);
        } catch (Throwable e) {
            leave.run();
            throw e;
        }
    }

    /** One request's body on its way into an upload. */
    private final class Piece {

        private final Access.Member sender;
        private final Runnable leave;
        private final Upload upload;
        private final UploadSession session;
        private final Optional<Checksum> checksum;
        private final CompletableFuture<Standing> answer = new CompletableFuture<>();
        private final OptionalLong bodyLength;
        private final Body body;

        Piece(
                Access.Member sender,
                Runnable leave,
                Upload upload,
                UploadSession session,
                Optional<Checksum> checksum,
                HttpServletRequest request)
                throws IOException {
            this.sender = sender;
            this.leave = leave;
            this.upload = upload;
            this.session = session;
            this.checksum = checksum;
            this.bodyLength = Body.lengthOf(request);
            this.body = new Body(request, this::take, buffers, this::ended);
        }

        /** @throws ProblemException as if the request had never come; whatever fails later is the answer */
        void begin(long offset, OptionalLong whole) {
            session.begin(body, offset);
            if (whole.isPresent()) {
                lengthIs(whole.getAsLong(), offset + bodyLength.orElse(0));
            }
            try {
                if (checksum.isPresent()) {
                    session.markUnverified(body);
                }
                bodyLimits.watch(body);
                if (body.isEnded()) {
                    // Another request has taken over meanwhile.
                    bodyLimits.ended(body);
                } else if (bodyLength.orElse(-1) == 0) {
                    body.end(Ending.COMPLETE);
                } else {
                    body.start();
                }
            } catch (Throwable e) {
                body.end(Ending.refused(new ProblemException(HttpProblem.INTERNAL, HttpProblem.INTERNAL.title(), e)));
            }
        }

        /** @param reached where the upload will stand after this request, as far as that is known */
        private void lengthIs(long whole, long reached) {
            try {
                if (whole < reached) {
                    throw new ProblemException(
                            UploadProblem.UPLOAD_REQUEST_INVALID,
                            "Upload-Length is less than what is here, or comes with this request.");
                }
                turns.take(upload.dockId(), () -> rows.lengthIs(upload.id(), whole));
                session.lengthIs(whole);
            } catch (Throwable e) {
                session.finished(body, session.paused());
                throw e;
            }
        }

        private void take(byte[] bytes, int count) {
            checksum.ifPresent(sum -> sum.update(bytes, count));
            if (session.length().isEmpty()) {
                room.take(upload.dockId(), count);
            }
            session.append(bytes, count);
            if (session.isReportDue(System.nanoTime(), REPORT_EVERY_NANOS)) {
                OptionalLong length = session.length();
                progressed.fire(new UploadProgressed(
                        upload.dockId(), upload.id(), session.size(), length.isPresent() ? length.getAsLong() : null));
            }
        }

        /** On the container's thread, or on that of a request that takes over: leaves the upload as it shall be found. */
        private void ended(Ending ending) {
            Ending verified = verified(ending);
            bodyLimits.ended(body);
            leave.run();
            session.finished(body, pause(verified));
            try {
                workers.execute(() -> conclude(verified));
            } catch (Throwable e) {
                // The application stops, or has no thread to spare; the bytes are on disk.
                fail(e);
            }
        }

        private Ending verified(Ending ending) {
            if (checksum.isEmpty()) {
                return ending;
            }
            try {
                if (ending.how() == Ending.How.COMPLETE && checksum.get().fits()) {
                    session.verified();
                    return ending;
                }
                session.dropUnverified();
                return ending.how() == Ending.How.COMPLETE
                        ? Ending.refused(new ProblemException(UploadProblem.UPLOAD_CHECKSUM))
                        : ending;
            } catch (Throwable e) {
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
                        broken(ProblemException.connectionLost(
                                UploadProblem.UPLOAD_INCOMPLETE, new IOException("The connection broke")));
                    case STALLED -> broken(stalled());
                    // The sender has come back by another connection: most of the time this one leads to nobody.
                    case SUPERSEDED ->
                        fail(ProblemException.connectionLost(
                                UploadProblem.UPLOAD_SUPERSEDED, new IOException("A newer request took over")));
                    case REFUSED -> refused(ending.problem().orElseThrow());
                }
            } catch (Throwable e) {
                // Whatever it is: nobody else answers.
                fail(Finisher.problem(e));
            }
        }

        /** The body is not whole, so its rest may be on its way. */
        private void fail(Throwable problem) {
            transfers.answerWhenCalled(body, () -> answer.completeExceptionally(problem));
        }

        /** By tus the code is in a header too; nobody may be there to read a body. */
        private ProblemException stalled() {
            return upload.isResumable()
                    ? ProblemException.connectionLost(
                            UploadProblem.UPLOAD_STALLED, new IOException("Nothing came for too long"))
                    : new ProblemException(UploadProblem.UPLOAD_STALLED);
        }

        private void complete() {
            if (!upload.isResumable() && session.length().isEmpty()) {
                session.lengthIs(session.size());
            }
            CompletionStage<Standing> reached = session.isWhole()
                    ? Standing.when(finisher.completeHere(upload, sender.dock(), session), session.size())
                    : Standing.unfinished(session.size());
            reached.whenComplete((standing, thrown) -> {
                if (thrown == null) {
                    answer.complete(standing);
                } else {
                    ProblemException problem = Finisher.problem(thrown);
                    try {
                        if (!upload.isResumable()) {
                            finisher.end(upload, problem);
                        }
                    } finally {
                        // With a database that is away nothing can be ended; the sender is told all the same, and the
                        // finisher ends it when the database answers.
                        answer.completeExceptionally(problem);
                    }
                }
            });
        }

        private void stopped(ProblemException problem) {
            if (upload.isResumable()) {
                sessions.tellPaused(session);
            } else {
                finisher.end(upload, new ProblemException(UploadProblem.UPLOAD_INCOMPLETE));
            }
            fail(problem);
        }

        /** All of it may be here, but for the end of its request: then its sender need not come back for more. */
        private void broken(ProblemException problem) {
            stopped(problem);
            if (upload.isResumable() && session.isWhole()) {
                finisher.complete(upload, sender.dock(), session);
            }
        }

        private void refused(ProblemException problem) {
            boolean passes = problem.kind() == UploadProblem.UPLOAD_CHECKSUM
                    || problem.kind() == UploadProblem.UPLOAD_REQUEST_INVALID
                    || !Finisher.isFinal(problem);
            if (passes) {
                stopped(problem);
            } else {
                finisher.end(upload, problem);
                fail(problem);
            }
        }
    }
}
