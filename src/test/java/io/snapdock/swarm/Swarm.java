package io.snapdock.swarm;

import io.snapdock.support.Condition;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Many readers of one server on few threads. */
public final class Swarm implements AutoCloseable {
    private static final Duration OPEN_LIMIT = Duration.ofSeconds(30);

    private final List<SwarmLoop> loops = new ArrayList<>();
    private final List<SwarmReader> readers = new ArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();

    /**
     * @param port on 127.0.0.1
     * @param headers sent with each request
     */
    public Swarm(int port, int threads, Map<String, String> headers) {
        for (int i = 0; i < threads; i++) {
            var loop = new SwarmLoop(
                    "swarm-" + port + "-" + i, new InetSocketAddress(InetAddress.getLoopbackAddress(), port), headers);
            loop.start();
            loops.add(loop);
        }
    }

    /** Readers that do not connect before {@link #connect}. */
    public List<SwarmReader> readers(int count, IntFunction<String> path) {
        var added = new ArrayList<SwarmReader>();
        for (int i = 0; i < count; i++) {
            var loop = loops.get(turn.getAndIncrement() % loops.size());
            added.add(new SwarmReader(loop, path.apply(i)));
        }
        readers.addAll(added);
        return List.copyOf(added);
    }

    /** Connects them; comes back when each has the head of a 200. */
    public List<SwarmReader> open(int count, String path) {
        var opened = readers(count, i -> path);
        connect(opened);
        awaitOpen(opened);
        return opened;
    }

    public void connect(List<SwarmReader> closed) {
        closed.forEach(SwarmReader::connect);
    }

    /** @throws AssertionError when one has a fault */
    public void awaitOpen(List<SwarmReader> opening) {
        Condition.await("readers to be connected", OPEN_LIMIT, () -> {
            failOnFault();
            return opening.stream().allMatch(SwarmReader::isOpen);
        });
    }

    /** @throws AssertionError when one has a fault, naming the first few */
    public void failOnFault() {
        var faulty = with(reader -> reader.fault() != null);
        if (!faulty.isEmpty()) {
            throw new AssertionError(faulty.size() + " readers have a fault, such as " + some(faulty));
        }
    }

    /** A few of them for a message. */
    public static String some(List<SwarmReader> readers) {
        return readers.stream().limit(5).map(SwarmReader::toString).toList().toString();
    }

    public List<SwarmReader> with(Predicate<SwarmReader> what) {
        return readers.stream().filter(what).toList();
    }

    /** Events that all readers together got so far, those that came twice and those of readers that have gone included. */
    public long delivered() {
        return loops.stream().mapToLong(SwarmLoop::deliveredSoFar).sum();
    }

    /** Blocks without data that all readers together got so far. */
    public long beats() {
        return loops.stream().mapToLong(SwarmLoop::beatsSoFar).sum();
    }

    /** From publishing to reading, since the last {@link #resetLatencies}. To be asked for when all has been delivered. */
    public Latencies latencies() {
        var all = new Latencies();
        loops.forEach(loop -> all.add(loop.latencies()));
        return all;
    }

    public void resetLatencies() {
        loops.forEach(SwarmLoop::resetLatencies);
    }

    /** Forgets these readers, which have gone. */
    public void forget(List<SwarmReader> gone) {
        readers.removeAll(gone);
    }

    @Override
    public void close() {
        Stream.of(loops).flatMap(List::stream).forEach(SwarmLoop::close);
    }
}
