package io.snapdock.dock;

import io.snapdock.dock.key.Ids;
import io.snapdock.dock.key.JoinUrl;
import io.snapdock.dock.key.Key;
import io.snapdock.problem.ProblemException;
import io.snapdock.settings.MetadataPolicy;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An open invitation for phones to add photos to one desktop page. Times are stored as milliseconds since 1970: Jakarta
 * Persistence 3.1 names no type for {@link Instant}, and providers differ.
 */
@Entity
@Table(name = "snapdock_dock")
@NamedQuery(
        name = Dock.COUNT_OPEN,
        query = "select count(d) from Dock d where d.state = io.snapdock.dock.DockState.OPEN and d.expiresMillis > :now"
                + " and d.host is null")
@NamedQuery(
        name = Dock.COUNT_OPEN_OF_HOST,
        query = "select count(d) from Dock d where d.state = io.snapdock.dock.DockState.OPEN and d.expiresMillis > :now"
                + " and d.host = :host")
@NamedQuery(
        name = Dock.DUE,
        query = "select d.id from Dock d"
                + " where (d.state = io.snapdock.dock.DockState.OPEN or d.state = io.snapdock.dock.DockState.SEALED)"
                + " and (d.expiresMillis <= :now or d.closingAnnounced = false and d.expiresMillis <= :soon)"
                + " order by d.expiresMillis")
// Named, so that its SQL is made once: a find with a lock makes it anew each time in EclipseLink.
@NamedQuery(
        name = Dock.LOCKED,
        query = "select d from Dock d where d.id = :dock",
        lockMode = LockModeType.PESSIMISTIC_WRITE)
@NamedQuery(
        name = Dock.UNJOINED,
        query =
                "select d.id from Dock d where d.state = io.snapdock.dock.DockState.OPEN and d.createdMillis <= :before"
                        + " and d.host is null and not exists (select p.id from Phone p where p.dockId = d.id) order by d.createdMillis")
@NamedQuery(
        name = Dock.MOVE,
        query = "update Dock d set d.expiresMillis = d.expiresMillis + :millis,"
                + " d.endedMillis = d.endedMillis + :millis, d.claimedMillis = d.claimedMillis + :millis")
@NamedQuery(name = Dock.IN_USE, query = "select d from Dock d where d.host = :host and d.refInUse = :ref")
@NamedQuery(
        name = Dock.OF_REF,
        query =
                "select d from Dock d where d.host = :host and d.ref = :ref and d.released = false order by d.createdMillis desc, d.id")
@NamedQuery(
        name = Dock.OF_HOST,
        query = "select d from Dock d where d.host = :host and d.released = false"
                + " and (d.createdMillis < :created or d.createdMillis = :created and d.id > :dock)"
                + " order by d.createdMillis desc, d.id")
// "_" stands for any character here: whoever asks looks again. With "escape" or "locate" EclipseLink binds no
// parameters and writes
// booleans as numbers, which H2 does not compare.
@NamedQuery(
        name = Dock.OF_HOST_BY_PREFIX,
        query = "select d from Dock d where d.host = :host and d.released = false and d.ref like :prefix"
                + " and (d.createdMillis < :created or d.createdMillis = :created and d.id > :dock)"
                + " order by d.createdMillis desc, d.id")
@NamedQuery(name = Dock.FORGET, query = "delete from Dock d where d.id = :dock")
@NamedQuery(
        name = Dock.LONG_ENDED,
        query = "select d.id from Dock d where d.released = true"
                + " or d.state = io.snapdock.dock.DockState.CLAIMED and d.claimedMillis <= :claimedBefore"
                + " or (d.state = io.snapdock.dock.DockState.CLOSED or d.state = io.snapdock.dock.DockState.EXPIRED)"
                + " and (d.endedMillis <= :before or d.host is null and d.endedMillis <= :unreachableBefore"
                + " or d.endedMillis is null and d.expiresMillis <= :unreachableBefore)"
                + " order by d.expiresMillis")
@NamedQuery(
        name = Dock.OF_MEMBER,
        query = "select d from Dock d where d.memberId = :member and d.identifier = :identifier"
                + " and d.state = io.snapdock.dock.DockState.OPEN and d.expiresMillis > :now"
                + " order by d.createdMillis desc, d.id")
public class Dock {

    static final String COUNT_OPEN = "Dock.countOpen";
    static final String COUNT_OPEN_OF_HOST = "Dock.countOpenOfHost";
    static final String DUE = "Dock.due";
    static final String LOCKED = "Dock.locked";
    static final String UNJOINED = "Dock.unjoined";
    static final String IN_USE = "Dock.inUse";
    static final String OF_REF = "Dock.ofRef";
    static final String OF_HOST_BY_PREFIX = "Dock.ofHostByPrefix";
    static final String OF_HOST = "Dock.ofHost";
    static final String MOVE = "Dock.move";
    static final String FORGET = "Dock.forget";
    static final String LONG_ENDED = "Dock.longEnded";
    static final String OF_MEMBER = "Dock.ofMember";

