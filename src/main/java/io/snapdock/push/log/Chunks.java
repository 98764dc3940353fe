package io.snapdock.push.log;

import java.util.ArrayList;
import java.util.List;

/**
 * Joins what waits in a log for its readers. Most of them are at the same place, so the last few joined pieces are kept and shared: a
 * thousand readers of one event cost one look at the log, and no copy.
 */
public final class Chunks {

    /** Readers that are not at the newest place are spread over a few; more would only hold memory. A power of two. */
    private static final int SHARED = 8;

    private final EventLog log;

    /** By their first place. Written without a lock: a chunk is immutable, and one that is lost is made again. */
    private final Chunk[] shared = new Chunk[SHARED];

    public Chunks(EventLog log) {
        this.log = log;
    }

    /**
     * What waits behind a cursor, up to one write; null when the log does not hold it any more.
     *
     * @param liveFrom passing events up to this place are old to the reader and left out
     * @param newest the log's newest place when the reader came to look
     */
    public Chunk after(long cursor, long liveFrom, long newest) {
        if (cursor == newest) {
            return new Chunk(cursor, cursor, Chunk.NOTHING, 0, false, false);
        }
        // Behind that place all events are new to it, as they are to everybody there.
        boolean common = cursor >= liveFrom;
        int at = (int) cursor & (SHARED - 1);
        Chunk known = shared[at];
        if (common && known != null && known.from() == cursor && (known.cursor() >= newest || known.full())) {
            return known;
        }
        Chunk made = join(cursor, liveFrom);
        if (common && made != null) {
            shared[at] = made;
        }
        return made;
    }

    private Chunk join(long cursor, long liveFrom) {
        List<byte[]> blocks = new ArrayList<>();
        long place = cursor;
        int length = 0;
        boolean end = false;
        boolean full;
        synchronized (log) {
            if (!log.holdsAllAfter(cursor)) {
                return null;
            }
            EventLog.Entry entry = log.after(place);
            while (entry != null && !end && (length == 0 || length + entry.bytes().length <= Chunk.BYTES)) {
                place = entry.sequence();
                end = entry.isLast();
                if (!entry.isPassing() || place > liveFrom) {
                    blocks.add(entry.bytes());
                    length += entry.bytes().length;
                }
                entry = log.after(place);
            }
            full = entry != null;
        }
        return new Chunk(cursor, place, joined(blocks, length), blocks.size(), full, end);
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
