package io.snapdock.photo;

import io.snapdock.picture.format.PictureType;
import io.snapdock.upload.pick.Pick;
import io.snapdock.upload.spi.ReceivedPicture;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;

/** A finished upload that passed every check. Its bytes are a file named by its id. */
@Entity
@Table(name = "snapdock_photo")
@NamedQuery(
        name = Photo.OF_DOCK,
        query = "select p from Photo p where p.dockId = :dock order by p.place, p.receivedMillis, p.id")
@NamedQuery(
        name = Photo.SAME_AS_SENT,
        query = "select p.id from Photo p where p.dockId = :dock"
                + " and (p.sentSha256 = :sha256 or p.clientId = :client)")
@NamedQuery(name = Photo.TOTALS, query = "select count(p), sum(p.bytes) from Photo p where p.dockId = :dock")
@NamedQuery(name = Photo.COUNT, query = "select count(p) from Photo p where p.dockId = :dock")
@NamedQuery(name = Photo.FORGET_DOCK, query = "delete from Photo p where p.dockId = :dock")
@NamedQuery(
        name = Photo.WITHOUT_THUMBNAIL,
        query = "select p from Photo p where p.thumbnail = :pending order by p.receivedMillis")
public class Photo {

    static final String OF_DOCK = "Photo.ofDock";
    static final String SAME_AS_SENT = "Photo.sameAsSent";
    static final String TOTALS = "Photo.totals";
    static final String COUNT = "Photo.count";
    static final String FORGET_DOCK = "Photo.forgetDock";
    static final String WITHOUT_THUMBNAIL = "Photo.withoutThumbnail";

    @Id
    private String id;

    @Column(name = "dock_id")
    private String dockId;

    @Column(name = "phone_id")
    private String phoneId;

    @Column(name = "client_id")
    private String clientId;

    private String name;

    @Enumerated(EnumType.STRING)
    private PictureType type;

    @Column(name = "size_bytes")
    private long bytes;

    private int width;

    private int height;

    private String sha256;

    @Column(name = "sent_sha256")
    private String sentSha256;

    @Column(name = "taken_at")
    private String takenAt;

    @Column(name = "received_millis")
    private long receivedMillis;

    private long place;

    private String pick;

    @Column(name = "pick_index")
    private Integer pickIndex;

    private Integer picked;

    @Enumerated(EnumType.STRING)
    private ThumbnailState thumbnail;

    /** For the persistence provider. */
    protected Photo() {}

    Photo(ReceivedPicture picture, long place, boolean thumbnail, Instant now) {
        this.id = picture.uploadId();
        this.dockId = picture.dockId();
        this.phoneId = picture.phoneId().orElse(null);
        this.clientId = picture.clientId().orElse(null);
        this.name = picture.name();
        this.type = picture.type();
        this.bytes = picture.bytes();
        this.width = picture.dimensions().width();
        this.height = picture.dimensions().height();
        this.sha256 = picture.sha256();
        this.sentSha256 = picture.sentSha256();
        this.takenAt = picture.takenAt().orElse(null);
        this.receivedMillis = now.toEpochMilli();
        this.place = place;
        this.pick = picture.pick().map(Pick::id).orElse(null);
        this.pickIndex = picture.pick().map(Pick::index).orElse(null);
        this.picked = picture.pick().map(Pick::picked).orElse(null);
        this.thumbnail = thumbnail ? ThumbnailState.PENDING : ThumbnailState.NONE;
    }

    void moveTo(long newPlace) {
        this.place = newPlace;
    }

    void thumbnailIs(ThumbnailState state) {
        this.thumbnail = state;
    }

    public String id() {
        return id;
    }

    public String dockId() {
        return dockId;
    }

    Optional<String> phoneId() {
        return Optional.ofNullable(phoneId);
    }

    String name() {
        return name;
    }

    public PictureType type() {
        return type;
    }

    long bytes() {
        return bytes;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    String sha256() {
        return sha256;
    }

    Instant receivedAt() {
        return Instant.ofEpochMilli(receivedMillis);
    }

    long place() {
        return place;
    }

    public ThumbnailState thumbnail() {
        return thumbnail;
    }

    /** @param url where its original is; thumbnail and preview lie below */
    PhotoView view(boolean preview, String url) {
        boolean isThumbnailReady = thumbnail == ThumbnailState.READY;
        return new PhotoView(
                id,
                name,
                type.mediaType(),
                bytes,
                width,
                height,
                sha256,
                receivedAt(),
                phoneId,
                clientId,
                isThumbnailReady,
                preview,
                takenAt,
                place,
                pick,
                pickIndex,
                picked,
                url,
                isThumbnailReady ? url + "/thumbnail" : null,
                preview ? url + "/preview" : null);
    }
}
