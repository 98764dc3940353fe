package io.snapdock.transfer;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Reads the body of a {@link HeldRequest} for nobody, without a thread that waits. */
final class Drain {

    private static final Logger LOG = System.getLogger(Drain.class.getName());

    private Drain() {}

    /** @param request asynchronous by now */
    static void begin(HttpServletRequest request, Buffers buffers) {
        try {
            new Body(request, (bytes, count) -> {}, buffers, ending -> {}).start();
        } catch (IOException | RuntimeException e) {
            // Somebody else reads it, or has read it.
            LOG.log(Level.TRACE, "No body to read to its end", e);
        }
    }
}
