package io.snapdock.page;

import jakarta.json.JsonObject;
import java.net.URI;

/** A dock opened without a page, for what only the phone's page is to be looked at. */
record WireDock(URI base, String id, String ownerKey, String joinUrl) {

    static WireDock open(URI base) {
        return open(base, "{}");
    }

    /** @param request the body of {@code POST api/docks} */
    static WireDock open(URI base, String request) {
        return open(base, request, null);
    }

    /** @param key the host application's that opens it, or null */
    static WireDock open(URI base, String request, String key) {
        JsonObject dock = Wire.json(Wire.call("POST", base.resolve("api/docks"), key, request));
        return new WireDock(base, dock.getString("id"), dock.getString("ownerKey"), dock.getString("joinUrl"));
    }

    /** The join link at the server's address that the test uses itself. */
    String link() {
        return link(base);
    }

    /** The same by another way. */
    String link(URI base) {
        return base + joinUrl.substring(joinUrl.lastIndexOf("p#"));
    }

    JsonObject snapshot() {
        return Wire.json(Wire.call("GET", base.resolve("api/docks/" + id), ownerKey, null));
    }

    void removePhoto(String photoId) {
        Wire.call("DELETE", base.resolve("api/docks/" + id + "/photos/" + photoId), ownerKey, null);
    }

    void close() {
        Wire.call("DELETE", base.resolve("api/docks/" + id), ownerKey, null);
    }
}
