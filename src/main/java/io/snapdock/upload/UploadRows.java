package io.snapdock.upload;

import io.snapdock.dock.Dock;
import io.snapdock.dock.Docks;
import io.snapdock.dock.http.Access;
import io.snapdock.dock.spi.Traces;
import io.snapdock.own.Own;
import io.snapdock.problem.ProblemException;
import io.snapdock.problem.RefusedInOutage;
import io.snapdock.store.FreeSpace;
import io.snapdock.store.PhotoFiles;
import io.snapdock.upload.event.UploadFailed;
import io.snapdock.upload.event.UploadStarted;
import io.snapdock.upload.event.UploadView;
import io.snapdock.upload.pick.Pick;
import io.snapdock.upload.spi.PhotoMaker;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The rows of uploads. Changes are to be called in the dock's {@linkplain io.snapdock.dock.DockTurns turn}. */
@ApplicationScoped
@RefusedInOutage
@Transactional
public class UploadRows implements Traces {

    /** Refused ones stay known until their dock goes; this is what a sender that never stops can leave behind. */
    private static final int ROWS_PER_PHOTO = 10;

    @Inject
    @Own
    private EntityManager entities;

    @Inject
    private Docks docks;

    @Inject
    private PhotoMaker photoMaker;

    @Inject
    private Places places;

    @Inject
    private PhotoFiles files;

    @Inject
    private FreeSpace freeSpace;

    @Inject
    private SessionRegistry sessions;

    @Inject
    private DockRoom room;

    @Inject
    @Own
    private Clock clock;

    @Inject
    private Event<UploadStarted> started;

    @Inject
    private Event<UploadFailed> failed;

    /**
     * What {@link #create} found or made.
     *
     * @param isNew false when the sender's {@code clientId} was in the dock already: then this is that upload
     */
    public record Created(Upload upload, boolean isNew) {}

    /**
     * Makes room for a picture. The same {@code clientId} again gives the upload that exists, whatever became of the first
     * answer; one that was refused or cancelled begins anew. One that the owner has taken off the list does not come back, nor does one of a pick that its sender
     * has withdrawn for good.
     *
     * @param newId of the upload, when it is a new one
     * @throws ProblemException {@code dock-unavailable}, {@code dock-sealed}, {@code dock-full}, {@code dock-bytes-full}, {@code photo-too-large},
     *     {@code photo-empty}, {@code disk-full}, {@code upload-client-id-taken}, {@code upload-dismissed}, {@code upload-cancelled},
     *     {@code photo-unreadable}, {@code body-refused}, {@code too-many-uploads}
     */
    Created create(String newId, Access.Member sender, Offer offer) {
        Dock dock = docks.lock(sender.dock().id());
        Optional<Upload> known = offer.clientId().flatMap(id -> known(sender, offer, byClientId(dock.id(), id)));
        if (known.isPresent()) {
            return new Created(known.get(), false);
        }
        dock.expectUnsealed();
        Totals totals = totals(dock.id());
        expectRoom(dock, offer, totals);
        Places.Taken taken = places.take(dock, sender.phoneId(), offer.pick());
        var upload = new Upload(newId, dock.id(), sender.phoneId(), offer, taken, clock.instant());
        entities.persist(upload);
        started.fire(new UploadStarted(dock.id(), view(upload, 0, null)));
        return new Created(upload, true);
    }

    /** What became a photo goes before what is on its way; a phone that uses an id again for other bytes would mix them. */
    private static Optional<Upload> known(Access.Member sender, Offer offer, List<Upload> sameId) {
        if (sameId.stream().anyMatch(upload -> !upload.phoneId().equals(sender.phoneId()))) {
            throw new ProblemException(UploadProblem.UPLOAD_CLIENT_ID_TAKEN);
        }
        Optional<Upload> received = sameId.stream()
                .filter(upload -> upload.state() == UploadState.RECEIVED)
                .findFirst();
        if (received.isEmpty()
                && sameId.stream().anyMatch(upload -> upload.hasEnded(UploadProblem.UPLOAD_DISMISSED.code()))) {
            throw new ProblemException(UploadProblem.UPLOAD_DISMISSED);
        }
        if (received.isEmpty()) {
            sameId.forEach(upload -> expectNotWithdrawn(upload, offer));
        }
        return received.or(() -> sameId.stream()
                .filter(upload -> upload.state() == UploadState.ARRIVING && isSame(upload, offer))
                .findFirst());
    }

    /**
     * A creation can reach the server after its sender has given the photo up: browsers send a request again, whatever its method, when a connection that was used before
     * breaks. Nobody would send its bytes. A person who picks the same file again makes another pick of it.
     */
    private static void expectNotWithdrawn(Upload upload, Offer offer) {
        if (offer.pick().isPresent() && upload.pick().equals(offer.pick())) {
            UploadProblem.FINAL_OF_SENDERS.stream()
                    .filter(reason -> upload.hasEnded(reason.code()))
                    .findFirst()
                    .ifPresent(reason -> {
                        throw new ProblemException(reason);
                    });
        }
    }

