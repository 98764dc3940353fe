package io.snapdock.scan;

import io.snapdock.settings.HostAndPort;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** A daemon for one connection that speaks the protocol as clamd(8) has it, and does what a test wants. */
final class FakeClamd implements AutoCloseable {

    enum Manner {
        /** Answers when the stream has ended. */
        ANSWERS,
        /** Answers after the first chunk and closes, as with a stream that is too long. */
        ANSWERS_EARLY,
        /** Closes after the first chunk. */
        CLOSES,
        /** Reads the stream and never says a word. */
        SILENT,
        /** Does not even read. */
        DEAF
    }

    private final ServerSocket server;
    private final CompletableFuture<byte[]> received = new CompletableFuture<>();
    private final Thread thread;

    FakeClamd(Manner manner, String answer) throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        thread = new Thread(() -> serve(manner, answer), "fake clamd");
        thread.setDaemon(true);
        thread.start();
    }

    HostAndPort address() {
        return new HostAndPort("127.0.0.1", server.getLocalPort());
    }

    /** The stream that came, put together. */
    CompletableFuture<byte[]> received() {
        return received;
    }

    private void serve(Manner manner, String answer) {
        try (Socket socket = server.accept();
                DataInputStream in = new DataInputStream(socket.getInputStream())) {
            if (manner == Manner.DEAF) {
                new CompletableFuture<Void>().join();
            }
            String command = new String(in.readNBytes(10), StandardCharsets.US_ASCII);
            if (!command.equals("zINSTREAM\0")) {
                throw new IllegalStateException("command " + command);
            }
            ByteArrayOutputStream stream = new ByteArrayOutputStream();
            for (int length = in.readInt(); length != 0; length = in.readInt()) {
                stream.write(in.readNBytes(length));
                if (manner == Manner.CLOSES || manner == Manner.ANSWERS_EARLY) {
                    break;
                }
            }
            received.complete(stream.toByteArray());
            if (manner == Manner.SILENT) {
                new CompletableFuture<Void>().join();
            }
            if (manner != Manner.CLOSES) {
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
                socket.getOutputStream().write(0);
            }
        } catch (IOException e) {
            received.completeExceptionally(new UncheckedIOException(e));
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        thread.interrupt();
    }
}
