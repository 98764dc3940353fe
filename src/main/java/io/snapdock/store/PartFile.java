package io.snapdock.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;

/**
 * The bytes of one upload on their way, and the mark beside them while the last of them may still be dropped. What cannot be understood
 * is set aside, never deleted.
 */
public final class PartFile {

    /** More digits than a length has are no offset. */
    private static final String OFFSET = "[0-9]{1,18}\n?";

    private static final int MAX_MARK_BYTES = 20;

    private final Path part;
    private final Path unverified;
    private final LostFiles lost;

    PartFile(Path part, Path unverified, LostFiles lost) {
        this.part = part;
        this.unverified = unverified;
        this.lost = lost;
    }

    public Path path() {
        return part;
    }

    /**
     * How many bytes are here for good. Cuts off what came after a mark, and removes the mark.
     *
     * @param length of the whole, where it is known
     * @throws IOException when the file can neither be used nor be set aside
     */
    public long settle(OptionalLong length) throws IOException {
        if (Files.notExists(part, LinkOption.NOFOLLOW_LINKS)) {
            dropMark();
            return 0;
        }
        String fault = fault(length);
        if (fault == null) {
            try {
                return cutAtMark();
            } catch (IOException e) {
                fault = "its bytes cannot be read (" + e + ")";
            }
        }
        lost.setAside(part, fault);
        dropMark();
        return 0;
    }

    /** Why the bytes cannot be gone on with; null when they can. */
    private String fault(OptionalLong length) throws IOException {
        if (!Files.isRegularFile(part, LinkOption.NOFOLLOW_LINKS)) {
            return "it is no file";
        }
        if (!Files.isReadable(part) || !Files.isWritable(part)) {
            return "it cannot be read and written";
        }
        if (hasMark()) {
            return mark().isEmpty() ? "the mark beside it does not say how many of its bytes were verified" : null;
        }
        return length.isPresent() && Files.size(part) > length.getAsLong() ? "it is longer than its upload" : null;
    }

    private long cutAtMark() throws IOException {
        long size = Files.size(part);
        if (!hasMark()) {
            return size;
        }
        long verified = Math.min(size, mark().orElseThrow());
        try (FileChannel cut = FileChannel.open(part, StandardOpenOption.WRITE)) {
            cut.truncate(verified);
        }
        Files.delete(unverified);
        return verified;
    }

    private boolean hasMark() {
        return Files.exists(unverified, LinkOption.NOFOLLOW_LINKS);
    }

    /** Empty when nobody can say what it means. */
    private OptionalLong mark() throws IOException {
        if (!Files.isRegularFile(unverified) || Files.size(unverified) > MAX_MARK_BYTES) {
            return OptionalLong.empty();
        }
        String text = new String(Files.readAllBytes(unverified), StandardCharsets.ISO_8859_1);
        return text.matches(OFFSET) ? OptionalLong.of(Long.parseLong(text.strip())) : OptionalLong.empty();
    }

    private void dropMark() throws IOException {
        if (Files.isDirectory(unverified, LinkOption.NOFOLLOW_LINKS)) {
            lost.setAside(unverified, "it is no mark");
        }
        Files.deleteIfExists(unverified);
    }

    /**
     * Marks what comes from here on as not yet to be counted. The mark is whole or not there: a power cut would otherwise leave an empty one,
     * which says nothing.
     */
    public void markUnverified(long offset) throws IOException {
        Path unfinished = unverified.resolveSibling(unverified.getFileName() + ".tmp");
        Files.writeString(unfinished, offset + "\n");
        Durable.sync(unfinished);
        Files.move(unfinished, unverified, StandardCopyOption.ATOMIC_MOVE);
        Durable.syncFolder(unverified.getParent());
    }

    public void verified() throws IOException {
        Files.deleteIfExists(unverified);
    }
}