    private static boolean isSame(Upload upload, Offer offer) {
        return offer.resumable()
                && upload.isResumable()
                && (upload.length().isEmpty()
                        || offer.length().isEmpty()
                        || upload.length().equals(offer.length()));
    }

    /**
     * Of a dock's uploads.
     *
     * @param arrivingBytes as far as their lengths are known
     */
    private record Totals(long rows, long arrivingBytes) {}

    /** By one query: it is asked for every picture, and its dock may have hundreds. */
    private Totals totals(String dockId) {
        Object[] row = entities.createNamedQuery(Upload.TOTALS, Object[].class)
                .setParameter("dock", dockId)
                .getSingleResult();
        return new Totals(number(row[0]), number(row[1]));
    }

    /** Providers differ in what a sum is; of no rows it is null. */
    private static long number(Object value) {
        return value == null ? 0 : ((Number) value).longValue();
    }

    private void expectRoom(Dock dock, Offer offer, Totals totals) {
        long bytes = offer.length().orElse(0);
        expectSize(dock, offer.length());
        if (totals.rows() >= (long) ROWS_PER_PHOTO * (dock.limits(0).maxPhotos() + ROWS_PER_PHOTO)) {
            throw new ProblemException(UploadProblem.TOO_MANY_UPLOADS);
        }
        measure(dock, totals, bytes, 0);
        freeSpace.expect(bytes);
    }

    /**
     * Measures the room that is left besides all that is there, all whose length is known, and what has come of the others.
     *
     * @param bytes more, whose length is known from now on
     * @param come those of them that are here already
     */
    private void measure(Dock dock, Totals totals, long bytes, long come) {
        long left = photoMaker.expectRoom(dock, totals.arrivingBytes() + bytes)
                - sessions.bytesWithoutLength(dock.id())
                + come;
        if (left < 0) {
            throw new ProblemException(UploadProblem.DOCK_BYTES_FULL);
        }
        room.is(dock.id(), left);
    }

    /** After a start nothing is measured until an upload begins; one that goes on without a length needs it too. */
    void measure(String dockId) {
        if (!room.isKnown(dockId)) {
            measure(docks.lock(dockId), totals(dockId), 0, 0);
        }
    }

    private void expectSize(Dock dock, OptionalLong length) {
        if (length.isPresent() && length.getAsLong() == 0) {
            throw new ProblemException(UploadProblem.PHOTO_EMPTY);
        }
        if (length.isPresent() && length.getAsLong() > dock.limits(0).maxBytesPerPhoto()) {
            throw tooLarge(dock.limits(0).maxBytesPerPhoto());
        }
    }

    static ProblemException tooLarge(long maxBytes) {
        return new ProblemException(
                UploadProblem.PHOTO_TOO_LARGE,
                "The photo is larger than the " + maxBytes + " bytes that this dock takes. Send a smaller one.");
    }

    /**
     * Says how long an upload is whose sender did not know it before.
     *
     * @throws ProblemException {@code photo-too-large}, {@code dock-full}, {@code dock-bytes-full}, {@code upload-request-invalid} when it is known and another
     */
    void lengthIs(String uploadId, long length) {
        Upload upload = entities.find(Upload.class, uploadId);
        if (upload != null && upload.length().isPresent()) {
            if (upload.length().getAsLong() != length) {
                throw new ProblemException(
                        UploadProblem.UPLOAD_REQUEST_INVALID, "Upload-Length was said before, and was another.");
            }
        } else if (upload != null) {
            Dock dock = docks.lock(upload.dockId());
            expectSize(dock, OptionalLong.of(length));
            measure(
                    dock,
                    totals(dock.id()),
                    length,
                    sessions.find(uploadId).map(UploadSession::size).orElse(0L));
            upload.lengthIs(length);
        }
    }

    /**
     * An upload that this member may continue: a phone its own, the owner all.
     *
     * @throws ProblemException {@code upload-unknown}
     */
    public Upload find(Access.Member member, String uploadId) {
        return find(uploadId)
                .filter(upload -> upload.dockId().equals(member.dock().id()))
                .filter(upload -> member.isOwner() || upload.phoneId().equals(member.phoneId()))
                .orElseThrow(() -> new ProblemException(UploadProblem.UPLOAD_UNKNOWN));
    }

    public Optional<Upload> find(String uploadId) {
        return Optional.ofNullable(entities.find(Upload.class, uploadId));
    }

    /**
     * Notes what became of an upload. To be called in the transaction in which the photo is stored.
     *
     * @throws ProblemException {@code upload-gone}: it was cancelled while it was being checked
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void becamePhoto(String uploadId, String photoId) {
        int changed = entities.createNamedQuery(Upload.BECAME_PHOTO)
                .setParameter("upload", uploadId)
                .setParameter("photo", photoId)
                .executeUpdate();
        if (changed == 0) {
            throw new ProblemException(UploadProblem.UPLOAD_GONE);
        }
    }

    /** The photo that an upload is already: the commit's answer was lost, and its sender asks again. */
    public Optional<PhotoMaker.Made> made(String uploadId) {
        return find(uploadId).flatMap(Upload::made);
    }

