package io.snapdock.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A connection on which a test writes every byte itself: requests that stop half-way, trickle, or are wrong. */
public final class RawConnection implements AutoCloseable {
    private static final int READ_LIMIT_MILLIS = 20_000;
    private static final Pattern LENGTH = Pattern.compile("(?im)^Content-Length: *([0-9]+)");
    private static final Pattern EACH_STATUS = Pattern.compile("HTTP/1\\.1 ([0-9]{3})");
    private static final Pattern STATUS = Pattern.compile("^HTTP/1\\.1 ([0-9]{3})");

    private final Socket socket;

    public RawConnection(URI base) {
        try {
            socket = new Socket(base.getHost(), base.getPort());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(READ_LIMIT_MILLIS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines of a request's head, without line ends and the empty line. */
    public RawConnection head(String... lines) {
        return send(String.join("\r\n", lines) + "\r\n\r\n");
    }

    public RawConnection send(String latin1) {
        return send(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    public RawConnection send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public RawConnection send(byte[] bytes, int from, int to) {
        return send(Arrays.copyOfRange(bytes, from, Math.min(to, bytes.length)));
    }

    /** Says that nothing more comes, but still listens. */
    public RawConnection endOutput() {
        try {
            socket.shutdownOutput();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The server's answer: up to the end that its head names, else all that comes until the connection is closed. Ask
     * for that with {@code Connection: close}.
     */
    public String answer() {
        var answer = new ByteArrayOutputStream();
        try {
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[8192];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                answer.write(buffer, 0, count);
                if (isWhole(answer.toString(StandardCharsets.ISO_8859_1))) {
                    break;
                }
            }
        } catch (SocketException e) {
            // A reset behind the answer is the server's right, when it did not read all that was sent.
            if (answer.size() == 0) {
                throw new UncheckedIOException(e);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("after " + answer.toString(StandardCharsets.UTF_8), e);
        }
        return answer.toString(StandardCharsets.UTF_8);
    }

    /** The status of each answer, up to the end of the connection. */
    public List<Integer> statuses() {
        try {
            var all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            return EACH_STATUS
                    .matcher(all)
                    .results()
                    .map(match -> Integer.valueOf(match.group(1)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether something of the answer is here. */
    public boolean isAnswered() {
        try {
            return socket.getInputStream().available() > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isWhole(String latin1) {
        int headEnd = latin1.indexOf("\r\n\r\n");
        if (headEnd < 0 || latin1.startsWith("HTTP/1.1 1")) {
            return false;
        }
        if (latin1.startsWith("HTTP/1.1 204")) {
            return true;
        }
        Matcher length = LENGTH.matcher(latin1.substring(0, headEnd));
        return length.find() && latin1.length() >= headEnd + 4 + Integer.parseInt(length.group(1));
    }

    /** An answer's status; 0 when there is none. */
    public static int status(String answer) {
        Matcher status = STATUS.matcher(answer);
        return status.find() ? Integer.parseInt(status.group(1)) : 0;
    }

    /** As a phone that leaves the network behind: the connection is reset. */
    public void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
