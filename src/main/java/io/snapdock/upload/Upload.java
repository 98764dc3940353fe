package io.snapdock.upload;

import io.snapdock.picture.FileName;
import io.snapdock.upload.pick.Pick;
import io.snapdock.upload.spi.PhotoMaker;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A picture on its way into a dock. Its offset is no column: it is what its file truly holds, so that nothing has to be
 * written for each piece and nothing can disagree after a crash.
 */
@Entity
@Table(name = "snapdock_upload")
@NamedQuery(
        name = Upload.BY_CLIENT_ID,
        query = "select u from Upload u where u.dockId = :dock and u.clientId = :client"
                + " order by u.createdMillis desc")
@NamedQuery(
        name = Upload.IN_STATE,
        query =
                "select u from Upload u where u.dockId = :dock and u.state = :state order by u.place, u.createdMillis, u.id")
@NamedQuery(name = Upload.COUNT_OF_DOCK, query = "select count(u) from Upload u where u.dockId = :dock")
@NamedQuery(
        name = Upload.COUNT_OF_PHONE,
        query = "select count(u) from Upload u where u.dockId = :dock and u.phoneId = :phone")
@NamedQuery(name = Upload.ALL_IN_STATE, query = "select u from Upload u where u.state = :state")
@NamedQuery(
        name = Upload.TOTALS,
        query = "select count(u),"
                + " sum(case when u.state = io.snapdock.upload.UploadState.ARRIVING then coalesce(u.length, 0) else 0 end)"
                + " from Upload u where u.dockId = :dock")
@NamedQuery(
        name = Upload.BECAME_PHOTO,
        query = "update Upload u set u.state = io.snapdock.upload.UploadState.RECEIVED, u.photoId = :photo"
                + " where u.id = :upload and u.state = io.snapdock.upload.UploadState.ARRIVING")
@NamedQuery(
        name = Upload.END,
        query = "update Upload u set u.state = io.snapdock.upload.UploadState.ENDED, u.problem = :code"
                + " where u.id = :upload and u.state = io.snapdock.upload.UploadState.ARRIVING")
@NamedQuery(name = Upload.FORGET_PHOTO, query = "delete from Upload u where u.photoId = :photo")
@NamedQuery(name = Upload.FORGET_DOCK, query = "delete from Upload u where u.dockId = :dock")
public class Upload {

    static final String BY_CLIENT_ID = "Upload.byClientId";
    static final String IN_STATE = "Upload.inState";
    static final String COUNT_OF_DOCK = "Upload.countOfDock";
    static final String COUNT_OF_PHONE = "Upload.countOfPhone";
    static final String ALL_IN_STATE = "Upload.allInState";
    static final String TOTALS = "Upload.totals";
    static final String BECAME_PHOTO = "Upload.becamePhoto";
    static final String END = "Upload.end";
    static final String FORGET_PHOTO = "Upload.forgetPhoto";
    static final String FORGET_DOCK = "Upload.forgetDock";

    @Id
    private String id;

    @Column(name = "dock_id")
    private String dockId;

    @Column(name = "phone_id")
    private String phoneId;

    @Column(name = "client_id")
    private String clientId;

    private String name;

    private String metadata;

    @Column(name = "length_bytes")
    private Long length;

    private int waiting;

    private long place;

    private String pick;

    @Column(name = "pick_index")
    private Integer pickIndex;

    private Integer picked;

    private boolean resumable;

    @Enumerated(EnumType.STRING)
    private UploadState state;

    private String problem;

    @Column(name = "photo_id")
    private String photoId;

    @Column(name = "created_millis")
    private long createdMillis;

    /** For the persistence provider. */
    protected Upload() {}

    Upload(String id, String dockId, Optional<String> phoneId, Offer offer, Places.Taken taken, Instant now) {
        this.id = id;
        this.dockId = dockId;
        this.phoneId = phoneId.orElse(null);
        this.clientId = offer.clientId().orElse(null);
        this.name = FileName.clean(offer.name());
        this.metadata = offer.metadata().orElse(null);
        this.length = offer.length().isPresent() ? offer.length().getAsLong() : null;
        this.waiting = taken.waiting().orElse(offer.waiting());
        this.place = taken.place();
        this.pick = offer.pick().map(Pick::id).orElse(null);
        this.pickIndex = offer.pick().map(Pick::index).orElse(null);
        this.picked = offer.pick().map(Pick::picked).orElse(null);
        this.resumable = offer.resumable();
        this.state = UploadState.ARRIVING;
        this.createdMillis = now.toEpochMilli();
    }

    void lengthIs(long known) {
        length = known;
    }

    boolean hasEnded(String code) {
        return state == UploadState.ENDED && code.equals(problem);
    }

    public String id() {
        return id;
    }

    public String dockId() {
        return dockId;
    }

    public Optional<String> phoneId() {
        return Optional.ofNullable(phoneId);
    }

    Optional<String> clientId() {
        return Optional.ofNullable(clientId);
    }

    String name() {
        return name;
    }

    /** The tus header as it came. */
    public Optional<String> metadata() {
        return Optional.ofNullable(metadata);
    }

    /** Empty while the sender has not said it. */
    public OptionalLong length() {
        return length == null ? OptionalLong.empty() : OptionalLong.of(length);
    }

    /** Among the dock's photos, from its beginning on; a new order of theirs may move it. */
    long place() {
        return place;
    }

    void moveTo(long newPlace) {
        place = newPlace;
    }

    Optional<Pick> pick() {
        return Optional.ofNullable(pick).map(known -> new Pick(known, pickIndex, picked));
    }

    int waiting() {
        return waiting;
    }

    /** Whether its sender can come back to it: not by the one-request door. */
    boolean isResumable() {
        return resumable;
    }

    public UploadState state() {
        return state;
    }

    /** Why it ended without a photo: a problem's code. */
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /** The photo that it became. */
    Optional<String> photoId() {
        return Optional.ofNullable(photoId);
    }

    /** The photo that it became. It has its upload's id, unless the same picture was in the dock before. */
    Optional<PhotoMaker.Made> made() {
        return photoId().map(photo -> new PhotoMaker.Made(photo, photo.equals(id)));
    }
}
