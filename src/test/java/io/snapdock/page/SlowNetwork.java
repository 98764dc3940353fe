package io.snapdock.page;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;

/** Lets a page send 100 kB a second, as a phone at the edge of its network does, until it is told to end. */
final class SlowNetwork {
    private static final int BYTES_PER_SECOND = 100_000;

    private final CDPSession session;

    private SlowNetwork(CDPSession session) {
        this.session = session;
    }

    static SlowNetwork of(Page page) {
        var network = new SlowNetwork(page.context().newCDPSession(page));
        network.session.send("Network.enable");
        network.limit(BYTES_PER_SECOND);
        return network;
    }

    void end() {
        limit(-1);
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
