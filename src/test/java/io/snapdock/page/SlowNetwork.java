package io.snapdock.page;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;

/**
 * Lets a page send 100 kB a second, as a phone at the edge of its network does, or nothing at all, until it is told to end. The browser goes by the
 * session that it was told last, so what {@code setOffline} cuts is still slow, and no more, for the session here: both must be told.
 */
final class SlowNetwork {
    private static final int BYTES_PER_SECOND = 100_000;

    private final Page page;
    private final CDPSession session;

    private SlowNetwork(Page page) {
        this.page = page;
        this.session = page.context().newCDPSession(page);
    }

    static SlowNetwork of(Page page) {
        var network = new SlowNetwork(page);
        network.session.send("Network.enable");
        network.limit(BYTES_PER_SECOND, false);
        return network;
    }

    /** From here on nothing gets through, and the page is told so. */
    void cut() {
        limit(-1, true);
        page.context().setOffline(true);
    }

    /** As fast as the machine is again. */
    void end() {
        limit(-1, false);
        page.context().setOffline(false);
    }

    private void limit(int bytesPerSecond, boolean isOffline) {
        var conditions = new JsonObject();
        conditions.addProperty("offline", isOffline);
        conditions.addProperty("latency", 0);
        conditions.addProperty("downloadThroughput", -1);
        conditions.addProperty("uploadThroughput", bytesPerSecond);
        session.send("Network.emulateNetworkConditions", conditions);
    }
}
