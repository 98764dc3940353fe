package io.snapdock.upload;

import io.snapdock.dock.Limits;
import io.snapdock.picture.PictureHeader;
import io.snapdock.picture.bytes.Dimensions;
import io.snapdock.picture.format.PictureType;
import io.snapdock.problem.ProblemException;
import io.snapdock.store.FreeSpace;
import io.snapdock.store.PartFile;
import io.snapdock.store.Sha;
import io.snapdock.store.StoreProblem;
import io.snapdock.transfer.Body;
import io.snapdock.transfer.Ending;
import io.snapdock.upload.event.Pause;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The bytes of one upload, and the one request that may add to them. Everything here happens under its own monitor, so a
 * request that was superseded can write nothing any more.
 *
 * <p>The file's length is the offset, always. Bytes whose sender wants them verified are marked by a second file until they are:
 * after a crash in between they are cut off again.
 */
final class UploadSession {

    /** Often enough to stop before a disk is full, rarely enough to cost nothing. */
    private static final long SPACE_EVERY_BYTES = 4L * 1024 * 1024;

    /** A header of a JPEG is looked for again when so many bytes have come: Exif and colour profile may lie before it. */
    private static final long[] HEADER_AT_BYTES = {4 * 1024, 64 * 1024, 256 * 1024, 1024 * 1024};

    private final String uploadId;
    private final String dockId;
    private final PartFile file;
    private final Limits limits;
    private final FreeSpace freeSpace;

    private FileChannel channel;
    private long size;
    private OptionalLong length;
    private PictureType type;
    private Dimensions dimensions;
    private MessageDigest sha256 = Sha.digest("SHA-256");
    private long hashed;
    private long spaceChecked;
    private Body body;
    private boolean forgotten;
    private String paused;
    private long idleSinceNanos = System.nanoTime();
    private long reportedNanos;

    /** @param isNew whether it has no bytes yet for sure, so that its file need not be looked for */
    UploadSession(Upload upload, boolean isNew, PartFile file, Limits limits, FreeSpace freeSpace) {
        this.uploadId = upload.id();
        this.dockId = upload.dockId();
        this.length = upload.length();
        this.file = file;
        this.limits = limits;
        this.freeSpace = freeSpace;
        this.size = isNew ? 0 : -1;
        this.paused = size() > 0 ? Pause.CONNECTION_LOST : null;
    }

    String uploadId() {
        return uploadId;
    }

    String dockId() {
        return dockId;
    }

    Path file() {
        return file.path();
    }

    synchronized OptionalLong length() {
        return length;
    }

    synchronized void lengthIs(long known) {
        length = OptionalLong.of(known);
    }

    synchronized boolean isWhole() {
        return length.isPresent() && size() == length.getAsLong();
    }

    /** Why nothing comes at the moment; null while it comes, and in the moment between two requests. */
    synchronized String paused() {
        return paused;
    }

    /** Whether the sender has been silent between two requests for so long that it counts as gone; true once. */
    synchronized boolean pauseWhenIdle(long nowNanos, long afterNanos) {
        boolean idle = body == null && paused == null && nowNanos - idleSinceNanos > afterNanos && !isWhole();
        if (idle) {
            paused = Pause.CONNECTION_LOST;
        }
        return idle;
    }

    /** Nobody could be told that it counts as gone: it may be found out once more. */
    synchronized void pauseIsUntold() {
        if (body == null && Pause.CONNECTION_LOST.equals(paused)) {
            paused = null;
        }
    }

    /** The sender says that it has paused. */
    synchronized void pausedBySender() {
        paused = Pause.PHONE;
    }

    /** The bytes that are here for good. */
    synchronized long size() {
        if (size < 0) {
            size = sizeOnDisk();
        }
        return size;
    }

    private long sizeOnDisk() {
        try {
            return file.settle(length);
        } catch (IOException e) {
            throw new IllegalStateException("The bytes of upload " + uploadId + " cannot be read", e);
        }
    }

    /** The upload has ended: no request begins to add to it any more, and the one that does is ended. */
    void forget() {
        synchronized (this) {
            forgotten = true;
        }
        takeOver();
        close();
    }

    /** Ends the request that adds to the upload, if there is one, so that the next one can. */
    void takeOver() {
        takeOver(Ending.SUPERSEDED);
    }

    /** The same for another reason. */
    void takeOver(Ending ending) {
        Body older;
        synchronized (this) {
            older = body;
        }
        if (older != null) {
            older.end(ending);
        }
    }

    /**
     * Lets a request add to the upload.
     *
     * @param offset where its sender believes the upload to stand
     * @throws ProblemException {@code upload-superseded} when another one came first, or the upload has ended meanwhile;
     *     {@code upload-offset}
     */
    synchronized void begin(Body next, long offset) {
        if (body != null || forgotten) {
            throw new ProblemException(UploadProblem.UPLOAD_SUPERSEDED);
        }
        if (size() != offset) {
            throw new ProblemException(UploadProblem.UPLOAD_OFFSET);
        }
        body = next;
        paused = null;
    }

