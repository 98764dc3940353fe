package io.snapdock.upload;

import io.snapdock.dock.Dock;
import io.snapdock.dock.DockTurns;
import io.snapdock.dock.Docks;
import io.snapdock.dock.http.Access;
import io.snapdock.problem.ProblemException;
import io.snapdock.transfer.Body;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Takes uploads in, whichever door they come by: creates, continues and cancels them, and says where they stand. */
@ApplicationScoped
public class Receiver {

    private static final Logger LOG = System.getLogger(Receiver.class.getName());

    @Inject
    private Uploads uploads;

    @Inject
    private Docks docks;

    @Inject
    private Arrivals arrivals;

    @Inject
    private Pieces pieces;

    @Inject
    private Completion completion;

    @Inject
    private DockTurns turns;

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
    public CompletionStage<Standing> standing(Upload upload, Dock dock) {
        if (upload.state() != UploadState.ARRIVING) {
            return ended(upload);
        }
        Arrival arrival = arrivals.of(upload, dock);
        arrival.takeOver();
        if (arrival.isWhole()) {
            return Standing.when(completion.complete(upload, dock, arrival), arrival.size());
        }
        Optional<Upload> now = uploads.find(upload.id()).filter(one -> one.state() != UploadState.ARRIVING);
        // It may have become a photo since its row was read: then its file has moved, and says nothing of its offset.
        now.ifPresent(one -> arrivals.forget(one.id()));
        return now.map(Receiver::ended).orElseGet(() -> Standing.unfinished(arrival.size()));
    }

    private static CompletionStage<Standing> ended(Upload upload) {
        return upload.state() == UploadState.RECEIVED
                ? CompletableFuture.completedFuture(new Standing(upload.length().orElse(0), upload.made()))
                : CompletableFuture.failedFuture(new ProblemException(UploadProblem.UPLOAD_GONE));
    }

    /**
     * Adds a request's body to an upload.
     *
     * @param offset where the sender believes the upload to stand
     * @param length of the whole, when its sender says it with this request
     * @param request asynchronous by now, its body unread
     * @return where the upload stands when the body has ended; fails with a {@link ProblemException}
     * @throws ProblemException {@code upload-offset}, {@code upload-gone}, {@code upload-superseded}, {@code too-many-uploads},
     *     {@code disk-full}
     */
    public CompletionStage<Standing> receive(
            Access.Member sender,
            Upload upload,
            long offset,
            OptionalLong length,
            Optional<Checksum> checksum,
            HttpServletRequest request) {
        if (upload.state() == UploadState.ENDED) {
            throw new ProblemException(UploadProblem.UPLOAD_GONE);
        }
        if (upload.state() == UploadState.RECEIVED) {
            throw new ProblemException(UploadProblem.UPLOAD_OFFSET);
        }
        Arrival arrival = arrivals.of(upload, sender.dock());
        arrival.takeOver();
        if (arrival.length().isEmpty()) {
            turns.take(upload.dockId(), () -> uploads.measure(upload.dockId()));
        }
        return pieces.read(sender, upload, arrival, offset, length, checksum, request);
    }

    /**
     * Adds the bytes that came with an upload's creation. Who is refused before they are read has no address to come back to, so
     * nothing is kept.
     *
     * @throws ProblemException as {@link #receive}
     */
    public CompletionStage<Standing> receiveFirst(
            Access.Member sender, Upload upload, Optional<Checksum> checksum, HttpServletRequest request) {
        try {
            return pieces.read(
                    sender, upload, arrivals.ofNew(upload, sender.dock()), 0, OptionalLong.empty(), checksum, request);
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
            Access.Member sender,
            String name,
            Optional<String> clientId,
            int waiting,
            Optional<Pick> pick,
            HttpServletRequest request) {
        var offer = Offer.inOneRequest(name, clientId, waiting, pick, Body.lengthOf(request));
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

    /**
     * Ends an upload; what has come is removed.
     *
     * @param why what its stream and later answers say
     * @throws ProblemException {@code upload-gone}
     */
    public void cancel(Upload upload, UploadProblem why) {
        if (upload.state() != UploadState.ARRIVING) {
            throw new ProblemException(UploadProblem.UPLOAD_GONE);
        }
        completion.end(upload, new ProblemException(why));
    }

    /**
     * Notes that its sender has paused an upload on purpose; the next bytes end that.
     *
     * @throws ProblemException {@code upload-gone}
     */
    public void pause(Upload upload, Dock dock) {
        if (upload.state() != UploadState.ARRIVING) {
            throw new ProblemException(UploadProblem.UPLOAD_GONE);
        }
        Arrival arrival = arrivals.of(upload, dock);
        arrival.pausedBySender();
        arrival.takeOver();
        paused.fire(new UploadPaused(upload.dockId(), upload.id(), arrival.size(), Pause.PHONE));
    }

    /**
     * After a start: makes photos of uploads that were whole, and ends those that nobody can come back to.
     *
     * @return how many were whole
     */
    public int goOn() {
        int whole = 0;
        Map<String, Optional<Dock>> found = new HashMap<>();
        for (Upload upload : uploads.arriving()) {
            try {
                Optional<Dock> dock = found.computeIfAbsent(upload.dockId(), docks::find);
                whole += goOn(upload, dock) ? 1 : 0;
            } catch (RuntimeException e) {
                // One odd upload stops neither the start nor the others.
                LOG.log(Level.WARNING, "Upload " + upload.id() + " cannot be gone on with", e);
            }
        }
        return whole;
    }

    private boolean goOn(Upload upload, Optional<Dock> dock) {
        if (!upload.isResumable()) {
            completion.end(upload, new ProblemException(UploadProblem.UPLOAD_INCOMPLETE));
            return false;
        }
        boolean whole = dock.isPresent() && arrivals.of(upload, dock.get()).isWhole();
        if (whole) {
            completion.complete(upload, dock.get(), arrivals.of(upload, dock.get()));
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
}
