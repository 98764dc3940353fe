package io.snapdock.bench;

import io.snapdock.swarm.ProcessUsage;
import java.io.IOException;

/**
 * A running server that takes pictures, each by one request with the picture as its body.
 *
 * @param name as {@code bench.only} names it
 * @param door what a burst of pictures is sent to
 */
record UploadContestant(String name, int port, ProcessUsage usage, Door door, Runnable end) implements AutoCloseable {

    /** Makes room for a burst. */
    @FunctionalInterface
    interface Door {
        Burst open(int pictures) throws IOException;
    }

    /** Where the pictures of one burst go. */
    interface Burst {
        /** The request's head with the empty line, for the picture of that number. */
        String head(int number, int bytes);

        /** Comes back when all that the server does with the pictures is done; fails when one is not there. */
        void settle() throws IOException;

        /** Removes them. */
        void clear() throws IOException;
    }

    @Override
    public void close() {
        end.run();
    }
}
