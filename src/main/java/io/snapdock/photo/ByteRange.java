package io.snapdock.photo;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One range of bytes that a client asked for (RFC 9110, section 14).
 *
 * @param first index of the first byte
 * @param last index of the last byte, included
 */
record ByteRange(long first, long last) {

    /** Units are words whose case does not count (14.1). */
    private static final Pattern UNIT = Pattern.compile("bytes=(.*)", Pattern.CASE_INSENSITIVE);

    private static final Pattern RANGE = Pattern.compile("([0-9]*)-([0-9]*)");

    /** More digits than a long can hold: farther than any file. */
    private static final int MOST_DIGITS = 18;

    long length() {
        return last - first + 1;
    }

    /**
     * Reads a Range header. What is malformed, in another unit or of several ranges is as if it were absent, as
     * section 14.2 allows.
     *
     * @throws Unsatisfiable when the range is well-formed and lies outside
     */
    static Optional<ByteRange> parse(String header, long size) throws Unsatisfiable {
        Matcher unit = header == null ? null : UNIT.matcher(header.strip());
        if (unit == null || !unit.matches()) {
            return Optional.empty();
        }
        // Empty elements of a list count for nothing (5.6.1).
        List<String> ranges = Stream.of(unit.group(1).split(",", -1))
                .map(String::strip)
                .filter(range -> !range.isEmpty())
                .toList();
        Matcher range = ranges.size() == 1 ? RANGE.matcher(ranges.get(0)) : null;
        if (range == null
                || !range.matches()
                || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
            return Optional.empty();
        }
        if (range.group(1).isEmpty()) {
            long suffix = Math.min(number(range.group(2)), size);
            return suffix == 0 ? refuse() : Optional.of(new ByteRange(size - suffix, size - 1));
        }
        long first = number(range.group(1));
        long last = range.group(2).isEmpty() ? Long.MAX_VALUE : number(range.group(2));
        if (last < first) {
            return Optional.empty();
        }
        return first >= size ? refuse() : Optional.of(new ByteRange(first, Math.min(last, size - 1)));
    }

    private static long number(String digits) {
        String significant = digits.replaceFirst("^0+(?=.)", "");
        return significant.length() > MOST_DIGITS ? Long.MAX_VALUE : Long.parseLong(significant);
    }

    private static Optional<ByteRange> refuse() throws Unsatisfiable {
        throw new Unsatisfiable();
    }

    /** The range begins after the last byte. */
    static final class Unsatisfiable extends Exception {

        private static final long serialVersionUID = 1L;
    }
}
