package io.snapdock.thumbnail;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * Parts of a file, and bytes between them, read as if they were one file. So a decoder gets what it decodes and nothing that it could stumble
 * over. The file's own stream stays the caller's to close.
 */
final class Splice extends ImageInputStreamImpl {

    /** More than any honest file needs: files are cut where a few known segments are left out. */
    private static final int MAX_PARTS = 1_000;

    /** @param bytes null for a part of the file */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Part(long at, long length, long from, byte[] bytes) {}

    private final ImageInputStream file;
    private final List<Part> parts = new ArrayList<>();
    private long length;

    Splice(ImageInputStream file) {
        this.file = file;
    }

    Splice add(byte... bytes) throws UndecodablePictureException {
        return add(new Part(length, bytes.length, 0, bytes));
    }

    /** A part of the file; none when it is empty. */
    Splice add(long from, long end) throws UndecodablePictureException {
        return end > from ? add(new Part(length, end - from, from, null)) : this;
    }

    private Splice add(Part part) throws UndecodablePictureException {
        if (parts.size() == MAX_PARTS) {
            throw new UndecodablePictureException("a picture in over %d parts".formatted(MAX_PARTS));
        }
        parts.add(part);
        length += part.length();
        return this;
    }

    @Override
    public int read() throws IOException {
        bitOffset = 0;
        if (streamPos >= length) {
            return -1;
        }
        Part part = part();
        long inPart = streamPos - part.at();
        if (part.bytes() != null) {
            streamPos++;
            return part.bytes()[(int) inPart] & 0xFF;
        }
        file.seek(part.from() + inPart);
        int one = file.read();
        streamPos += one < 0 ? 0 : 1;
        return one;
    }

    /** As many as were asked for, over the seams too: the superclass takes less for the end. */
    @Override
    public int read(byte[] target, int offset, int wanted) throws IOException {
        bitOffset = 0;
        int count = 0;
        while (count < wanted && streamPos < length) {
            int more = readPart(target, offset + count, wanted - count);
            if (more < 0) {
                break;
            }
            count += more;
        }
        return count == 0 && wanted > 0 ? -1 : count;
    }

    private int readPart(byte[] target, int offset, int wanted) throws IOException {
        Part part = part();
        long inPart = streamPos - part.at();
        int count = (int) Math.min(wanted, part.length() - inPart);
        if (part.bytes() != null) {
            System.arraycopy(part.bytes(), (int) inPart, target, offset, count);
        } else {
            file.seek(part.from() + inPart);
            count = file.read(target, offset, count);
        }
        streamPos += Math.max(0, count);
        return count;
    }

    @Override
    public long length() {
        return length;
    }

    private Part part() {
        int low = 0;
        int high = parts.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) / 2;
            if (parts.get(middle).at() <= streamPos) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return parts.get(low);
    }
}
