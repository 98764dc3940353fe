package io.snapdock.swarm;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cuts a stream's bytes into events as they come, in pieces of any size, by the rules of the WHATWG specification and
 * strictly: an unknown field, a CR that ends no line and a NUL in an id are faults. Keeps the ids and the numbers of a
 * {@link Payload}, nothing else of the data.
 */
final class EventParser {
    interface Events {
        /** An event with data. */
        void event(EventParser parsed);

        /** A block without data: a heartbeat, a comment, a {@code retry}. */
        void beat(EventParser parsed);
    }

    private static final long ID = name("id");
    private static final long EVENT = name("event");
    private static final long DATA = name("data");
    private static final long RETRY = name("retry");
    private static final long COMMENT = 0;

    private static final int MAX_ID_BYTES = 96;
    private static final int NUMBERS = 3;

    private enum At {
        LINE_START,
        FIELD,
        VALUE_START,
        VALUE,
        LINE_END
    }

    private final Events events;
    private At at = At.LINE_START;

    /** The field's name, one byte each, as far as it has come. */
    private long field;

    private final byte[] id = new byte[MAX_ID_BYTES];
    private int idBytes = -1;
    private byte[] lastId = new byte[0];
    private long event;
    private final long[] numbers = new long[NUMBERS];
    private int number;
    private int dataLines;
    private long dataBytes;

    EventParser(Events events) {
        this.events = events;
    }

    /** Forgets a half-done block, as a client does whose connection broke. The last event id stays. */
    void reconnected() {
        at = At.LINE_START;
        clearBlock();
    }

    /** Of the last whole block that had one; empty before. */
    String lastEventId() {
        return new String(lastId, StandardCharsets.UTF_8);
    }

    /** Digits behind the last dash of this block's id; -1 without an id, -2 when there are none. */
    long sequence() {
        if (idBytes < 0) {
            return -1;
        }
        long sequence = 0;
        long scale = 1;
        for (int i = idBytes - 1; i >= 0; i--) {
            if (id[i] == '-') {
                return scale == 1 ? -2 : sequence;
            }
            if (id[i] < '0' || id[i] > '9') {
                return -2;
            }
            sequence += (id[i] - '0') * scale;
            scale *= 10;
        }
        return -2;
    }

    boolean isNamed(long name) {
        return event == name;
    }

    /** Whether the data begins with the three numbers of a {@link Payload}. */
    boolean isStamped() {
        return number == NUMBERS;
    }

    long nanos() {
        return numbers[0];
    }

    int publisher() {
        return (int) numbers[1];
    }

    long number() {
        return numbers[2];
    }

    long dataBytes() {
        return dataBytes;
    }

    /** A name of at most eight letters as {@link #isNamed} wants it. */
    static long name(String letters) {
        long name = 0;
        for (byte letter : letters.getBytes(StandardCharsets.US_ASCII)) {
            name = name << Byte.SIZE | letter;
        }
        return name;
    }

    /** @throws IllegalStateException when the stream breaks a rule */
    void feed(byte[] in, int from, int to) {
        int i = from;
        while (i < to) {
            byte next = in[i];
            if (at == At.LINE_END && next != '\n') {
                throw new IllegalStateException("A stray CR");
            }
            if (next == '\r') {
                if (at == At.FIELD) {
                    beginValue();
                }
                at = At.LINE_END;
                i++;
            } else if (next == '\n') {
                endLine();
                i++;
            } else if (at == At.VALUE && (field == COMMENT || field == RETRY || (field == DATA && number >= NUMBERS))) {
                i = skip(in, i, to);
            } else {
                take(next);
                i++;
            }
        }
    }

    /** Most bytes of a stream end here. */
    private int skip(byte[] in, int from, int to) {
        int i = from;
        while (i < to && in[i] != '\n' && in[i] != '\r') {
            i++;
        }
        dataBytes += field == DATA ? i - from : 0;
        return i;
    }

    private void take(byte next) {
        switch (at) {
            case LINE_START, FIELD -> takeName(next);
            case VALUE_START -> {
                at = At.VALUE;
                if (next != ' ') {
                    takeValue(next);
                }
            }
            default -> takeValue(next);
        }
    }

    private void takeName(byte next) {
        if (at == At.LINE_START) {
            field = 0;
            at = At.FIELD;
        }
        if (next == ':') {
            beginValue();
        } else {
            field = field << Byte.SIZE | next;
        }
    }

    private void beginValue() {
        at = At.VALUE_START;
        if (field == ID) {
            idBytes = 0;
        } else if (field == EVENT) {
            event = 0;
        } else if (field == DATA) {
            dataLines++;
            beginData();
        } else if (field != COMMENT && field != RETRY) {
            throw new IllegalStateException("Not a field of an event: 0x" + Long.toHexString(field));
        }
    }

    /** Only the first line has the numbers. */
    private void beginData() {
        if (dataLines == 1) {
            number = 0;
            Arrays.fill(numbers, 0);
        } else if (number < NUMBERS) {
            number = NUMBERS + 1;
        }
    }

    private void takeValue(byte next) {
        if (field == ID) {
            if (next == 0 || idBytes == MAX_ID_BYTES) {
                throw new IllegalStateException("An id with a NUL, or a very long one");
            }
            id[idBytes++] = next;
        } else if (field == EVENT) {
            event = event << Byte.SIZE | next;
        } else if (field == DATA) {
            dataBytes++;
            if (next >= '0' && next <= '9') {
                numbers[number] = numbers[number] * 10 + next - '0';
            } else {
                // Something else than a payload: no number is to come.
                number = next == ' ' ? number + 1 : NUMBERS + 1;
            }
        }
    }

    private void endLine() {
        boolean empty = at == At.LINE_START || (at == At.LINE_END && field == -1);
        if (at == At.FIELD) {
            beginValue();
        }
        at = At.LINE_START;
        if (empty) {
            endBlock();
        }
        field = -1;
    }

    private void endBlock() {
        if (idBytes >= 0) {
            lastId = idBytes == lastId.length ? lastId : new byte[idBytes];
            System.arraycopy(id, 0, lastId, 0, idBytes);
        }
        if (dataLines > 0) {
            events.event(this);
        } else {
            events.beat(this);
        }
        clearBlock();
    }

    private void clearBlock() {
        field = -1;
        idBytes = -1;
        event = 0;
        number = 0;
        dataLines = 0;
        dataBytes = 0;
    }
}
