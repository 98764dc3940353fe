package io.snapdock.photo;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One range of bytes that a client asked for (RFC 9110, section 14).
 *
 * @param first index of the first byte
 * @param last index of the last byte, included
 */
record ByteRange(long first, long last) {

    private static final Pattern ONE_RANGE = Pattern.compile("bytes=\\s*([0-9]{0,18})-([0-9]{0,18})\\s*");

    long length() {
        return last - first + 1;
    }

    /**
     * Reads a Range header. What is malformed, in another unit or of several ranges is as if it were absent, as the
     * section 14.2 allows.
     *
     * @throws Unsatisfiable when the range is well-formed and lies outside
     */
    static Optional<ByteRange> parse(String header, long size) throws Unsatisfiable {
        Matcher range = header == null ? null : ONE_RANGE.matcher(header);
        if (range == null
                || !range.matches()
                || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
            return Optional.empty();
        }
        if (range.group(1).isEmpty()) {
            long suffix = Math.min(Long.parseLong(range.group(2)), size);
            return suffix == 0 ? refuse() : Optional.of(new ByteRange(size - suffix, size - 1));
        }
        long first = Long.parseLong(range.group(1));
        long last = range.group(2).isEmpty() ? size - 1 : Math.min(Long.parseLong(range.group(2)), size - 1);
        if (!range.group(2).isEmpty() && Long.parseLong(range.group(2)) < first) {
            return Optional.empty();
        }
        return first >= size ? refuse() : Optional.of(new ByteRange(first, last));
    }

    private static Optional<ByteRange> refuse() throws Unsatisfiable {
        throw new Unsatisfiable();
    }

    /** The range begins behind the last byte. */
    static final class Unsatisfiable extends Exception {

        private static final long serialVersionUID = 1L;
    }
}
