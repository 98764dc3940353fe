package io.snapdock.upload;

import io.snapdock.dock.Dock;
import io.snapdock.dock.DockProblem;
import io.snapdock.dock.DockTurns;
import io.snapdock.dock.Docks;
import io.snapdock.dock.http.Access;
import io.snapdock.dock.key.Ids;
import io.snapdock.problem.ProblemException;
import io.snapdock.transfer.Body;
import io.snapdock.transfer.Transfers;
import io.snapdock.upload.event.UploadView;
import io.snapdock.upload.pick.Pick;
import io.snapdock.upload.spi.PhotoMaker;
import jakarta.enterprise.context.ApplicationScoped;
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
public class UploadService {

    private static final Logger LOG = System.getLogger(UploadService.class.getName());

    @Inject
    private Transfers transfers;

    @Inject
    private UploadRows rows;

    @Inject
    private Docks docks;

    @Inject
    private SessionRegistry sessions;

    @Inject
    private BodyReader reader;

    @Inject
    private Finisher finisher;

    @Inject
    private DockTurns turns;

    @Inject
    private Places places;

    /**
     * Makes room for a picture, or finds the upload that the sender began before.
     *
     * @throws ProblemException as {@link UploadRows#create}
     */
    public UploadRows.Created create(Access.Member sender, Offer offer) {
        String dockId = sender.dock().id();
        String newId = Ids.next();
        UploadRows.Created created;
        try {
            created = turns.take(dockId, () -> rows.create(newId, sender, offer));
        } catch (ProblemException e) {
            // It came before the commit: there is no row.
            throw e;
        } catch (Throwable e) {
            // Its row may be there: an outage can swallow the commit's answer. Who named it finds it again.
            if (!offer.resumable() || offer.clientId().isEmpty()) {
                finisher.endLater(dockId, newId);
            }
            throw e;
        }
        if (created.upload().state() == UploadState.ARRIVING && !created.isNew()) {
            sessions.of(created.upload(), sender.dock()).takeOver();
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
        UploadSession session = sessions.of(upload, dock);
        session.takeOver();
        if (session.isWhole()) {
            return Standing.when(finisher.complete(upload, dock, session), session.size());
        }
        Optional<Upload> now = rows.find(upload.id()).filter(one -> one.state() != UploadState.ARRIVING);
        // It may have become a photo since its row was read: then its file has moved, and says nothing of its offset.
        now.ifPresent(one -> sessions.forget(one.id()));
        return now.map(UploadService::ended).orElseGet(() -> Standing.unfinished(session.size()));
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
     *     {@code disk-full}, {@code dock-sealed}
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
        sender.dock().expectToTake();
        UploadSession session = sessions.of(upload, sender.dock());
        session.takeOver();
        if (session.length().isEmpty()) {
            turns.take(upload.dockId(), () -> rows.measure(upload.dockId()));
        }
        return reader.read(sender, upload, session, offset, length, checksum, request);
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
            return reader.read(
                    sender, upload, sessions.ofNew(upload, sender.dock()), 0, OptionalLong.empty(), checksum, request);
        } catch (Throwable e) {
            try {
                finisher.end(upload, Finisher.problem(e));
            } catch (Throwable ofTheEnd) {
                // It is tried again.
                e.addSuppressed(ofTheEnd);
            }
            throw e;
        }
    }

    /**
     * Takes a picture in one request; what does not arrive whole is not kept.
     *
     * @param request asynchronous by now, its body unread
     * @return the photo; fails with a {@link ProblemException}
     * @throws ProblemException as {@link UploadRows#create}
     */
    public CompletionStage<PhotoMaker.Made> receiveWhole(
            Access.Member sender,
            String name,
            Optional<String> clientId,
            int waiting,
            Optional<Pick> pick,
            HttpServletRequest request) {
        var offer = Offer.inOneRequest(name, clientId, waiting, pick, Body.lengthOf(request));
        UploadRows.Created created = create(sender, offer);
        if (!created.isNew()) {
            transfers.leaveUnread(request);
            return CompletableFuture.completedFuture(
                    new PhotoMaker.Made(created.upload().photoId().orElseThrow(), false));
        }
        return receiveFirst(sender, created.upload(), Optional.empty(), request)
                .thenApply(standing -> standing.made().orElseThrow());
    }

