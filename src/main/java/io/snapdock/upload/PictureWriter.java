package io.snapdock.upload;

import io.snapdock.dock.Limits;
import io.snapdock.picture.PictureType;
import io.snapdock.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

/** Writes one body to a file, checking size and type while it is read. Holds one buffer, whatever the size of the picture. */
final class PictureWriter {

    private static final int BUFFER_BYTES = 64 * 1024;

    /** Four reports a second look smooth and cost little. */
    private static final long REPORT_EVERY_NANOS = Duration.ofMillis(250).toNanos();

    private final Limits limits;
    private final LongConsumer report;
    private long received;

    /** @param report told the bytes read so far, at most four times a second */
    PictureWriter(Limits limits, LongConsumer report) {
        this.limits = limits;
        this.report = report;
    }

    /** What is in the file now. */
    record Written(PictureType type, long bytes, String sha256) {}

    /**
     * Writes and syncs the file.
     *
     * @param announced the size that the body must have, if one was announced
     */
    Written from(InputStream body, OptionalLong announced, Path file) {
        byte[] buffer = new byte[BUFFER_BYTES];
        MessageDigest sha256 = sha256();
        int head = readHead(body, buffer);
        if (head == 0) {
            throw new ProblemException(
                    announcedMore(announced) ? UploadProblem.UPLOAD_INCOMPLETE : UploadProblem.PHOTO_EMPTY);
        }
        PictureType type = type(Arrays.copyOf(buffer, head));
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            // The first report goes out with the first bytes behind the head: a phone may stall right there.
            long reported = System.nanoTime() - REPORT_EVERY_NANOS;
            for (int count = head; count > 0; count = read(body, buffer)) {
                sha256.update(buffer, 0, count);
                write(out, buffer, count);
                if (received > head && System.nanoTime() - reported >= REPORT_EVERY_NANOS) {
                    report.accept(received);
                    reported = System.nanoTime();
                }
            }
            if (announcedMore(announced)) {
                throw new ProblemException(UploadProblem.UPLOAD_INCOMPLETE);
            }
            out.force(true);
        } catch (IOException e) {
            throw notStored(file, e);
        }
        return new Written(type, received, HexFormat.of().formatHex(sha256.digest()));
    }

    static ProblemException tooLarge(Limits limits) {
        return new ProblemException(
                UploadProblem.PHOTO_TOO_LARGE,
                "The photo is larger than the " + limits.maxBytesPerPhoto()
                        + " bytes that this dock takes. Send a smaller one.");
    }

    private boolean announcedMore(OptionalLong announced) {
        return announced.isPresent() && received < announced.getAsLong();
    }

    private int readHead(InputStream body, byte[] buffer) {
        int head = 0;
        int count = 1;
        while (count > 0 && head < PictureType.HEAD_BYTES) {
            count = read(body, buffer, head, PictureType.HEAD_BYTES - head);
            head += count;
        }
        return head;
    }

    /** What has come, without waiting for a full buffer: a slow phone's progress shall not jump. */
    private int read(InputStream body, byte[] buffer) {
        return read(body, buffer, 0, buffer.length);
    }

    /** @return 0 at the end */
    private int read(InputStream body, byte[] buffer, int offset, int atMost) {
        try {
            int count = Math.max(0, body.read(buffer, offset, atMost));
            received += count;
            if (received > limits.maxBytesPerPhoto()) {
                throw tooLarge(limits);
            }
            return count;
        } catch (IOException e) {
            throw ProblemException.connectionLost(UploadProblem.UPLOAD_INCOMPLETE, e);
        }
    }

    private PictureType type(byte[] head) {
        PictureType type =
                PictureType.of(head).orElseThrow(() -> new ProblemException(UploadProblem.PHOTO_TYPE_UNKNOWN));
        if (!limits.accept().contains(type.mediaType())) {
            throw new ProblemException(
                    UploadProblem.PHOTO_TYPE_REFUSED,
                    "This dock takes " + String.join(", ", limits.accept()) + " and this is " + type.mediaType() + ".");
        }
        return type;
    }

    private static void write(FileChannel out, byte[] buffer, int count) throws IOException {
        for (ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count); bytes.hasRemaining(); ) {
            out.write(bytes);
        }
    }

    private static RuntimeException notStored(Path file, IOException cause) {
        // Java has no exception of its own for a full disk.
        boolean full = file.getParent().toFile().getUsableSpace() < BUFFER_BYTES;
        return full
                ? new ProblemException(UploadProblem.DISK_FULL, UploadProblem.DISK_FULL.title(), cause)
                : new IllegalStateException("A photo cannot be written", cause);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
