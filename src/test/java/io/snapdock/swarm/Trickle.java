package io.snapdock.swarm;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Many requests whose bodies come a little at a time, as over a bad network: one thread writes to all of them in turns, evenly spread. Whoever
 * answers or hangs up before a body has ended is a fault.
 */
public final class Trickle implements AutoCloseable {
    private static final int OPENING = 50;

    private static final class Sender {
        private final ByteBuffer head;
        private final ByteBuffer body;
        private SocketChannel channel;
        private boolean isOver;

        Sender(byte[] head, byte[] body) {
            this.head = ByteBuffer.wrap(head);
            this.body = ByteBuffer.wrap(body);
        }
    }

    private final InetSocketAddress server;
    private final int pieceBytes;
    private final Duration every;
    private final LongSupplier begun;
    private final List<Sender> senders = new ArrayList<>();
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final AtomicLong sentBytes = new AtomicLong();
    private final Thread thread = new Thread(this::run, "trickle");
    private volatile boolean stopped;

    /**
     * @param port on 127.0.0.1
     * @param pieceBytes that each sends at a time
     * @param every how long a sender pauses between two pieces
     * @param begun for how many the server has something: no more than a few besides them are opened at a time
     */
    public Trickle(int port, int pieceBytes, Duration every, LongSupplier begun) {
        this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.pieceBytes = pieceBytes;
        this.every = every;
        this.begun = begun;
        thread.setDaemon(true);
    }

    /**
     * One more, before {@link #start}.
     *
     * @param head with the empty line at its end
     * @param body shared by as many as like
     */
    public void add(String head, byte[] body) {
        senders.add(new Sender(head.getBytes(StandardCharsets.ISO_8859_1), body));
    }

    public void start() {
        thread.start();
    }

    /** Of all bodies together. */
    public long sentBytes() {
        return sentBytes.get();
    }

    /** What went wrong, a sentence for each sender that it went wrong for. */
    public List<String> faults() {
        return List.copyOf(faults);
    }

    private void run() {
        int open = 0;
        while (!stopped) {
            open = (int) Math.max(open, Math.min(senders.size(), begun.getAsLong() + OPENING));
            round(open);
        }
    }

    private void round(int open) {
        long start = System.nanoTime();
        for (int i = 0; i < open && !stopped; i++) {
            long due = start + every.toNanos() / open * i;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            Sender sender = senders.get(i);
            if (!sender.isOver) {
                try {
                    send(sender);
                } catch (IOException e) {
                    over(sender, e.toString());
                }
            }
        }
    }

    private void send(Sender sender) throws IOException {
        if (sender.channel == null) {
            sender.channel = SocketChannel.open(server);
            sender.channel.configureBlocking(false);
        }
        if (sender.head.hasRemaining()) {
            sender.channel.write(sender.head);
        } else {
            ByteBuffer piece = sender.body.slice();
            piece.limit(Math.min(pieceBytes, piece.remaining()));
            int count = sender.channel.write(piece);
            sender.body.position(sender.body.position() + count);
            sentBytes.addAndGet(count);
        }
        var answer = ByteBuffer.allocate(256);
        int count = sender.channel.read(answer);
        if (count != 0) {
            over(sender, count < 0 ? "closed" : new String(answer.array(), 0, count, StandardCharsets.ISO_8859_1));
        }
    }

    private void over(Sender sender, String why) {
        sender.isOver = true;
        faults.add("After %d bytes: %s".formatted(sender.body.position(), why));
    }

    /** Hangs up in the middle. */
    @Override
    public void close() {
        stopped = true;
        try {
            thread.join();
            for (Sender sender : senders) {
                if (sender.channel != null) {
                    sender.channel.close();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            faults.add(e.toString());
        }
    }
}
