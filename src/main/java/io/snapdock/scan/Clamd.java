package io.snapdock.scan;

import io.snapdock.settings.HostAndPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * One file at a time through clamd's command INSTREAM (clamd(8)): {@code zINSTREAM} and a NUL; chunks, each behind its length
 * in four bytes, big end first; a length of zero; then the answer, which ends with a NUL.
 *
 * <p>The socket does not block, as a blocking write knows no time limit and a daemon may stop reading.
 */
final class Clamd {

    private static final byte[] COMMAND = "zINSTREAM\0".getBytes(StandardCharsets.US_ASCII);
    private static final int CHUNK_BYTES = 64 * 1024;
    private static final int LENGTH_BYTES = 4;
    private static final int MAX_ANSWER_BYTES = 4 * 1024;

    private final HostAndPort address;
    private final Duration limit;

    /** @param limit for one scan, from connecting to the answer */
    Clamd(HostAndPort address, Duration limit) {
        this.address = address;
        this.limit = limit;
    }

    /**
     * Scans one file.
     *
     * @throws SocketTimeoutException when it took longer than the limit
     * @throws IOException when clamd cannot be reached, or has not said whether the file is clean
     */
    ClamdAnswer scan(Path file) throws IOException {
        try (FileChannel content = FileChannel.open(file, StandardOpenOption.READ);
                SocketChannel socket = SocketChannel.open();
                Selector selector = Selector.open()) {
            socket.configureBlocking(false);
            return new Conversation(content, socket, selector, System.nanoTime() + limit.toNanos()).hold();
        }
    }

    private final class Conversation {

        private final FileChannel content;
        private final SocketChannel socket;
        private final Selector selector;
        private final long end;
        private final ByteBuffer out = ByteBuffer.allocate(LENGTH_BYTES + CHUNK_BYTES);
        private final ByteBuffer answer = ByteBuffer.allocate(MAX_ANSWER_BYTES);
        private boolean sent;

        Conversation(FileChannel content, SocketChannel socket, Selector selector, long end) {
            this.content = content;
            this.socket = socket;
            this.selector = selector;
            this.end = end;
        }

        ClamdAnswer hold() throws IOException {
            InetSocketAddress target = new InetSocketAddress(address.host(), address.port());
            if (target.isUnresolved()) {
                throw new IOException("There is no host " + address.host());
            }
            SelectionKey key = socket.register(selector, SelectionKey.OP_CONNECT);
            if (!socket.connect(target)) {
                await();
                socket.finishConnect();
            }
            out.put(COMMAND).flip();
            // Read all along: clamd answers before the end when a stream is longer than it takes.
            key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
            while (true) {
                await();
                if (key.isReadable() && read()) {
                    return ClamdAnswer.read(line());
                }
                if (key.isWritable() && !write()) {
                    key.interestOps(SelectionKey.OP_READ);
                }
            }
        }

        private void await() throws IOException {
            selector.selectedKeys().clear();
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0 || selector.select(left) == 0) {
                throw new SocketTimeoutException("clamd took longer than " + limit);
            }
        }

        /** @return whether the answer is whole */
        private boolean read() throws IOException {
            int count = socket.read(answer);
            if (count < 0 && answer.position() == 0) {
                throw new IOException("clamd closed the connection without an answer");
            }
            boolean ended = count > 0 && answer.get(answer.position() - 1) == 0;
            if (!ended && !answer.hasRemaining()) {
                throw new IOException("clamd's answer has no end");
            }
            return ended || count < 0;
        }

        /** @return whether there is more to send */
        private boolean write() throws IOException {
            try {
                socket.write(out);
            } catch (IOException e) {
                // It may have answered before it closed; reading tells.
                out.clear().flip();
                sent = true;
                return false;
            }
            if (out.hasRemaining()) {
                return true;
            }
            if (sent) {
                return false;
            }
            nextChunk();
            return true;
        }

        private void nextChunk() throws IOException {
            out.clear().position(LENGTH_BYTES);
            int count = Math.max(0, content.read(out));
            out.putInt(0, count).flip();
            sent = count == 0;
        }

        private String line() {
            int length = answer.position();
            while (length > 0 && answer.get(length - 1) <= ' ') {
                length--;
            }
            return StandardCharsets.UTF_8
                    .decode(answer.duplicate().flip().limit(length))
                    .toString();
        }
    }
}
