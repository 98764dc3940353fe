package io.snapdock.swarm;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Takes head and chunks (RFC 9112, 7.1) off one answer, in pieces of any size; a body that is not chunked lasts until the end. */
final class HttpFraming {
    private static final int MAX_HEAD_BYTES = 16 * 1024;

    private enum At {
        HEAD,
        SIZE,
        EXTENSION,
        CHUNK,
        CHUNK_CR,
        CHUNK_LF,
        END_CR,
        END_LF,
        ENDED,
        UNFRAMED
    }

    private At at = At.HEAD;
    private byte[] head = new byte[512];
    private int headBytes;
    private int status;
    private int sizeDigits;
    private long chunkLeft;

    void reconnected() {
        at = At.HEAD;
        head = new byte[512];
        headBytes = 0;
        status = 0;
    }

    /** 0 while the head is not there. */
    int status() {
        return status;
    }

    /** Whether the body came to its end in an orderly way. */
    boolean hasEnded() {
        return at == At.ENDED;
    }

    boolean isChunked() {
        return at != At.UNFRAMED;
    }

    /** @throws IllegalStateException when the framing is broken */
    void feed(byte[] in, int from, int to, EventParser body) {
        int i = from;
        while (i < to) {
            if (at == At.CHUNK || at == At.UNFRAMED) {
                int end = at == At.CHUNK ? (int) Math.min(to, i + chunkLeft) : to;
                body.feed(in, i, end);
                chunkLeft -= end - i;
                i = end;
                if (at == At.CHUNK && chunkLeft == 0) {
                    at = At.CHUNK_CR;
                }
            } else {
                take(in[i++]);
            }
        }
    }

    private void take(byte next) {
        switch (at) {
            case HEAD -> takeHead(next);
            case SIZE -> takeSize(next);
            case EXTENSION -> {
                if (next == '\n') {
                    at = chunkLeft == 0 ? At.END_CR : At.CHUNK;
                }
            }
            case CHUNK_CR -> expect(next, '\r', At.CHUNK_LF);
            case CHUNK_LF -> {
                expect(next, '\n', At.SIZE);
                sizeDigits = 0;
            }
            case END_CR -> expect(next, '\r', At.END_LF);
            case END_LF -> expect(next, '\n', At.ENDED);
            default -> throw new IllegalStateException("Bytes behind the last chunk");
        }
    }

    private void expect(byte next, char wanted, At then) {
        if (next != wanted) {
            throw new IllegalStateException("A chunk is not as long as it says: byte " + next + " for " + (int) wanted);
        }
        at = then;
    }

    private void takeSize(byte next) {
        int digit = Character.digit(next, 16);
        if (digit >= 0 && sizeDigits < 8) {
            chunkLeft = (sizeDigits++ == 0 ? 0 : chunkLeft << 4) + digit;
        } else if (sizeDigits > 0 && (next == '\r' || next == ';')) {
            at = At.EXTENSION;
        } else {
            throw new IllegalStateException("Not the size of a chunk: byte " + next);
        }
    }

    private void takeHead(byte next) {
        if (headBytes == MAX_HEAD_BYTES) {
            throw new IllegalStateException("A very long head");
        }
        if (headBytes == head.length) {
            head = Arrays.copyOf(head, headBytes * 2);
        }
        head[headBytes++] = next;
        boolean whole = next == '\n'
                && headBytes >= 4
                && head[headBytes - 2] == '\r'
                && head[headBytes - 3] == '\n'
                && head[headBytes - 4] == '\r';
        if (whole) {
            var text = new String(head, 0, headBytes, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
            if (!text.startsWith("http/1.1 ")) {
                throw new IllegalStateException("Not an answer: " + text);
            }
            status = Integer.parseInt(text.substring(9, 12));
            if (status != 200) {
                throw new IllegalStateException("The server answers " + text);
            }
            sizeDigits = 0;
            at = text.contains("\r\ntransfer-encoding: chunked\r\n") ? At.SIZE : At.UNFRAMED;
            // Thousands of readers are held, and none needs its head again.
            head = new byte[0];
        }
    }
}
