package io.snapdock.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;

/** A phone without a page: it joins by a link, sends pictures, and can hold one half-way for as long as a test likes. */
record WirePhone(URI base, String dockId, String key) {

    /** @param link a join link; its address is left aside for {@code base} */
    static WirePhone join(URI base, String link, String name) {
        var fragment = link.substring(link.indexOf('#') + 1);
        int dot = fragment.indexOf('.');
        var dockId = fragment.substring(0, dot);
        var body = "{\"name\": \"" + name + "\"}";
        var answer =
                Wire.call("POST", base.resolve("api/docks/" + dockId + "/phones"), fragment.substring(dot + 1), body);
        return new WirePhone(base, dockId, Wire.json(answer).getString("phoneKey"));
    }

    void send(String name, byte[] picture) {
        var request = HttpRequest.newBuilder(base.resolve(path(name, 0)))
                .header("Content-Type", "image/jpeg")
                .POST(BodyPublishers.ofByteArray(picture));
        Wire.send(request, key);
    }

    /**
     * Sends the beginning of a picture.
     *
     * @param waiting so many more are said to follow
     */
    HeldUpload hold(String name, byte[] picture, int waiting) {
        try {
            var socket = new Socket(base.getHost(), base.getPort());
            var head = """
                    POST %s HTTP/1.1
                    Host: %s
                    Authorization: Bearer %s
                    Content-Type: image/jpeg
                    Content-Length: %d
                    Connection: close

                    """.formatted(
                            base.resolve(path(name, waiting)).toString().substring(origin().length()),
                            base.getAuthority(),
                            key,
                            picture.length);
            socket.getOutputStream().write(head.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
            var held = new HeldUpload(socket, picture);
            held.goOn();
            return held;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String origin() {
        return base.getScheme() + "://" + base.getAuthority();
    }

    private String path(String name, int waiting) {
        return "api/docks/%s/photos?name=%s&waiting=%d"
                .formatted(dockId, URLEncoder.encode(name, StandardCharsets.UTF_8), waiting);
    }

    /** A picture that the server has in part. */
    static final class HeldUpload {
        private static final int STEP = 16 * 1024;

        private final Socket socket;
        private final byte[] picture;
        private int sent;

        private HeldUpload(Socket socket, byte[] picture) {
            this.socket = socket;
            this.picture = picture;
        }

        /** Sends a little more, but never the second half. */
        void goOn() throws IOException {
            sendUpTo(Math.min(sent + STEP, picture.length / 2));
        }

        /** Sends the rest and waits for the answer. */
        void finish(int expectedStatus) {
            try (socket) {
                sendUpTo(picture.length);
                var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (!answer.startsWith("HTTP/1.1 " + expectedStatus)) {
                    throw new AssertionError(answer);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** The phone is gone in the middle of it. */
        void abandon() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void sendUpTo(int end) throws IOException {
            socket.getOutputStream().write(picture, sent, end - sent);
            sent = end;
        }
    }
}
