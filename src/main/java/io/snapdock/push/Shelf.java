package io.snapdock.push;

import io.snapdock.push.PushRefusedException.Reason;
import io.snapdock.push.log.LogBudget;
import io.snapdock.push.log.TopicLog;
import io.snapdock.push.reader.Feeds;
import io.snapdock.push.reader.ReaderStream;
import io.snapdock.push.reader.Threads;
import io.snapdock.push.reader.TopicListener;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Where topics stand, by name, within bounds for their number and for the bytes of all their logs. When one is reached, topics without readers are forgotten first: of
 * those the empty ones and the longest unused for the number, the largest for the bytes. Then the largest logs let go of their older half, so that whoever
 * takes most pays, and the small topics of others keep what they have.
 */
final class Shelf {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** So much is forgotten at once: looking through all topics for each new one would cost too much. */
    private static final int SHARE = 16;

    private static final Comparator<Look> LARGEST_FIRST =
            Comparator.comparingLong(Look::bytes).reversed();

    private final Map<String, Topic> topics = new ConcurrentHashMap<>();
    private final PushLimits limits;
    private final LogBudget budget;
    private final Threads threads;
    private final TopicListener listener;

    /** Held by the one who makes room; nobody waits for it who only publishes. */
    private final ReentrantLock making = new ReentrantLock();

    /** Each log holds little more than its newest event, until the next tick looks again. */
    private volatile boolean isAsSmallAsCanBe;

    Shelf(PushLimits limits, Threads threads, TopicListener listener) {
        this.limits = limits;
        this.budget = new LogBudget(limits.topics().bytes());
        this.threads = threads;
        this.listener = listener;
    }

    /**
     * The topic of this name, made if it is not there. It may be forgotten at any moment; then it says so when it is used.
     *
     * @throws PushRefusedException when it would be one too many
     */
    Topic take(String name) {
        Topic known = topics.get(name);
        if (known != null && !known.isForgotten()) {
            return known.used();
        }
        if (known != null) {
            drop(known);
        }
        if (topics.size() >= limits.topics().most()) {
            makePlaces();
        }
        return topics.computeIfAbsent(name, this::made).used();
    }

    /**
     * A stream that may have several of them.
     *
     * @param maxAge it ends after this time; empty for the engine's own limit
     */
    Feeds feeds(ReaderStream way, Function<Throwable, String> reasons, Optional<Duration> maxAge) {
        return new Feeds(limits.readers(), threads, listener, way, reasons, maxAge);
    }

    /** The topic of this name, if there is one. */
    Optional<Topic> find(String name) {
        return Optional.ofNullable(topics.get(name));
    }

    Collection<Topic> all() {
        return topics.values();
    }

    /** So that the next one who asks gets another. */
    private void drop(Topic forgotten) {
        topics.remove(forgotten.name(), forgotten);
    }

    /** To be called after something was published. */
    void keepWithin() {
        if (budget.isExceeded() && !isAsSmallAsCanBe && making.tryLock()) {
            try {
                makeBytes();
            } finally {
                making.unlock();
            }
        }
    }

    /** Forgets what is old. */
    void tick(long nanos) {
        isAsSmallAsCanBe = false;
        for (Topic topic : topics.values()) {
            topic.tick(nanos);
            if (topic.isForgettable(nanos, limits.topics().age())) {
                forget(topic);
            }
        }
        keepWithin();
    }

    private Topic made(String name) {
        String epoch = Long.toString(RANDOM.nextLong(Long.MAX_VALUE), Character.MAX_RADIX);
        return new Topic(name, new TopicLog(epoch, limits.log(), budget), limits, threads, listener);
    }

    private void makePlaces() {
        making.lock();
        try {
            int most = limits.topics().most();
            if (topics.size() < most) {
                return;
            }
            int wanted = topics.size() - most + Math.max(1, most / SHARE);
            long gone = unread().sorted(Comparator.comparing((Look look) -> look.bytes() > 0)
                            .thenComparing(Look::unused, Comparator.reverseOrder()))
                    .limit(wanted)
                    .filter(look -> forget(look.topic()))
                    .count();
            // Not by the number: others may take the places meanwhile, and there are no more of them than threads.
            if (gone == 0) {
                throw new PushRefusedException(Reason.TOO_MANY_TOPICS);
            }
        } finally {
            making.unlock();
        }
    }

    private void makeBytes() {
        unread().sorted(LARGEST_FIRST).takeWhile(any -> !budget.hasRoom()).forEach(look -> forget(look.topic()));
        var queue = new PriorityQueue<>(LARGEST_FIRST);
        topics.values().forEach(topic -> queue.add(new Look(topic, System.nanoTime())));
        for (Look largest = queue.poll(); largest != null && !budget.hasRoom(); largest = queue.poll()) {
            largest.topic().halve();
            var smaller = new Look(largest.topic(), System.nanoTime());
            if (smaller.bytes() < largest.bytes()) {
                queue.add(smaller);
            }
        }
        isAsSmallAsCanBe = budget.isExceeded();
    }

    /** A topic with what it is sorted by, looked at once: it changes meanwhile, and no order could be made of that. */
    private record Look(Topic topic, long bytes, Duration unused) {
        Look(Topic topic, long nanos) {
            this(topic, topic.bytes(), topic.unused(nanos));
        }
    }

    private Stream<Look> unread() {
        long nanos = System.nanoTime();
        return topics.values().stream()
                .filter(topic -> topic.readers().isEmpty())
                .map(topic -> new Look(topic, nanos));
    }

    /** @return whether it is forgotten; not when somebody reads it */
    private boolean forget(Topic topic) {
        boolean isForgotten = topic.forget();
        if (isForgotten) {
            drop(topic);
        }
        return isForgotten;
    }
}