    /**
     * The request adds nothing any more.
     *
     * @param pausedBy null when it brought all that it had
     * @return false when another request has taken its place
     */
    synchronized boolean finished(Body last, String pausedBy) {
        boolean mine = body == last;
        if (mine) {
            body = null;
            // The sender's own word explains the break that comes with it.
            paused = Pause.PHONE.equals(paused) ? paused : pausedBy;
            idleSinceNanos = System.nanoTime();
            close();
        }
        return mine;
    }

    /** Marks what comes from here on as not yet to be counted; nothing when another request has taken its place, whose bytes they are. */
    synchronized void markUnverified(Body ofRequest) throws IOException {
        if (body == ofRequest) {
            file.markUnverified(size());
        }
    }

    synchronized void verified() throws IOException {
        file.verified();
    }

    /** Cuts off what came behind the mark. */
    synchronized void dropUnverified() {
        close();
        size = -1;
        sha256 = null;
        size();
    }

    /**
     * Adds bytes at the end.
     *
     * @throws ProblemException when what has come so far can never become a photo, or has no room
     */
    synchronized void append(byte[] bytes, int count) {
        long before = size();
        if (before + count > limits.maxBytesPerPhoto()) {
            throw UploadRows.tooLarge(limits.maxBytesPerPhoto());
        }
        if (length.isPresent() && before + count > length.getAsLong()) {
            throw new ProblemException(
                    UploadProblem.UPLOAD_REQUEST_INVALID, "More bytes came than Upload-Length had promised.");
        }
        if (before + count - spaceChecked > SPACE_EVERY_BYTES) {
            freeSpace.expect(0);
            spaceChecked = before + count;
        }
        write(bytes, count, before);
        if (sha256 != null && hashed == before) {
            sha256.update(bytes, 0, count);
            hashed += count;
        }
        size = before + count;
        checkBeginning(before);
    }

    private void write(byte[] bytes, int count, long at) {
        try {
            if (channel == null) {
                channel = FileChannel.open(
                        file.path(), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            }
            ByteBuffer left = ByteBuffer.wrap(bytes, 0, count);
            while (left.hasRemaining()) {
                channel.write(left, at + left.position());
            }
        } catch (IOException e) {
            // Java has no exception of its own for a full disk. What was written of the piece is counted all the same:
            // it is
            // what the file holds.
            close();
            size = -1;
            sha256 = null;
            if (file.path().getParent().toFile().getUsableSpace() < bytes.length) {
                throw new ProblemException(StoreProblem.DISK_FULL, StoreProblem.DISK_FULL.title(), e);
            }
            throw new IllegalStateException("A photo cannot be written", e);
        }
    }

    private void checkBeginning(long before) {
        if (type == null && size >= PictureType.FEWEST_HEAD_BYTES) {
            byte[] head = head((int) Math.min(size, PictureType.HEAD_BYTES));
            type = PictureType.isDecided(head) ? PictureRules.type(head, limits) : null;
        }
        for (long at : HEADER_AT_BYTES) {
            if (type != null && dimensions == null && before < at && size >= at) {
                Optional<Dimensions> found = PictureHeader.dimensions(type, head((int) Math.min(size, at)));
                found.ifPresent(known -> PictureRules.refuseByPixels(known, limits));
                dimensions = found.orElse(null);
            }
        }
    }

    private byte[] head(int count) {
        try {
            var head = ByteBuffer.allocate(count);
            int read = 0;
            while (read >= 0 && head.hasRemaining()) {
                read = channel.read(head, head.position());
            }
            return head.array();
        } catch (IOException e) {
            throw new IllegalStateException("A photo cannot be read", e);
        }
    }

    /** Of all bytes, hexadecimal; from the file when it was not made along the way. */
    synchronized String sha256() throws IOException {
        if (sha256 != null && hashed == size()) {
            return HexFormat.of().formatHex(((MessageDigest) cloned()).digest());
        }
        return Sha.ofFile(file.path());
    }

    private Object cloned() {
        try {
            return sha256.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("The JDK's digests can be cloned", e);
        }
    }

    /** Whether a report of progress is due: four a second look smooth and cost little. */
    synchronized boolean isReportDue(long nowNanos, long everyNanos) {
        boolean due = nowNanos - reportedNanos >= everyNanos;
        if (due) {
            reportedNanos = nowNanos;
        }
        return due;
    }

    synchronized void close() {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                System.getLogger(UploadSession.class.getName())
                        .log(System.Logger.Level.WARNING, "An upload's file was not closed", e);
            }
            channel = null;
        }
    }
}
