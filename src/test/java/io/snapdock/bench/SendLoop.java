package io.snapdock.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The floor: one thread, and one write to each reader for each event, out of one direct buffer. No topics, no log, no ids
 * to resume from, and a reader that does not keep up is not catered for. What a server costs above it is its own doing.
 */
final class SendLoop {
    private static final String STREAM =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n:\n\n\r\n";
    private static final String TAKEN = "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n";

    private final ByteBuffer in = ByteBuffer.allocateDirect(64 * 1024);
    private final ByteBuffer out = ByteBuffer.allocateDirect(64 * 1024);
    private final List<SocketChannel> readers = new ArrayList<>();
    private long ids;

    private SendLoop() {}

    /** @param args the port on 127.0.0.1 */
    public static void main(String[] args) throws IOException {
        new SendLoop().serve(Integer.parseInt(args[0]));
    }

    private void serve(int port) throws IOException {
        try (var selector = Selector.open();
                var door = ServerSocketChannel.open()) {
            door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 4096);
            door.configureBlocking(false);
            door.register(selector, SelectionKey.OP_ACCEPT);
            while (true) {
                selector.select(key -> handle(key, selector));
            }
        }
    }

    private void handle(SelectionKey key, Selector selector) {
        try {
            if (key.isAcceptable()) {
                var client = ((ServerSocketChannel) key.channel()).accept();
                client.configureBlocking(false);
                client.setOption(StandardSocketOptions.TCP_NODELAY, true);
                client.register(selector, SelectionKey.OP_READ);
            } else {
                request((SocketChannel) key.channel());
            }
        } catch (IOException e) {
            readers.remove(key.channel());
            key.cancel();
        }
    }

    /** A request of the benchmark's is small and comes in one piece. */
    private void request(SocketChannel client) throws IOException {
        in.clear();
        int count = client.read(in);
        if (count < 0) {
            readers.remove(client);
            client.close();
        } else if (in.get(0) == 'G') {
            readers.add(client);
            write(client, STREAM);
        } else {
            in.flip();
            int data = bodyStart();
            publish(data, count - data);
            write(client, TAKEN);
        }
    }

    private int bodyStart() {
        for (int i = 3; i < in.limit(); i++) {
            if (in.get(i) == '\n' && in.get(i - 2) == '\n') {
                return i + 1;
            }
        }
        return in.limit();
    }

    private void publish(int from, int bytes) throws IOException {
        byte[] head = ("id: " + ++ids + "\ndata: ").getBytes(StandardCharsets.US_ASCII);
        out.clear();
        out.put((Integer.toHexString(head.length + bytes + 2) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.put(head);
        for (int i = from; i < from + bytes; i++) {
            out.put(in.get(i));
        }
        out.put("\n\n\r\n".getBytes(StandardCharsets.US_ASCII));
        out.flip();
        for (SocketChannel reader : readers) {
            out.rewind();
            while (out.hasRemaining()) {
                reader.write(out);
            }
        }
    }

    private static void write(SocketChannel client, String text) throws IOException {
        client.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }
}
