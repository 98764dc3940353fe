package io.snapdock.transfer;

import java.io.Closeable;
import java.io.IOException;

/** The body of an answer, piece by piece, as fast as it is taken. Used by one thread at a time. */
public interface ByteSource extends Closeable {

    /** Small beside a heap, times a thousand readers; large beside the cost of a write. */
    int PIECE_BYTES = 32 * 1024;

    /**
     * What comes next, about {@link #PIECE_BYTES}, in an array that is not used again: a server may keep it until it is sent.
     *
     * @return null at the end
     */
    byte[] next() throws IOException;
}
