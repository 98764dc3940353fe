package io.snapdock.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Stands between one sender and the server and hands on what comes, until a fault is {@linkplain #plan planned}: that happens once, to
 * the connection that carries the byte it is meant for. Connections made later are sound.
 */
public final class FaultyProxy implements AutoCloseable {
    private static final int PIECE_BYTES = 8 * 1024;
    private static final Duration THROTTLED_PIECE = Duration.ofMillis(4);

    /** What goes wrong, and which way the bytes go that are counted for it. */
    public enum Fault {
        /** Both sides see a reset, as when a phone changes its network. */
        RESET(true),
        /** Both sides see an orderly end in the middle. */
        END(true),
        /** Nothing is handed on for a while, not even that the sender has left; then all that had come. */
        STALL(true),
        /** What comes from here on is handed on slowly. */
        THROTTLE(true),
        /** The sender gets this much of the answer, or nothing, and a reset. */
        ANSWER_CUT(false);

        private final boolean upstream;

        Fault(boolean upstream) {
            this.upstream = upstream;
        }
    }

    private static final class Plan {
        private final Fault fault;
        private long bytesLeft;

        Plan(Fault fault, long bytes) {
            this.fault = fault;
            this.bytesLeft = bytes;
        }

        /** How many of so many bytes come before the fault; all when it is not theirs. */
        synchronized int before(int count) {
            int allowed = (int) Math.min(count, bytesLeft);
            bytesLeft -= allowed;
            return allowed;
        }

        synchronized boolean isDue() {
            return bytesLeft == 0;
        }
    }

    private final URI target;
    private final Duration stall;
    private final ServerSocket listener;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Plan> plan = new AtomicReference<>();

    /** @param stall how long a {@link Fault#STALL} takes */
    public FaultyProxy(URI target, Duration stall) {
        this.target = target;
        this.stall = stall;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    /** The target's address by way of this proxy. */
    public URI base() {
        return URI.create("http://localhost:" + listener.getLocalPort() + target.getPath());
    }

    /** @param bytes that still pass from now on, in the direction that the fault is about; heads of messages count too */
    public void plan(Fault fault, long bytes) {
        plan.set(new Plan(fault, bytes));
    }

    /** Whether what was planned has not happened. */
    public boolean isPending() {
        return plan.get() != null;
    }

    @Override
    public void close() {
        quietlyClose(listener);
        sockets.forEach(FaultyProxy::quietlyClose);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var sender = listener.accept();
                sockets.add(sender);
                var server = new Socket(target.getHost(), target.getPort());
                sockets.add(server);
                start(() -> copy(sender, server, true));
                start(() -> copy(server, sender, false));
            } catch (IOException e) {
                // The listener was closed, or the server takes nobody: then the sender sees its connection end.
            }
        }
    }

    private void copy(Socket from, Socket to, boolean upstream) {
        boolean slow = false;
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] piece = new byte[PIECE_BYTES];
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                int passed = 0;
                Plan planned = plan.get();
                if (planned != null && planned.fault.upstream == upstream) {
                    passed = planned.before(count);
                    out.write(piece, 0, passed);
                    if (planned.isDue() && plan.compareAndSet(planned, null)) {
                        slow |= happens(planned.fault, from, to);
                    }
                }
                out.write(piece, passed, count - passed);
                if (slow) {
                    LockSupport.parkNanos(THROTTLED_PIECE.toNanos());
                }
            }
        } catch (IOException e) {
            // The end of one is the end of both.
        }
        end(from, to);
    }

    /** @return whether the connection is slow from now on */
    private boolean happens(Fault fault, Socket from, Socket to) throws IOException {
        switch (fault) {
            case RESET, ANSWER_CUT -> {
                from.setSoLinger(true, 0);
                to.setSoLinger(true, 0);
                end(from, to);
                throw new IOException("as planned");
            }
            case END -> {
                end(from, to);
                throw new IOException("as planned");
            }
            case STALL -> LockSupport.parkNanos(stall.toNanos());
            case THROTTLE -> {
                return true;
            }
        }
        return false;
    }

    private void end(Socket one, Socket other) {
        quietlyClose(one);
        quietlyClose(other);
        sockets.remove(one);
        sockets.remove(other);
    }

    private static void quietlyClose(AutoCloseable open) {
        try {
            open.close();
        } catch (Exception e) {
            // It is gone either way.
        }
    }

    private static void start(Runnable work) {
        var thread = new Thread(work, "faulty-proxy");
        thread.setDaemon(true);
        thread.start();
    }
}
