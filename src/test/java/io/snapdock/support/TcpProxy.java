package io.snapdock.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between a browser and the server, counts the connections that carry a stream of events, and can cut all of them. */
public final class TcpProxy implements AutoCloseable {
    private static final String STREAM = "content-type: text/event-stream";

    /** Hands on what the server sends; decides when. */
    @FunctionalInterface
    public interface Downstream {
        void copy(InputStream server, OutputStream browser) throws IOException;
    }

    private final URI target;
    private final Downstream downstream;
    private final ServerSocket listener;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger streams = new AtomicInteger();
    private final AtomicInteger mostStreams = new AtomicInteger();
    private final AtomicInteger allStreams = new AtomicInteger();
    private volatile boolean isCut;

    private TcpProxy(URI target, Downstream downstream) {
        this.target = target;
        this.downstream = downstream;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    /** One that hands on at once what comes. */
    public static TcpProxy before(URI target) {
        return before(target, InputStream::transferTo);
    }

    public static TcpProxy before(URI target, Downstream downstream) {
        return new TcpProxy(target, downstream);
    }

    /** The target's address by way of this proxy. */
    public URI base() {
        return URI.create("http://localhost:" + listener.getLocalPort() + target.getPath());
    }

    /** How many streams are open now. */
    public int streams() {
        return streams.get();
    }

    /** How many were open at the same time at most. */
    public int mostStreams() {
        return mostStreams.get();
    }

    /** How many were opened so far. */
    public int allStreams() {
        return allStreams.get();
    }

    /** Ends all connections, as a network that is gone does it, and takes no new ones until {@link #mend}. */
    public void cut() {
        isCut = true;
        sockets.forEach(TcpProxy::reset);
    }

    public void mend() {
        isCut = false;
    }

    @Override
    public void close() {
        quietlyClose(listener);
        sockets.forEach(TcpProxy::quietlyClose);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var browser = listener.accept();
                sockets.add(browser);
                if (isCut) {
                    sockets.remove(browser);
                    reset(browser);
                    continue;
                }
                var server = new Socket(target.getHost(), target.getPort());
                sockets.add(server);
                start(() -> pump(browser, server));
                if (isCut) {
                    // It came in the moment of the cut, which may not have seen both.
                    reset(browser);
                    reset(server);
                }
            } catch (IOException e) {
                // The listener was closed, or the server takes nobody: then the browser sees its connection end.
            }
        }
    }

    private void pump(Socket browser, Socket server) {
        start(() -> {
            try {
                browser.getInputStream().transferTo(server.getOutputStream());
            } catch (IOException e) {
                // the end of one is the end of both
            }
            end(browser, server);
        });
        try (var sniffed = new Sniffed(server.getInputStream())) {
            downstream.copy(sniffed, browser.getOutputStream());
        } catch (IOException e) {
            // as above
        }
        end(browser, server);
    }

    private void end(Socket browser, Socket server) {
        quietlyClose(browser);
        quietlyClose(server);
        sockets.remove(browser);
        sockets.remove(server);
    }

    /** Without a farewell: what the other side has not read is lost too. */
    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // it is gone already
        }
        quietlyClose(socket);
    }

    private static void quietlyClose(AutoCloseable open) {
        try {
            open.close();
        } catch (Exception e) {
            // it is gone either way
        }
    }

    private static void start(Runnable work) {
        var thread = new Thread(work, "tcp-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    /** What the server sends, looked through for the head of a stream; from there to its end a stream is open. */
    private final class Sniffed extends InputStream {
        private final InputStream in;
        private String tail = "";
        private boolean isStream;

        Sniffed(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = in.read(bytes, offset, length);
            if (count > 0 && !isStream) {
                tail += new String(bytes, offset, count, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
                isStream = tail.contains(STREAM);
                tail = tail.substring(Math.max(0, tail.length() - STREAM.length()));
                if (isStream) {
                    allStreams.incrementAndGet();
                    mostStreams.accumulateAndGet(streams.incrementAndGet(), Math::max);
                }
            }
            return count;
        }

        @Override
        public void close() throws IOException {
            if (isStream) {
                streams.decrementAndGet();
            }
            in.close();
        }
    }
}
