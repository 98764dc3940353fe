package io.snapdock.upload;

import io.snapdock.problem.ProblemException;
import jakarta.ws.rs.core.MediaType;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/**
 * The one part of a {@code multipart/form-data} body (RFC 7578) as a stream of its content. The servers' own readers would
 * first put the whole part on disk, and the desktop would see no progress.
 */
final class MultipartBody extends InputStream {

    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int MAX_HEADER_BYTES = 8 * 1024;

    /** RFC 2046, section 5.1.1. */
    private static final int MAX_BOUNDARY_CHARS = 70;

    private static final byte[] BLANK_LINE = {'\r', '\n', '\r', '\n'};

    private final InputStream in;
    private final byte[] delimiter;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int limit;
    private int headBytes;
    private boolean ended;

    /**
     * Reads up to the part's first byte.
     *
     * @throws ProblemException {@code multipart-invalid}
     */
    MultipartBody(InputStream in, MediaType type) throws IOException {
        this.in = in;
        String boundary = type.getParameters().get("boundary");
        if (boundary == null || boundary.isEmpty() || boundary.length() > MAX_BOUNDARY_CHARS) {
            throw invalid();
        }
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        readHead();
    }

    /** The size of the part's content, when the whole body's is known: nothing but this part and its frame is in it. */
    OptionalLong contentBytes(long bodyBytes) {
        int tail = delimiter.length + "--\r\n".length();
        long content = bodyBytes - headBytes - tail;
        return bodyBytes < 0 || content < 0 ? OptionalLong.empty() : OptionalLong.of(content);
    }

    private void readHead() throws IOException {
        int end = -1;
        while (end < 0 && limit < MAX_HEADER_BYTES && fill()) {
            end = find(BLANK_LINE, 0);
        }
        // The first boundary stands without the line break that the others begin with.
        boolean opened = find(delimiter, 2) == 0 && end >= 0;
        if (!opened) {
            throw invalid();
        }
        headBytes = end + BLANK_LINE.length;
        position = headBytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (ended) {
            return -1;
        }
        if (length == 0) {
            return 0;
        }
        while (true) {
            int found = find(delimiter, 0);
            // Without a delimiter in sight the last bytes may be the beginning of one.
            int safe = found >= 0 ? found : Math.max(position, limit - delimiter.length + 1);
            if (safe > position) {
                int count = Math.min(length, safe - position);
                System.arraycopy(buffer, position, target, offset, count);
                position += count;
                return count;
            }
            if (found >= 0) {
                end();
                return -1;
            }
            if (!fill()) {
                throw new EOFException("The form ends before its last boundary");
            }
        }
    }

    /** After the delimiter, {@code --} ends the form; anything else begins a second part. */
    private void end() throws IOException {
        ended = true;
        position += delimiter.length;
        while (limit - position < 2) {
            if (!fill()) {
                throw new EOFException("The form ends within its last boundary");
            }
        }
        if (buffer[position] != '-' || buffer[position + 1] != '-') {
            throw invalid();
        }
        // The rest is a line break, perhaps an epilogue that says nothing; read, so that the connection can be used again.
        in.skipNBytes(Math.min(in.available(), BUFFER_BYTES));
    }

    /** The index of a sequence in what is buffered, or -1. */
    private int find(byte[] sequence, int from) {
        int length = sequence.length - from;
        for (int at = position; at <= limit - length; at++) {
            int i = 0;
            while (i < length && buffer[at + i] == sequence[from + i]) {
                i++;
            }
            if (i == length) {
                return at;
            }
        }
        return -1;
    }

    private boolean fill() throws IOException {
        if (position > 0) {
            System.arraycopy(buffer, position, buffer, 0, limit - position);
            limit -= position;
            position = 0;
        }
        int count = in.read(buffer, limit, buffer.length - limit);
        if (count > 0) {
            limit += count;
        }
        return count > 0;
    }

    private static ProblemException invalid() {
        return new ProblemException(UploadProblem.MULTIPART_INVALID);
    }
}
