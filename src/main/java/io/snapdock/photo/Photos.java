package io.snapdock.photo;

import io.snapdock.dock.Dock;
import io.snapdock.dock.Docks;
import io.snapdock.dock.http.Access;
import io.snapdock.own.Own;
import io.snapdock.problem.ProblemException;
import io.snapdock.problem.RefusedInOutage;
import io.snapdock.settings.Settings;
import io.snapdock.store.PhotoFiles;
import io.snapdock.store.Removals;
import io.snapdock.thumbnail.Decoders;
import io.snapdock.upload.Places;
import io.snapdock.upload.UploadProblem;
import io.snapdock.upload.UploadRows;
import io.snapdock.upload.event.UploadDuplicate;
import io.snapdock.upload.spi.PhotoMaker;
import io.snapdock.upload.spi.ReceivedPicture;
import io.snapdock.web.ContextPath;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The photos of docks, as rows with a file each. Changes are to be called in the dock's {@linkplain io.snapdock.dock.DockTurns turn}. */
@ApplicationScoped
@RefusedInOutage
@Transactional
public class Photos {

    @Inject
    @Own
    private EntityManager entities;

    @Inject
    private Docks docks;

    @Inject
    private UploadRows uploadRows;

    @Inject
    private Places places;

    @Inject
    private ContextPath context;

    @Inject
    private PhotoFiles files;

    @Inject
    private Removals removals;

    @Inject
    private Decoders decoders;

    @Inject
    private Settings.Docks settings;

    @Inject
    @Own
    private Clock clock;

    @Inject
    private Event<PhotoAdded> added;

    @Inject
    private Event<UploadDuplicate> duplicate;

    @Inject
    private Event<ThumbnailReady> thumbnailReady;

    @Inject
    private Event<PhotoRemoved> removed;

    @Inject
    private Event<PhotosReordered> reordered;

    /**
     * Whether one more photo fits.
     *
     * @param bytes of it and of all that are on their way
     * @return the bytes that are left then
     * @throws ProblemException {@code dock-full}, {@code dock-bytes-full}
     */
    public long expectRoom(Dock dock, long bytes) {
        Object[] totals = entities.createNamedQuery(Photo.TOTALS, Object[].class)
                .setParameter("dock", dock.id())
                .getSingleResult();
        refuseIfFull(dock, ((Number) totals[0]).longValue());
        // A Number: providers differ in what a sum is.
        long stored = totals[1] == null ? 0 : ((Number) totals[1]).longValue();
        if (stored + bytes > settings.maxBytes()) {
            throw new ProblemException(UploadProblem.DOCK_BYTES_FULL);
        }
        return settings.maxBytes() - stored - bytes;
    }

    /**
     * Makes a photo of a received picture: file first, then row, so that no row ever lacks its file. The same bytes again, or
     * the same {@code clientId}, are the photo that is there.
     *
     * @throws ProblemException {@code dock-unavailable}, {@code dock-sealed}, {@code dock-full}, {@code dock-bytes-full}, {@code upload-gone}
     */
    public PhotoMaker.Made add(ReceivedPicture picture) {
        String dockId = picture.dockId();
        Dock dock = docks.lock(dockId);
        Optional<PhotoMaker.Made> before = uploadRows.made(picture.uploadId());
        if (before.isPresent()) {
            return before.get();
        }
        dock.expectToTake();
        Optional<String> same = entities.createNamedQuery(Photo.SAME_AS_SENT, String.class)
                .setParameter("dock", dockId)
                .setParameter("sha256", picture.sentSha256())
                .setParameter("client", picture.clientId().orElse(""))
                .getResultStream()
                .findFirst();
        uploadRows.becamePhoto(picture.uploadId(), same.orElse(picture.uploadId()));
        if (same.isPresent()) {
            duplicate.fire(new UploadDuplicate(dockId, picture.uploadId(), same.get()));
            return new PhotoMaker.Made(same.get(), false);
        }
        expectRoom(dock, picture.bytes());
        long place = uploadRows.placeOf(picture.uploadId());
        var photo = new Photo(picture, place, decoders.canDecode(picture.type()), clock.instant());
        try {
            files.keep(picture.file(), dockId, photo.id());
        } catch (IOException e) {
            throw new IllegalStateException("A photo cannot be put in its place", e);
        }
        added.fire(new PhotoAdded(
                dockId,
                picture.uploadId(),
                view(photo),
                dock.photosChanged(),
                photo.thumbnail() == ThumbnailState.PENDING));
        entities.persist(photo);
        return new PhotoMaker.Made(photo.id(), true);
    }

    /**
     * Whether a photo is there of whose commit nobody knows. Waits for that commit, should it still be on its way, and tells of the photo, as nobody has.
     *
     * @throws ProblemException {@code dock-unavailable}
     */
    public boolean isStored(PhotoAdded told) {
        Dock dock = docks.lock(told.dockId());
        Optional<Photo> photo = find(told.uploadId());
        // Another time is that of another try, which was told of.
        photo.filter(one -> one.receivedAt().equals(told.photo().receivedAt()))
                .ifPresent(one -> added.fire(new PhotoAdded(
                        told.dockId(),
                        told.uploadId(),
                        view(one),
                        dock.version(),
                        one.thumbnail() == ThumbnailState.PENDING)));
        return photo.isPresent();
    }