    @Id
    private String id;

    private String title;

    @Enumerated(EnumType.STRING)
    private DockState state;

    @Column(name = "owner_key_hash")
    private String ownerKeyHash;

    @Column(name = "join_key_hash")
    private String joinKeyHash;

    @Column(name = "created_millis")
    private long createdMillis;

    @Column(name = "expires_millis")
    private long expiresMillis;

    @Column(name = "closing_announced")
    private boolean closingAnnounced;

    @Column(name = "max_photos")
    private int maxPhotos;

    @Column(name = "max_bytes_per_photo")
    private long maxBytesPerPhoto;

    private String accept;

    @Enumerated(EnumType.STRING)
    private MetadataPolicy metadata;

    @Column(name = "member_id")
    private String memberId;

    private String identifier;

    @Column(name = "resize_long_side")
    private Integer resizeLongSide;

    @Column(name = "resize_quality")
    private Integer resizeQuality;

    @Column(name = "ended_millis")
    private Long endedMillis;

    @Column(name = "next_place")
    private long nextPlace;

    private long version;

    private String host;

    @Column(name = "join_key")
    private String joinKey;

    private String ref;

    /** The same while the dock is in use: it is unique for its host. */
    @Column(name = "ref_in_use")
    private String refInUse;

    @Column(name = "ttl_millis")
    private Long ttlMillis;

    private String form;

    private boolean settling;

    @Column(name = "seal_id")
    private String sealId;

    @Column(name = "claim_id")
    private String claimId;

    @Column(name = "claimed_millis")
    private Long claimedMillis;

    private boolean released;

    /** For the persistence provider. */
    protected Dock() {}

    /**
     * @param host the host application that opens it; empty when a person does
     * @param ref the host's own name for it
     */
    Dock(DockRequest request, Key ownerKey, Optional<String> host, Optional<String> ref, Instant now) {
        this.id = Ids.next();
        this.title = request.title().orElse(null);
        this.state = DockState.OPEN;
        this.ownerKeyHash = ownerKey.hash();
        Key ofPhones = JoinUrl.joinKey(ownerKey);
        this.joinKeyHash = ofPhones.hash();
        this.host = host.orElse(null);
        this.joinKey = host.isPresent() ? ofPhones.reveal() : null;
        this.ref = ref.orElse(null);
        this.refInUse = this.ref;
        this.ttlMillis = request.ttl().toMillis();
        this.form = request.form().text();
        this.createdMillis = now.toEpochMilli();
        this.expiresMillis = now.plus(request.ttl()).toEpochMilli();
        this.maxPhotos = request.maxPhotos();
        this.maxBytesPerPhoto = request.maxBytesPerPhoto();
        this.accept = String.join(",", request.accept());
        this.metadata = request.metadata();
        this.memberId = request.memberId().orElse(null);
        this.identifier = request.identifier().orElse(null);
        this.resizeLongSide = request.resize().map(Limits.Resize::longSide).orElse(null);
        this.resizeQuality = request.resize().map(Limits.Resize::quality).orElse(null);
    }

    /** Whether the dock takes new photos at this moment; asked at every use, whatever the scheduler has done. */
    public boolean isOpen(Instant now) {
        return state == DockState.OPEN && now.toEpochMilli() < expiresMillis;
    }

    /** Whether its keys open it at this moment: it is open, or its form was submitted. */
    public boolean isLive(Instant now) {
        boolean hasEnded = state == DockState.CLOSED || state == DockState.EXPIRED || endedMillis != null;
        return !hasEnded && !released && now.toEpochMilli() < expiresMillis;
    }

    /** Whether photos whose uploads have begun may still come, though no other begins. */
    public boolean isSettling() {
        return state == DockState.SEALED && settling;
    }

    /**
     * To be asked before a photo is added.
     *
     * @throws ProblemException {@code dock-sealed}
     */
    public void expectToTake() {
        if (!isSettling()) {
            expectUnsealed();
        }
    }

    /**
     * To be asked before anything of its photos changes.
     *
     * @throws ProblemException {@code dock-sealed}
     */
    public void expectUnsealed() {
        if (state == DockState.SEALED || state == DockState.CLAIMED) {
            throw new ProblemException(DockProblem.DOCK_SEALED);
        }
    }

    /**
     * How long a browser may keep its pictures: no longer than they can be had here (RFC 9111, 5.2.2). They never change, and belong to who holds a key.
     *
     * @param membership how long its user is let in; empty for as long as the dock lives
     */
    public String caching(Instant now, Optional<Duration> membership) {
        Duration left = Duration.between(now, expiresAt());
        long seconds = Math.max(
                0,
                membership.filter(one -> one.compareTo(left) < 0).orElse(left).toSeconds());
        return "private, max-age=" + seconds + ", immutable";
    }

    public boolean isOwnedWith(Key key) {
        return key.fits(ownerKeyHash);
    }