    /** Where the photo of an upload shall lie, as it is now: an order of the others may have moved it since it began. */
    @Transactional(Transactional.TxType.MANDATORY)
    public long placeOf(String uploadId) {
        return find(uploadId).map(Upload::place).orElseThrow(() -> new ProblemException(UploadProblem.UPLOAD_GONE));
    }

    /**
     * {@link #end} for an upload of whose last change nobody knows whether it was committed. Waits for that commit, should it still be on its way; when it was
     * this end already, tells of it, as nobody has.
     *
     * @throws ProblemException {@code dock-unavailable}
     */
    boolean endSurely(String dockId, String uploadId, String code, String detail) {
        docks.lock(dockId);
        boolean ended = end(uploadId, code, detail);
        boolean before =
                !ended && find(uploadId).filter(upload -> upload.hasEnded(code)).isPresent();
        if (before) {
            failed.fire(new UploadFailed(dockId, uploadId, code, detail));
        }
        return ended || before;
    }

    /**
     * Ends an upload without a photo; nothing happens when it has ended already.
     *
     * @return whether it ended now
     */
    boolean end(String uploadId, String code, String detail) {
        // By one statement: a commit of this upload that is still on its way comes first, and then nothing is changed.
        boolean ended = entities.createNamedQuery(Upload.END)
                        .setParameter("upload", uploadId)
                        .setParameter("code", code)
                        .executeUpdate()
                > 0;
        if (ended) {
            find(uploadId).ifPresent(upload -> failed.fire(new UploadFailed(upload.dockId(), uploadId, code, detail)));
        }
        return ended;
    }

    /** Forgets the uploads of a photo that was removed, so that the same picture can be sent again. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void forgetPhoto(String photoId) {
        entities.createNamedQuery(Upload.FORGET_PHOTO)
                .setParameter("photo", photoId)
                .executeUpdate();
    }

    /** @return the ids of those that were not finished, whose files are the caller's */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<String> forgetDock(String dockId) {
        List<String> unfinished = arriving(dockId).stream().map(Upload::id).toList();
        places.forgetDock(dockId);
        entities.createNamedQuery(Upload.FORGET_DOCK)
                .setParameter("dock", dockId)
                .executeUpdate();
        return unfinished;
    }

    @Override
    public boolean hasSent(String dockId, String phoneId) {
        return entities.createNamedQuery(Upload.COUNT_OF_PHONE, Long.class)
                        .setParameter("dock", dockId)
                        .setParameter("phone", phoneId)
                        .getSingleResult()
                > 0;
    }

    @Override
    public boolean isUsed(String dockId) {
        return entities.createNamedQuery(Upload.COUNT_OF_DOCK, Long.class)
                        .setParameter("dock", dockId)
                        .getSingleResult()
                > 0;
    }

    /** Whether such an upload is known and not finished. */
    public boolean isArriving(String uploadId) {
        return find(uploadId)
                .filter(upload -> upload.state() == UploadState.ARRIVING)
                .isPresent();
    }

    /** Whether an upload is on its way, or has become a photo that is still there. */
    boolean isArrivingOrPhoto(String uploadId) {
        return find(uploadId)
                .filter(upload -> upload.state() == UploadState.ARRIVING
                        || upload.photoId().filter(uploadId::equals).isPresent())
                .isPresent();
    }

    List<Upload> arriving(String dockId) {
        return entities.createNamedQuery(Upload.IN_STATE, Upload.class)
                .setParameter("dock", dockId)
                .setParameter("state", UploadState.ARRIVING)
                .getResultList();
    }

    List<Upload> arriving() {
        return entities.createNamedQuery(Upload.ALL_IN_STATE, Upload.class)
                .setParameter("state", UploadState.ARRIVING)
                .getResultList();
    }

    UploadView view(Upload upload, long received, String paused) {
        return new UploadView(
                upload.id(),
                upload.name(),
                upload.length().isPresent() ? upload.length().getAsLong() : null,
                received,
                upload.waiting(),
                upload.phoneId().orElse(null),
                upload.clientId().orElse(null),
                upload.place(),
                upload.pick().map(Pick::id).orElse(null),
                upload.pick().map(Pick::index).orElse(null),
                upload.pick().map(Pick::picked).orElse(null),
                files.hasPreview(upload.dockId(), upload.id()),
                paused);
    }

    private List<Upload> byClientId(String dockId, String clientId) {
        return entities.createNamedQuery(Upload.BY_CLIENT_ID, Upload.class)
                .setParameter("dock", dockId)
                .setParameter("client", clientId)
                .getResultList();
    }
}