    /**
     * Takes a picture that the server has made itself, as one that came in one request.
     *
     * @return the photo; fails with a {@link ProblemException}
     * @throws ProblemException as {@link UploadRows#create}
     */
    public CompletionStage<PhotoMaker.Made> receiveOwn(Access.Member sender, String name, byte[] picture) {
        var offer = Offer.inOneRequest(name, Optional.empty(), 0, Optional.empty(), OptionalLong.of(picture.length));
        Upload upload = create(sender, offer).upload();
        CompletionStage<PhotoMaker.Made> made;
        try {
            UploadSession session = sessions.ofNew(upload, sender.dock());
            session.append(picture, picture.length);
            made = finisher.complete(upload, sender.dock(), session);
        } catch (Throwable e) {
            made = CompletableFuture.failedFuture(e);
        }
        return made.whenComplete((photo, thrown) -> {
            if (thrown != null) {
                // Nobody comes back with it.
                finisher.end(upload, Finisher.problem(thrown));
            }
        });
    }

    /** What a failed stage tells the sender. */
    public static ProblemException problem(Throwable thrown) {
        return Finisher.problem(thrown);
    }

    /**
     * Ends an upload; what has come is removed.
     *
     * @param why what its stream and later answers say
     * @throws ProblemException {@code upload-gone}: it has ended, or has become a photo, which stays
     */
    public void cancel(Upload upload, UploadProblem why) {
        // One statement decides: it may become a photo in this moment.
        if (upload.state() != UploadState.ARRIVING || !finisher.end(upload, new ProblemException(why))) {
            throw new ProblemException(UploadProblem.UPLOAD_GONE);
        }
    }

    /**
     * Notes that a picture that was picked will not come, and ends its upload if it has begun all the same: when the answer to its creation was lost, its sender knows of
     * none.
     *
     * @throws ProblemException {@code dock-unavailable}
     */
    void leaveOut(Access.Member sender, String pick, int index, UploadProblem why) {
        String dockId = sender.dock().id();
        List<Upload> begun = turns.take(dockId, () -> {
            places.leaveOut(sender, pick, index);
            return rows.arriving(dockId);
        });
        begun.stream()
                .filter(upload -> upload.phoneId().equals(sender.phoneId()))
                .filter(upload -> upload.pick()
                        .filter(place -> place.id().equals(pick) && place.index() == index)
                        .isPresent())
                .forEach(upload -> finisher.end(upload, new ProblemException(why)));
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
        UploadSession session = sessions.of(upload, dock);
        session.pausedBySender();
        session.takeOver();
        sessions.tellPaused(session);
    }

    /**
     * After a start: makes photos of uploads that were whole, and ends those that nobody can come back to.
     *
     * @return how many were whole
     */
    public int goOn() {
        int whole = 0;
        Map<String, Optional<Dock>> found = new HashMap<>();
        for (Upload upload : rows.arriving()) {
            try {
                Optional<Dock> dock = found.computeIfAbsent(upload.dockId(), docks::find);
                whole += goOn(upload, dock) ? 1 : 0;
            } catch (Throwable e) {
                // One odd upload stops neither the start nor the others.
                LOG.log(Level.WARNING, "Upload " + upload.id() + " cannot be gone on with", e);
            }
        }
        return whole;
    }

    private boolean goOn(Upload upload, Optional<Dock> dock) {
        if (!upload.isResumable()) {
            finisher.end(upload, new ProblemException(UploadProblem.UPLOAD_INCOMPLETE));
            return false;
        }
        boolean whole = dock.isPresent() && sessions.of(upload, dock.get()).isWhole();
        if (whole) {
            finisher.complete(upload, dock.get(), sessions.of(upload, dock.get()));
        }
        return whole;
    }

    /** Whether anything of a dock is coming at this moment: an upload that has stopped on its way is not. */
    public boolean isComing(Dock dock) {
        return views(dock).stream().anyMatch(upload -> upload.paused() == null);
    }

    /** Ends the requests that send to a sealed dock; what has come is kept, should it be opened again. */
    public void stopSending(String dockId) {
        sessions.stop(dockId, new ProblemException(DockProblem.DOCK_SEALED));
    }

    /** What is on its way into a dock, for a desktop that opens its stream in the middle of it. */
    public List<UploadView> views(Dock dock) {
        return rows.arriving(dock.id()).stream()
                .map(upload -> {
                    UploadSession session = sessions.of(upload, dock);
                    return rows.view(upload, session.size(), session.paused());
                })
                .toList();
    }
}
