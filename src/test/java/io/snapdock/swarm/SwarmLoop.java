package io.snapdock.swarm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** One thread that reads for many readers. Everything about a reader happens on it. */
final class SwarmLoop extends Thread {
    private static final int BUFFER_BYTES = 64 * 1024;

    /** Fewer than any server's backlog: a SYN that is dropped comes again after a second only. */
    private static final int MAX_CONNECTING = 100;

    private final InetSocketAddress address;
    private final String heads;
    private final Selector selector;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Queue<SwarmReader> waiting = new ArrayDeque<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final byte[] bytes = new byte[BUFFER_BYTES];

    private int connecting;
    private long deliveredHere;
    private long beatsHere;
    private volatile Latencies latencies = new Latencies();

    /** Written once for each read, by this thread only. */
    private final AtomicLong delivered = new AtomicLong();

    private final AtomicLong beats = new AtomicLong();
    private volatile boolean closed;

    SwarmLoop(String name, InetSocketAddress address, Map<String, String> headers) {
        super(name);
        this.address = address;
        var lines = new StringBuilder(" HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n");
        headers.forEach((header, value) ->
                lines.append(header).append(": ").append(value).append("\r\n"));
        heads = lines.toString();
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        setDaemon(true);
    }

    void run(Runnable task) {
        tasks.add(task);
        selector.wakeup();
    }

    long deliveredSoFar() {
        return delivered.get();
    }

    long beatsSoFar() {
        return beats.get();
    }

    Latencies latencies() {
        return latencies;
    }

    /** To be called while nothing is under way. */
    void resetLatencies() {
        latencies = new Latencies();
    }

    void delivered(long sentNanos) {
        deliveredHere++;
        latencies.record(System.nanoTime() - sentNanos);
    }

    void beaten() {
        beatsHere++;
    }

    void close() {
        closed = true;
        selector.wakeup();
        try {
            join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run() {
        try (selector) {
            while (!closed) {
                selector.select(this::handle, 1000);
                for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                    task.run();
                }
                while (connecting < MAX_CONNECTING && !waiting.isEmpty()) {
                    connect(waiting.remove());
                }
            }
            for (SelectionKey key : selector.keys()) {
                leave((SwarmReader) key.attachment(), false);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void connectLater(SwarmReader reader) {
        waiting.add(reader);
    }

    private void connect(SwarmReader reader) {
        try {
            reader.connected();
            var channel = SocketChannel.open();
            reader.channel = channel;
            channel.configureBlocking(false);
            if (reader.receiveBufferBytes > 0) {
                channel.setOption(StandardSocketOptions.SO_RCVBUF, reader.receiveBufferBytes);
            }
            reader.state = SwarmReader.State.CONNECTING;
            connecting++;
            boolean connected = channel.connect(address);
            reader.key = channel.register(selector, connected ? 0 : SelectionKey.OP_CONNECT, reader);
            if (connected) {
                request(reader);
            }
        } catch (IOException e) {
            fail(reader, e);
        }
    }

    private void request(SwarmReader reader) throws IOException {
        String lastId = reader.parser.lastEventId();
        String text =
                "GET " + reader.path + heads + (lastId.isEmpty() ? "" : "Last-Event-ID: " + lastId + "\r\n") + "\r\n";
        var request = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
        reader.channel.write(request);
        if (request.hasRemaining()) {
            throw new IOException("The request does not fit into an empty send buffer");
        }
        reader.key.interestOps(SelectionKey.OP_READ);
    }

    private void handle(SelectionKey key) {
        var reader = (SwarmReader) key.attachment();
        try {
            if (key.isConnectable()) {
                reader.channel.finishConnect();
                request(reader);
            } else if (key.isReadable()) {
                read(reader);
            }
        } catch (IOException | IllegalStateException e) {
            fail(reader, e);
        }
    }

    private void read(SwarmReader reader) throws IOException {
        buffer.clear();
        buffer.limit((int) Math.min(buffer.capacity(), reader.cutAfter));
        int count = buffer.hasRemaining() ? reader.channel.read(buffer) : 0;
        if (count < 0) {
            serverEnded(reader);
            return;
        }
        buffer.flip();
        buffer.get(bytes, 0, count);
        reader.framing.feed(bytes, 0, count, reader.parser);
        if (reader.state == SwarmReader.State.CONNECTING && reader.framing.status() != 0) {
            opened(reader);
        }
        delivered.lazySet(deliveredHere);
        beats.lazySet(beatsHere);
        if (reader.cutAfter != Long.MAX_VALUE) {
            reader.cutAfter -= count;
            if (reader.cutAfter == 0) {
                leave(reader, reader.cut());
                waiting.add(reader);
            }
        }
    }

    private void opened(SwarmReader reader) {
        connecting--;
        reader.state = SwarmReader.State.OPEN;
    }

    private void serverEnded(SwarmReader reader) throws IOException {
        if (reader.framing.status() == 0) {
            throw new IOException("The connection ends before the answer's head");
        }
        if (reader.framing.isChunked() && !reader.framing.hasEnded()) {
            throw new IOException("The stream ends without a last chunk");
        }
        reader.ended();
        leave(reader, false);
        if (reader.comesBackAfterCut()) {
            waiting.add(reader);
        }
    }

    private void fail(SwarmReader reader, Exception cause) {
        if (reader.fault == null) {
            reader.fault = cause.getClass().getSimpleName() + ": " + cause.getMessage();
        }
        leave(reader, false);
    }

    void stall(SwarmReader reader) {
        if (reader.state == SwarmReader.State.OPEN) {
            reader.key.interestOps(0);
            reader.state = SwarmReader.State.STALLED;
        }
    }

    void readOn(SwarmReader reader) {
        if (reader.state == SwarmReader.State.STALLED) {
            reader.state = SwarmReader.State.OPEN;
            reader.key.interestOps(SelectionKey.OP_READ);
        }
    }

    void leave(SwarmReader reader, boolean reset) {
        if (reader.state == SwarmReader.State.CONNECTING) {
            connecting--;
        }
        reader.state = SwarmReader.State.ENDED;
        try {
            if (reset && reader.channel.isOpen()) {
                reader.channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
            reader.channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
