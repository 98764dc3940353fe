package io.snapdock.photo;

import io.snapdock.dock.Access;
import io.snapdock.dock.Dock;
import io.snapdock.dock.Docks;
import io.snapdock.dock.Ids;
import io.snapdock.problem.ProblemException;
import io.snapdock.upload.PhotoFiles;
import io.snapdock.upload.ReceivedPicture;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** The photos of docks, as rows with a file each. Changes are to be called in the dock's {@linkplain io.snapdock.dock.DockTurns turn}. */
@ApplicationScoped
@Transactional
public class Photos {

    @PersistenceContext(unitName = "snapdock")
    private EntityManager entities;

    @Inject
    private Docks docks;

    @Inject
    private PhotoFiles files;

    @Inject
    private Clock clock;

    @Inject
    private Event<PhotoReceived> received;

    @Inject
    private Event<ThumbnailReady> thumbnailReady;

    @Inject
    private Event<PhotoRemoved> removed;

    @Inject
    private Event<PhotosReordered> reordered;

    /**
     * What became of a received picture.
     *
     * @param isNew false when the sender's {@code clientId} was in the dock already: then this is that photo
     */
    record Added(PhotoView photo, boolean isNew) {}

    /**
     * Whether another photo fits; asked before a body is read, so that nobody sends 50 MiB for nothing.
     *
     * @throws ProblemException {@code dock-full}
     */
    void expectRoom(Dock dock, Optional<String> clientId) {
        if (clientId.flatMap(id -> byClientId(dock.id(), id)).isEmpty()) {
            refuseIfFull(dock, list(dock.id()).size());
        }
    }

    /**
     * Makes a photo of a received picture: file first, then row, so that no row ever lacks its file.
     *
     * @throws ProblemException {@code dock-unavailable}, {@code dock-full}
     */
    Added add(String dockId, ReceivedPicture picture) {
        Dock dock = docks.lock(dockId);
        Optional<Photo> known = picture.clientId().flatMap(id -> byClientId(dockId, id));
        if (known.isPresent()) {
            return new Added(known.get().view(), false);
        }
        List<Photo> photos = list(dockId);
        refuseIfFull(dock, photos.size());
        int place = photos.stream().mapToInt(Photo::place).max().orElse(-1) + 1;
        var photo = new Photo(Ids.next(), dockId, picture, place, clock.instant());
        try {
            files.keep(picture.file(), dockId, photo.id());
        } catch (IOException e) {
            throw new IllegalStateException("A photo cannot be put in its place", e);
        }
        entities.persist(photo);
        received.fire(new PhotoReceived(dockId, picture.uploadId(), photo.view()));
        return new Added(photo.view(), true);
    }

    public List<PhotoView> views(String dockId) {
        return list(dockId).stream().map(Photo::view).toList();
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
    Photo find(Access.Member member, String photoId) {
        return Optional.ofNullable(entities.find(Photo.class, photoId))
                .filter(photo -> photo.dockId().equals(member.dock().id()))
                .filter(photo -> member.isOwner() || photo.phoneId().equals(member.phoneId()))
                .orElseThrow(() -> new ProblemException(PhotoProblem.PHOTO_UNKNOWN));
    }

    /** @throws ProblemException {@code dock-unavailable}, {@code photo-unknown} */
    void remove(Access.Member member, String photoId) {
        docks.lock(member.dock().id());
        entities.remove(find(member, photoId));
        removed.fire(new PhotoRemoved(member.dock().id(), photoId));
    }

    /** @throws ProblemException {@code dock-unavailable}, {@code order-outdated} */
    void order(String dockId, List<String> ids) {
        docks.lock(dockId);
        List<Photo> photos = list(dockId);
        var named = new HashSet<>(ids);
        boolean exact = ids.size() == photos.size()
                && named.size() == photos.size()
                && photos.stream().allMatch(photo -> named.contains(photo.id()));
        if (!exact) {
            throw new ProblemException(PhotoProblem.ORDER_OUTDATED);
        }
        photos.forEach(photo -> photo.moveTo(ids.indexOf(photo.id())));
        reordered.fire(new PhotosReordered(dockId, List.copyOf(ids)));
    }

    /** Photos that wait for their thumbnail, the oldest first. */
    List<Photo> withoutThumbnail() {
        return entities.createNamedQuery(Photo.WITHOUT_THUMBNAIL, Photo.class)
                .setParameter("pending", ThumbnailState.PENDING)
                .getResultList();
    }

    Optional<Photo> find(String photoId) {
        return Optional.ofNullable(entities.find(Photo.class, photoId));
    }

    /**
     * Notes what became of a thumbnail.
     *
     * @return false when the photo was removed meanwhile
     */
    boolean thumbnailDone(String photoId, ThumbnailState state) {
        Optional<Photo> photo = find(photoId);
        photo.ifPresent(one -> one.thumbnailIs(state));
        if (photo.isPresent() && state == ThumbnailState.READY) {
            thumbnailReady.fire(new ThumbnailReady(photo.get().dockId(), photoId));
        }
        return photo.isPresent();
    }

    private Optional<Photo> byClientId(String dockId, String clientId) {
        return entities.createNamedQuery(Photo.BY_CLIENT_ID, Photo.class)
                .setParameter("dock", dockId)
                .setParameter("client", clientId)
                .getResultStream()
                .findFirst();
    }

    private static void refuseIfFull(Dock dock, int photos) {
        if (photos >= dock.limits(0).maxPhotos()) {
            throw new ProblemException(PhotoProblem.DOCK_FULL);
        }
    }
}
