package io.snapdock.swarm;

/**
 * The data of an event: {@code <nanoTime> <publisher> <number> xxx…}. The time is {@link System#nanoTime} of the publisher,
 * which readers on the same host may subtract from theirs; numbers count up from 0 for each publisher.
 */
final class Payload {
    private static final int LONGEST_LONG = 19;

    /** The three numbers with their spaces. */
    static final int MIN_BYTES = 3 * (LONGEST_LONG + 1);

    private Payload() {}

    /** Fills {@code target} from {@code from} to its end. */
    static void write(byte[] target, int from, long nanos, int publisher, long number) {
        int at = writeNumber(target, from, nanos);
        at = writeNumber(target, at, publisher);
        at = writeNumber(target, at, number);
        while (at < target.length) {
            target[at++] = 'x';
        }
    }

    private static int writeNumber(byte[] target, int from, long number) {
        int digits = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        long rest = number;
        for (int i = from + digits - 1; i >= from; i--) {
            target[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        target[from + digits] = ' ';
        return from + digits + 1;
    }
}
