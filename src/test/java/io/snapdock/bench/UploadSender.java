package io.snapdock.bench;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One kept-alive connection that sends pictures, opened again when the server closes it. */
final class UploadSender implements Closeable {
    private static final int READ_LIMIT_MILLIS = 60_000;
    private static final String LENGTH = "\r\ncontent-length: ";

    private final int port;
    private final byte[] answer = new byte[16 * 1024];
    private Socket socket;

    UploadSender(int port) {
        this.port = port;
    }

    /** @throws IOException for any answer but a success */
    void send(String head, byte[] body) throws IOException {
        if (socket == null) {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(READ_LIMIT_MILLIS);
        }
        socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().write(body);
        String answered = readAnswer(socket.getInputStream());
        if (!answered.startsWith("http/1.1 2")) {
            throw new IOException(answered);
        }
        if (answered.contains("\r\nconnection: close\r\n")) {
            close();
        }
    }

    /** @return its head, in lower case */
    private String readAnswer(InputStream in) throws IOException {
        int count = 0;
        while (true) {
            int more = count < answer.length ? in.read(answer, count, answer.length - count) : -1;
            if (more < 0) {
                throw new EOFException("The connection ends within an answer");
            }
            count += more;
            String text = new String(answer, 0, count, StandardCharsets.ISO_8859_1);
            int headEnd = text.indexOf("\r\n\r\n");
            if (headEnd >= 0) {
                String head = text.substring(0, headEnd + 2).toLowerCase(Locale.ROOT);
                if (isWhole(head, text.substring(headEnd + 4))) {
                    return head;
                }
            }
        }
    }

    private static boolean isWhole(String head, String body) {
        int length = head.indexOf(LENGTH);
        if (length >= 0) {
            int from = length + LENGTH.length();
            return body.length() >= Integer.parseInt(head.substring(from, head.indexOf('\r', from)));
        }
        return !head.contains("\r\ntransfer-encoding: chunked\r\n") || body.endsWith("0\r\n\r\n");
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}
