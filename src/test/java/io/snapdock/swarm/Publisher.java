package io.snapdock.swarm;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** One kept-alive connection that posts events and reads the answers; opened again when the server closes it. */
final class Publisher implements Closeable {
    private static final int READ_LIMIT_MILLIS = 30_000;

    /** Unused for so long, a server may be about to close it: a request then gets no answer, and might have been taken or not. */
    private static final long IDLE_NANOS = 5_000_000_000L;

    private final Door door;
    private final int publisher;
    private final List<byte[]> requests;
    private final byte[] answer = new byte[16 * 1024];
    private Socket socket;
    private long lastUsed;

    /** The next one for each path, so that each topic gets all from 0 on. */
    private final long[] numbers;

    Publisher(Door door, int publisher) {
        this.door = door;
        this.publisher = publisher;
        this.requests = door.requests();
        this.numbers = new long[requests.size()];
    }

    /**
     * @param index chooses the path
     * @return the status; 0 when none came
     */
    int publish(long index, long nanos) throws IOException {
        int path = (int) (index % requests.size());
        byte[] request = requests.get(path);
        if (System.nanoTime() - lastUsed > IDLE_NANOS) {
            close();
        }
        Payload.write(request, request.length - door.dataBytes(), nanos, publisher, numbers[path]);
        int status;
        try {
            status = exchange(request);
        } catch (EOFException | SocketException e) {
            close();
            status = 0;
        }
        numbers[path] += status >= 200 && status < 300 ? 1 : 0;
        lastUsed = System.nanoTime();
        return status;
    }

    private int exchange(byte[] request) throws IOException {
        if (socket == null) {
            socket = new Socket(InetAddress.getLoopbackAddress(), door.port());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(READ_LIMIT_MILLIS);
        }
        socket.getOutputStream().write(request);
        return readAnswer(socket.getInputStream());
    }

    private int readAnswer(InputStream in) throws IOException {
        int count = 0;
        int headEnd = -1;
        String head = "";
        while (headEnd < 0 || !isWhole(head, headEnd, count)) {
            int more = count < answer.length ? in.read(answer, count, answer.length - count) : -1;
            if (more < 0) {
                throw new EOFException("The connection ends within an answer");
            }
            count += more;
            if (headEnd < 0) {
                String text = new String(answer, 0, count, StandardCharsets.ISO_8859_1);
                headEnd = text.indexOf("\r\n\r\n");
                head = headEnd < 0 ? "" : text.substring(0, headEnd + 2).toLowerCase(Locale.ROOT);
            }
        }
        if (head.contains("\r\nconnection: close\r\n")) {
            close();
        }
        return Integer.parseInt(head.substring(9, 12));
    }

    private boolean isWhole(String head, int headEnd, int count) throws IOException {
        int length = head.indexOf("\r\ncontent-length: ");
        if (length >= 0) {
            int from = length + "\r\ncontent-length: ".length();
            return count
                    >= headEnd
                            + 4
                            + Integer.parseInt(head.substring(from, head.indexOf('\r', from))
                                    .strip());
        }
        if (head.contains("\r\ntransfer-encoding: chunked\r\n")) {
            String body = new String(answer, headEnd + 4, count - headEnd - 4, StandardCharsets.ISO_8859_1);
            return body.equals("0\r\n\r\n") || body.endsWith("\r\n0\r\n\r\n");
        }
        if (head.startsWith("http/1.1 204")) {
            return true;
        }
        throw new IOException("An answer without a length: " + head);
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}
