package io.snapdock.push;

import io.snapdock.push.StreamRefusedException.Reason;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts open streams and says no before one too many begins. */
final class Admission {

    /** Soon enough for a person who waits, and spread, because all who were refused come back. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(20);

    private final PushLimits.Streams limits;
    private final AtomicInteger total = new AtomicInteger();
    private final Map<String, Integer> byTopic = new ConcurrentHashMap<>();
    private final Map<String, Integer> byAddress = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    Admission(PushLimits.Streams limits) {
        this.limits = limits;
    }

    /**
     * Takes a place for a stream.
     *
     * @return gives the place back; may be run more than once
     * @throws StreamRefusedException when there is none
     */
    Runnable admit(String topic, String address) {
        if (stopping) {
            throw refused(Reason.STOPPING);
        }
        if (total.incrementAndGet() > limits.total()) {
            total.decrementAndGet();
            throw refused(Reason.SERVER_FULL);
        }
        if (byTopic.merge(topic, 1, Integer::sum) > limits.perTopic()) {
            release(byTopic, topic);
            total.decrementAndGet();
            throw refused(Reason.TOPIC_FULL);
        }
        if (byAddress.merge(address, 1, Integer::sum) > limits.perAddress()) {
            release(byAddress, address);
            release(byTopic, topic);
            total.decrementAndGet();
            throw refused(Reason.ADDRESS_FULL);
        }
        var released = new AtomicBoolean();
        return () -> {
            if (released.compareAndSet(false, true)) {
                release(byAddress, address);
                release(byTopic, topic);
                total.decrementAndGet();
            }
        };
    }

    void stop() {
        stopping = true;
    }

    int open() {
        return total.get();
    }

    private static void release(Map<String, Integer> counts, String key) {
        counts.computeIfPresent(key, (any, count) -> count > 1 ? count - 1 : null);
    }

    private static StreamRefusedException refused(Reason reason) {
        return new StreamRefusedException(reason, Jitter.around(RETRY_AFTER, 0.5));
    }
}
