package io.snapdock.transfer;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/** Reads the body of a {@link HeldRequest} for nobody, without a thread that waits. */
final class Drain implements Transfers.Timed {

    private static final Logger LOG = System.getLogger(Drain.class.getName());

    /** One packet of a phone takes a second at most, but for a dead connection. */
    private static final long SILENT_NANOS = Duration.ofSeconds(10).toNanos();

    /** The longest piece that our pages send, 8 MiB, at 70 kB a second. */
    private static final long WHOLE_NANOS = Duration.ofMinutes(2).toNanos();

    private final Transfers transfers;
    private final Body body;

    private Drain(HttpServletRequest request, Buffers buffers, Transfers transfers) throws IOException {
        this.transfers = transfers;
        this.body = new Body(request, (bytes, count) -> {}, buffers, ending -> transfers.forget(this));
    }

    /** @param request asynchronous by now */
    static void begin(HttpServletRequest request, Buffers buffers, Transfers transfers) {
        try {
            var drain = new Drain(request, buffers, transfers);
            transfers.watch(drain);
            drain.start();
        } catch (IOException e) {
            LOG.log(Level.TRACE, "No body to read to its end", e);
        }
    }

    private void start() {
        try {
            body.start();
        } catch (RuntimeException e) {
            // Somebody else reads it, or has read it.
            LOG.log(Level.TRACE, "No body to read to its end", e);
            transfers.forget(this);
        }
    }

    @Override
    public void look(long nowNanos) {
        if (body.isStalled(nowNanos, SILENT_NANOS, WHOLE_NANOS)) {
            body.end(Ending.STALLED);
        }
    }
}
