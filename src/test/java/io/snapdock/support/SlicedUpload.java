package io.snapdock.support;

import io.snapdock.support.DockClient.Answer;
import io.snapdock.support.DockClient.OpenDock;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** One tus upload in slices that notes what it sent and what was acknowledged. For one thread at a time. */
public final class SlicedUpload {
    private static final int CONFLICT = 409;

    private final DockClient client;
    private final String key;
    private final byte[] bytes;
    private final int sliceBytes;
    private final String location;
    private long acknowledged;
    private long mostSent;
    private long resumedAt;
    private String photo = "";

    private SlicedUpload(DockClient client, String key, String location, byte[] bytes, int sliceBytes) {
        this.client = client;
        this.key = key;
        this.location = location;
        this.bytes = bytes;
        this.sliceBytes = sliceBytes;
    }

    public static SlicedUpload begin(OpenDock dock, byte[] bytes, int sliceBytes) {
        return new SlicedUpload(dock.client(), dock.ownerKey(), dock.beginUpload(bytes.length), bytes, sliceBytes);
    }

    /** The same upload by way of another address, such as a proxy's. */
    public SlicedUpload by(DockClient other) {
        var same = new SlicedUpload(other, key, location, bytes, sliceBytes);
        same.acknowledged = acknowledged;
        same.mostSent = mostSent;
        return same;
    }

    public void sendSlices(int count) {
        for (int i = 0; i < count && acknowledged < bytes.length; i++) {
            slice().expect(204);
        }
    }

    /**
     * Sends on until it is done or something breaks. A conflict counts as that: what a broken connection still held may reach the server
     * behind the question where the upload stands.
     *
     * @return whether it is done
     */
    public boolean sendOn() {
        try {
            while (acknowledged < bytes.length) {
                Answer answer = slice();
                if (answer.status() == CONFLICT) {
                    return false;
                }
                answer.expect(204);
            }
            return true;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private Answer slice() {
        int end = (int) Math.min(bytes.length, acknowledged + sliceBytes);
        mostSent = Math.max(mostSent, end);
        Answer answer = call("PATCH")
                .header("Upload-Offset", Long.toString(acknowledged))
                .body("application/offset+octet-stream", Arrays.copyOfRange(bytes, (int) acknowledged, end))
                .send();
        if (answer.status() == 204) {
            acknowledged = Long.parseLong(answer.header("Upload-Offset"));
            photo = answer.header("Snapdock-Photo");
        }
        return answer;
    }

    /** Asks where the upload stands. */
    public void resume() {
        Answer head = call("HEAD").send().expect(200);
        resumedAt = Long.parseLong(head.header("Upload-Offset"));
        photo = head.header("Snapdock-Photo");
    }

    /** From where {@link #resume} found it. */
    public void goOn() {
        acknowledged = resumedAt;
    }

    /**
     * Goes on from where {@link #resume} found it.
     *
     * @return the photo's id
     */
    public String finish() {
        goOn();
        sendSlices(Integer.MAX_VALUE);
        return photo;
    }

    private DockClient.Call call(String method) {
        return client.call(method, location).key(key).header("Tus-Resumable", "1.0.0");
    }

    /** Its address, a path. */
    public String location() {
        return location;
    }

    public long acknowledged() {
        return acknowledged;
    }

    /** How far the bytes reach that were given to the network at least once. */
    public long mostSent() {
        return mostSent;
    }

    public long resumedAt() {
        return resumedAt;
    }

    /** The photo's id; empty while it is none. */
    public String photo() {
        return photo;
    }

    public boolean isDone() {
        return !photo.isEmpty();
    }
}
