package io.snapdock.support;

import java.io.IOException;
import java.net.ServerSocket;

/** Ports that nobody listens on. */
public final class FreePort {
    private FreePort() {}

    public static int next() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
