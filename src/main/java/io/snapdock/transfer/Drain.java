package io.snapdock.transfer;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;

/**
 * Reads a body for nobody, to its end, without a thread that waits. Where requests share a connection (HTTP/2) a body that is let go of is an end of its request without an
 * answer: Undertow sends {@code RST_STREAM} ({@code Http2StreamSourceChannel.channelForciblyClosed}), and takes what of it is on its way for a fault of the whole connection,
 * which it ends ({@code Http2Channel}, data of a stream that it does not know); Grizzly never answers.
 */
final class Drain implements Transfers.Timed {

    /** One packet of a phone takes a second at most, but for a dead connection. */
    private static final long SILENT_NANOS = Duration.ofSeconds(10).toNanos();

    /** The longest piece that our pages send, 8 MiB, at 70 kB a second. */
    private static final long WHOLE_NANOS = Duration.ofMinutes(2).toNanos();

    private final Transfers transfers;
    private final Runnable then;
    private final Body body;

    private Drain(HttpServletRequest request, Buffers buffers, Transfers transfers, Runnable then) throws IOException {
        this.transfers = transfers;
        this.then = then;
        this.body = new Body(request, (bytes, count) -> {}, buffers, ending -> ended());
    }

    /** Whether other requests share this one's connection. */
    static boolean isNeeded(HttpServletRequest request) {
        return "HTTP/2.0".equals(request.getProtocol());
    }

    /**
     * Begins.
     *
     * @param request asynchronous by now
     * @param then done when the body has ended, or takes too long, or cannot be read
     */
    static void begin(HttpServletRequest request, Buffers buffers, Transfers transfers, Runnable then) {
        Drain drain;
        try {
            drain = new Drain(request, buffers, transfers, then);
        } catch (IOException | RuntimeException e) {
            then.run();
            return;
        }
        transfers.watch(drain);
        try {
            drain.body.start();
        } catch (RuntimeException e) {
            // Somebody else has begun to read it.
            drain.body.end(Ending.BROKEN);
        }
    }

    @Override
    public void look(long nowNanos) {
        if (body.isStalled(nowNanos, SILENT_NANOS, WHOLE_NANOS)) {
            body.end(Ending.STALLED);
        }
    }

    private void ended() {
        transfers.forget(this);
        transfers.answerWhenCalled(body, then);
    }
}