    /**
     * Whether a photo has gone of whose removal nobody knows whether it was committed. Waits and tells as {@link #isStored}.
     *
     * @throws ProblemException {@code dock-unavailable}
     */
    public boolean isRemoved(PhotoRemoved told) {
        Dock dock = docks.lock(told.dockId());
        boolean gone = find(told.photoId()).isEmpty();
        if (gone) {
            removed.fire(new PhotoRemoved(told.dockId(), told.photoId(), dock.version()));
        }
        return gone;
    }

    public PhotoView view(Photo photo) {
        String url = context.api("docks/" + photo.dockId() + "/photos/" + photo.id());
        return photo.view(files.hasPreview(photo.dockId(), photo.id()), url);
    }

    public List<PhotoView> views(String dockId) {
        return list(dockId).stream().map(this::view).toList();
    }

    List<Photo> list(String dockId) {
        return entities.createNamedQuery(Photo.OF_DOCK, Photo.class)
                .setParameter("dock", dockId)
                .getResultList();
    }

    /**
     * A photo that this member may see: the owner all, a phone its own.
     *
     * @throws ProblemException {@code photo-unknown}
     */
    public Photo find(Access.Member member, String photoId) {
        return Optional.ofNullable(entities.find(Photo.class, photoId))
                .filter(photo -> photo.dockId().equals(member.dock().id()))
                .filter(photo -> member.isOwner() || photo.phoneId().equals(member.phoneId()))
                .orElseThrow(() -> new ProblemException(PhotoProblem.PHOTO_UNKNOWN));
    }

    /** @throws ProblemException {@code dock-unavailable}, {@code dock-sealed}, {@code photo-unknown} */
    void remove(Access.Member member, String photoId) {
        Dock dock = docks.lock(member.dock().id());
        dock.expectUnsealed();
        Photo photo = find(member, photoId);
        removals.begin(photoId);
        entities.remove(photo);
        uploadRows.forgetPhoto(photoId);
        removed.fire(new PhotoRemoved(dock.id(), photoId, dock.photosChanged()));
    }

    /** @throws ProblemException {@code dock-unavailable}, {@code dock-sealed}, {@code order-outdated} */
    void order(String dockId, List<String> ids) {
        Dock dock = docks.lock(dockId);
        dock.expectUnsealed();
        List<Photo> photos = list(dockId);
        var named = new HashSet<>(ids);
        boolean exact = ids.size() == photos.size()
                && named.size() == photos.size()
                && photos.stream().allMatch(photo -> named.contains(photo.id()));
        if (!exact) {
            throw new ProblemException(PhotoProblem.ORDER_OUTDATED);
        }
        List<NewOrder.Lying> lying = photos.stream()
                .map(photo -> new NewOrder.Lying(photo.id(), photo.place()))
                .toList();
        NewOrder order = NewOrder.of(lying, ids, places.kept(dockId), dock.nextPlace());
        photos.forEach(photo -> photo.moveTo(order.photos().get(photo.id())));
        Map<String, Long> moved = new HashMap<>(order.photos());
        moved.putAll(places.move(dockId, order.blocks()));
        dock.nextPlaceIs(order.next());
        boolean isAnother = !ids.equals(photos.stream().map(Photo::id).toList());
        long version = isAnother ? dock.photosChanged() : dock.version();
        reordered.fire(new PhotosReordered(dockId, List.copyOf(ids), moved, places.waiting(dockId), version));
    }

    /** Forgets all photos of a dock; their files are the caller's. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void forgetDock(String dockId) {
        entities.createNamedQuery(Photo.FORGET_DOCK)
                .setParameter("dock", dockId)
                .executeUpdate();
    }

    /** Photos that wait for their thumbnail, the oldest first. */
    public List<Photo> withoutThumbnail() {
        return entities.createNamedQuery(Photo.WITHOUT_THUMBNAIL, Photo.class)
                .setParameter("pending", ThumbnailState.PENDING)
                .getResultList();
    }

    public Optional<Photo> find(String photoId) {
        return Optional.ofNullable(entities.find(Photo.class, photoId));
    }

    /**
     * Notes what became of a thumbnail.
     *
     * @return false when the photo was removed meanwhile
     */
    public boolean thumbnailDone(String photoId, ThumbnailState state) {
        Optional<Photo> photo = find(photoId);
        photo.ifPresent(one -> one.thumbnailIs(state));
        if (photo.isPresent() && state == ThumbnailState.READY) {
            thumbnailReady.fire(new ThumbnailReady(photo.get().dockId(), photoId));
        }
        return photo.isPresent();
    }

    private static void refuseIfFull(Dock dock, long photos) {
        if (photos >= dock.limits(0).maxPhotos()) {
            throw new ProblemException(PhotoProblem.DOCK_FULL);
        }
    }
}
