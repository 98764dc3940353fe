package io.snapdock.upload;

import io.snapdock.support.DockClient.Answer;
import io.snapdock.support.DockClient.Call;
import io.snapdock.support.DockClient.OpenDock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** tus 1.0.0 as a client speaks it that believes nothing: requests by hand, for one sender of one dock. */
record TusDock(OpenDock dock, String key) {
    static final String BYTES = "application/offset+octet-stream";

    TusDock(OpenDock dock) {
        this(dock, dock.ownerKey());
    }

    Call call(String method, String path) {
        return dock.client().call(method, path).key(key).header("Tus-Resumable", "1.0.0");
    }

    /** A creation at {@code api/uploads}, its headers still to come. */
    Call creation(String... metadata) {
        return call("POST", "api/uploads").header("Upload-Metadata", metadata(metadata));
    }

    /** Keys and their values, one after another; the dock is added. */
    String metadata(String... keysAndValues) {
        var header = new StringBuilder("dock " + base64(dock.id()));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            header.append(',').append(keysAndValues[i]).append(' ').append(base64(keysAndValues[i + 1]));
        }
        return header.toString();
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Begins an upload; returns its address. */
    String create(int length, String... metadata) {
        return location(creation(metadata)
                .header("Upload-Length", Integer.toString(length))
                .send()
                .expect(201));
    }

    static String location(Answer answer) {
        var location = answer.header("Location");
        if (!URI.create(location).getRawPath().equals(location)) {
            throw new AssertionError("An absolute Location breaks behind TLS proxies: " + location);
        }
        return location;
    }

    Answer head(String location) {
        return call("HEAD", location).send();
    }

    long offset(String location) {
        return Long.parseLong(head(location).expect(200).header("Upload-Offset"));
    }

    Call patch(String location, long offset) {
        return call("PATCH", location).header("Upload-Offset", Long.toString(offset));
    }

    Answer patch(String location, byte[] picture, int from, int to) {
        return patch(location, from)
                .body(BYTES, Arrays.copyOfRange(picture, from, to))
                .send();
    }
}