    public boolean isJoinedWith(Key key) {
        return key.fits(joinKeyHash);
    }

    /** Whether this host application opened it, and has not released it. */
    public boolean isOf(String hostName) {
        return hostName.equals(host) && !released;
    }

    /** The key for phones, of a dock that a host opened; of others nobody has it but the owner. */
    public Optional<Key> joinKey() {
        return Key.parse(joinKey);
    }

    void end(DockState end, Instant now) {
        boolean isEnd = end == DockState.CLOSED || end == DockState.EXPIRED;
        if (!isEnd || (state != DockState.OPEN && state != DockState.SEALED)) {
            throw new IllegalStateException("A dock ends once");
        }
        state = end;
        endedMillis = now.toEpochMilli();
        refInUse = null;
    }

    void seal() {
        state = DockState.SEALED;
        settling = true;
    }

    /** The last one who seals it says by whose word it is. */
    public void sealedBy(Optional<String> id) {
        sealId = id.orElse(null);
    }

    /** @param id of the seal that is to be taken back; empty for whichever there is */
    public boolean isSealedBy(Optional<String> id) {
        return id.isEmpty() || id.get().equals(sealId);
    }

    void settle() {
        settling = false;
    }

    void reopen() {
        state = DockState.OPEN;
        settling = false;
        sealId = null;
    }

    void claim(String id, Instant now) {
        state = DockState.CLAIMED;
        settling = false;
        claimId = id;
        claimedMillis = now.toEpochMilli();
    }

    /** The host's own name for its taking over. */
    public Optional<String> claimId() {
        return Optional.ofNullable(claimId);
    }

    /** Whether nobody was told that it has ended: one that was claimed goes on until it is removed. */
    boolean isEndUntold() {
        return endedMillis == null && !released;
    }

    boolean isReleased() {
        return released;
    }

    void release() {
        released = true;
        refInUse = null;
    }

    /** The host application that opened it; empty when a person did. */
    public Optional<String> host() {
        return Optional.ofNullable(host);
    }

    /** The host's own name for it. */
    public Optional<String> ref() {
        return Optional.ofNullable(ref);
    }

    /** What its form wants its pages to show; null when it wants nothing. */
    public DockForm form() {
        DockForm wanted = form == null ? DockForm.NONE : DockForm.parse(form);
        return wanted.equals(DockForm.NONE) ? null : wanted;
    }

    /** The dock must be locked. */
    void change(DockChange change, Instant now) {
        title = change.title(title()).orElse(null);
        maxPhotos = change.maxPhotos(maxPhotos);
        form = change.form(Optional.ofNullable(form()).orElse(DockForm.NONE)).text();
        change.expiresIn().ifPresent(ttl -> {
            ttlMillis = ttl.toMillis();
            expiresIn(ttl, now);
        });
    }

    /** Gives it another end. The dock must be locked. */
    void expiresIn(Duration ttl, Instant now) {
        expiresMillis = now.plus(ttl).toEpochMilli();
        closingAnnounced = false;
    }

    /** How far from now its owner may move its end. */
    Duration ownersTtl() {
        return Duration.ofMillis(ttlMillis == null ? expiresMillis - createdMillis : ttlMillis);
    }

    boolean isClosingAnnounced() {
        return closingAnnounced;
    }

    void announceClosing() {
        closingAnnounced = true;
    }

    public String id() {
        return id;
    }

    /**
     * Takes places next to each other, after all others of the dock. The dock must be locked.
     *
     * @return the first one
     */
    public long takePlaces(int count) {
        long first = nextPlace;
        nextPlace += count;
        return first;
    }

    /** The first place that nothing has taken. */
    public long nextPlace() {
        return nextPlace;
    }

    /** After all places were given anew. The dock must be locked. */
    public void nextPlaceIs(long place) {
        nextPlace = place;
    }

    /** Grows with each change of the dock's photos. */
    public long version() {
        return version;
    }

    /**
     * A photo came or went, or they lie in another order. The dock must be locked.
     *
     * @return the new version
     */
    public long photosChanged() {
        return ++version;
    }

    public Optional<String> title() {
        return Optional.ofNullable(title);
    }

    public DockState state() {
        return state;
    }

    public Instant createdAt() {
        return Instant.ofEpochMilli(createdMillis);
    }

    public Instant expiresAt() {
        return Instant.ofEpochMilli(expiresMillis);
    }

    public MetadataPolicy metadata() {
        return metadata;
    }

    public Optional<String> memberId() {
        return Optional.ofNullable(memberId);
    }

    public Optional<String> identifier() {
        return Optional.ofNullable(identifier);
    }

    /** @param maxPixels the server's bound, which is none of the dock's own */
    public Limits limits(long maxPixels) {
        return new Limits(
                maxPhotos,
                maxBytesPerPhoto,
                maxPixels,
                List.of(accept.split(",", -1)),
                metadata.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                resizeLongSide == null ? null : new Limits.Resize(resizeLongSide, resizeQuality));
    }
}
