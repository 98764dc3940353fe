package io.snapdock.page;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import io.snapdock.support.TcpProxy;
import java.util.Objects;

/**
 * Lets a page send 100 kB a second, as a phone at the edge of its network does, or nothing at all, until it is told to end.
 *
 * <p>What Chromium is told is offline may send all the same, and at full speed: of what it reads in that moment for an upload it holds nothing back
 * ({@code ThrottlingNetworkInterceptor::StartThrottle}), and some megabytes need only milliseconds. On a busy machine that was one upload in four. So the way of a page
 * that shall be cut off leads through a proxy, which really cuts.
 */
final class SlowNetwork {
    private static final int BYTES_PER_SECOND = 100_000;

    private final Page page;
    private final TcpProxy way;
    private final CDPSession session;

    private SlowNetwork(Page page, TcpProxy way) {
        this.page = page;
        this.way = way;
        this.session = page.context().newCDPSession(page);
        session.send("Network.enable");
        limit(BYTES_PER_SECOND);
    }

    /** A network that is slow. */
    static SlowNetwork of(Page page) {
        return of(page, null);
    }

    /**
     * A network that is slow and can be cut.
     *
     * @param way the proxy through which the page was opened
     */
    static SlowNetwork of(Page page, TcpProxy way) {
        return new SlowNetwork(page, way);
    }

    /** From here on nothing gets through, and the page is told so. */
    void cut() {
        Objects.requireNonNull(way, "The page was opened without a way that can be cut")
                .cut();
        page.context().setOffline(true);
    }

    /** As fast as the machine is again. */
    void end() {
        if (way != null) {
            way.mend();
        }
        // The page tries again as it is told, so the line must be whole by then.
        limit(-1);
        page.context().setOffline(false);
    }

    private void limit(int bytesPerSecond) {
        var conditions = new JsonObject();
        conditions.addProperty("offline", false);
        conditions.addProperty("latency", 0);
        conditions.addProperty("downloadThroughput", -1);
        conditions.addProperty("uploadThroughput", bytesPerSecond);
        session.send("Network.emulateNetworkConditions", conditions);
    }
}
