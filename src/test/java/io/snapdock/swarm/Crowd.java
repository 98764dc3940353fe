package io.snapdock.swarm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Many connections that send something and then do nothing: they neither send the rest nor read what is answered. Their receive buffers are
 * small, so that a server cannot get rid of an answer of more than a few MiB.
 */
public final class Crowd implements AutoCloseable {
    /** The smallest that Linux takes is 2,304. */
    private static final int RECEIVED_BYTES = 4 * 1024;

    private final InetSocketAddress server;
    private final List<SocketChannel> channels = new ArrayList<>();

    /** @param port on 127.0.0.1 */
    public Crowd(int port) {
        this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** One more, which sends what it sends at once. */
    public void join(String latin1) {
        try {
            SocketChannel channel = SocketChannel.open();
            channels.add(channel);
            channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVED_BYTES);
            channel.connect(server);
            var sent = ByteBuffer.wrap(latin1.getBytes(StandardCharsets.ISO_8859_1));
            while (sent.hasRemaining()) {
                channel.write(sent);
            }
            channel.configureBlocking(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The beginnings of what was answered to each so far; "" to those that were not answered. Reads little. */
    public List<String> answers() {
        return channels.stream().map(Crowd::beginning).toList();
    }

    private static String beginning(SocketChannel channel) {
        try {
            var answer = ByteBuffer.allocate(64);
            int count = channel.read(answer);
            return count <= 0 ? "" : new String(answer.array(), 0, count, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** All hang up. */
    @Override
    public void close() {
        for (SocketChannel channel : channels) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
