package io.snapdock.push.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventLogTest {
    private static final int MANY_BYTES = 1_000_000;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 15, 16, 17, 100, 1000})
    void holdsTheNewestUpToItsBound(int maxEvents) {
        var log = log(maxEvents, MANY_BYTES);
        for (int i = 1; i <= 250; i++) {
            log.append(entry(i, 10));
            int held = Math.min(i, maxEvents);
            assertThat(read(log, i - held)).hasSize(held).last().isEqualTo((long) i);
            assertThat(log.holdsAllAfter(i - held)).isTrue();
            assertThat(log.holdsAllAfter(i - held - 1)).isFalse();
        }
    }

    @Test
    void dropsTheOldestWhenItHasTooManyBytesButNeverTheNewest() {
        var log = log(100, 50 + 3 * EventLog.ENTRY_BYTES);
        log.append(entry(1, 20));
        log.append(entry(2, 20));
        assertThat(read(log, 0)).containsExactly(1L, 2L);
        log.append(entry(3, 20));
        assertThat(read(log, 1)).containsExactly(2L, 3L);
        log.append(entry(4, 500));
        assertThat(read(log, 3)).containsExactly(4L);
    }

    @Test
    void knowsNothingOfTheFuture() {
        var log = log(10, MANY_BYTES);
        assertThat(log.holdsAllAfter(0)).isTrue();
        assertThat(log.holdsAllAfter(1)).isFalse();
        assertThat(log.after(0)).isNull();
    }

    @Test
    void refusesAHole() {
        var log = log(10, MANY_BYTES);
        assertThatThrownBy(() -> log.append(entry(2, 1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void remembersKeysAsLongAsTheirEvents() {
        var log = log(2, MANY_BYTES);
        log.append(new EventLog.Entry(1, new byte[1], "a", false));
        assertThat(log.sequenceOf("a")).contains(1L);
        log.append(new EventLog.Entry(2, new byte[1], "b", false));
        log.append(new EventLog.Entry(3, new byte[1], null, false));
        assertThat(log.sequenceOf("a")).isEmpty();
        assertThat(log.sequenceOf("b")).contains(2L);
    }

    private static EventLog log(int events, long bytes) {
        return new EventLog(events, bytes);
    }

    private static EventLog.Entry entry(long sequence, int bytes) {
        return new EventLog.Entry(sequence, new byte[bytes], null, false);
    }

    private static List<Long> read(EventLog log, long from) {
        var sequences = new ArrayList<Long>();
        for (var next = log.after(from); next != null; next = log.after(next.sequence())) {
            sequences.add(next.sequence());
        }
        return sequences;
    }
}
