package io.snapdock.push.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Joins what waits in a log for its readers. Most of them are at the same place, so the last few joined pieces are kept and shared: a
 * thousand readers of one event cost one look at the log, and no copy.
 */
final class Chunks {

    /** Readers that are not at the newest place are spread over a few; more would only hold memory. A power of two. */
    private static final int SHARED = 8;

    private final TopicLog log;

    /** By their first place. Written without a lock: a chunk is immutable, and one that is lost is made again. */
    private final Chunk[] shared = new Chunk[SHARED];

    Chunks(TopicLog log) {
        this.log = log;
    }

    /**
     * What waits after a place, up to one write; null when the log does not hold it any more.
     *
     * @param newest the log's newest place when the reader came to look
     * @param newestPassing the number of the newest passing event then
     */
    Chunk after(long cursor, long passed, long newest, long newestPassing) {
        if (cursor == newest && passed == newestPassing) {
            return Chunk.nothing(cursor, passed);
        }
        int at = (int) (cursor + passed) & (SHARED - 1);
        Chunk known = shared[at];
        if (known != null
                && known.from() == cursor
                && known.passedFrom() == passed
                && (known.full() || (known.cursor() >= newest && known.passed() >= newestPassing))) {
            return known;
        }
        Chunk made = join(cursor, passed);
        if (made != null) {
            shared[at] = made;
        }
        return made;
    }

    /** They hold events that the log may have let go of. */
    void forget() {
        Arrays.fill(shared, null);
    }

    private Chunk join(long from, long passedFrom) {
        List<byte[]> blocks = new ArrayList<>();
        long cursor = from;
        long passed = passedFrom;
        int length = 0;
        boolean end = false;
        boolean full;
        synchronized (log) {
            if (!log.holdsAllAfter(from)) {
                return null;
            }
            TopicLog.Next next = log.next(cursor, passed);
            while (next != null && !end && (length == 0 || length + next.bytes().length <= Chunk.BYTES)) {
                cursor = next.cursor();
                passed = next.passed();
                end = next.isLast();
                blocks.add(next.bytes());
                length += next.bytes().length;
                next = log.next(cursor, passed);
            }
            full = next != null;
        }
        return new Chunk(from, passedFrom, cursor, passed, joined(blocks, length), blocks.size(), full, end);
    }

    private static byte[] joined(List<byte[]> blocks, int length) {
        if (blocks.size() == 1) {
            return blocks.get(0);
        }
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] block : blocks) {
            System.arraycopy(block, 0, all, at, block.length);
            at += block.length;
        }
        return all;
    }
}
