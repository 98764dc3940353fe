package io.snapdock.bench;

import io.snapdock.swarm.Pace;
import io.snapdock.swarm.ProcessUsage;
import io.snapdock.swarm.Publishers;
import io.snapdock.swarm.Swarm;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** One contestant in one scenario, with its readers connected all the time: bursts go over the lanes by turns. */
final class Lane implements AutoCloseable {
    /** As long as the rest of a name and an id in JSON, with a little data. */
    private static final int DATA_BYTES = 150;

    /** How far publishers may be ahead of the readers. */
    private static final int WINDOW_EVENTS = 64;

    /** Nothing came for so long: it will not come any more. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final ProcessUsage CLIENT =
            new ProcessUsage(ProcessHandle.current().pid());

    private final Contestant contestant;
    private final Scenario scenario;
    private final int readers;
    private final Swarm swarm;
    private final Publishers publishers;

    Lane(Contestant contestant, Scenario scenario, int readers) {
        this.contestant = contestant;
        this.scenario = scenario;
        this.readers = readers;
        var topics = scenario.topics(readers);
        swarm = new Swarm(contestant.port(), 1, Map.of());
        var all = swarm.readers(readers, i -> contestant.subscribe().apply(topics.get(i % topics.size())));
        swarm.connect(all);
        swarm.awaitOpen(all);
        publishers = new Publishers(contestant.door(topics, DATA_BYTES), scenario.publishers);
    }

    Contestant contestant() {
        return contestant;
    }

    Sample burst() {
        long before = swarm.delivered();
        swarm.resetLatencies();
        Pace pace = scenario.eventsPerSecond > 0
                ? Pace.perSecond(scenario.eventsPerSecond)
                : Pace.within(WINDOW_EVENTS, swarm, readers);
        Duration cpu = contestant.usage().cpu();
        Duration client = CLIENT.cpu();
        long start = System.nanoTime();
        var statuses = publishers.publish(scenario.events, pace);
        long end = awaitDelivered(before + scenario.deliveries(readers));
        Duration used = contestant.usage().cpu().minus(cpu);
        Duration usedHere = CLIENT.cpu().minus(client);
        if (statuses.keySet().stream().anyMatch(status -> status < 200 || status > 299)) {
            throw new AssertionError(contestant.name() + " answered publishers with " + statuses);
        }
        long delivered = swarm.delivered() - before;
        return Sample.of(
                delivered,
                scenario.deliveries(readers) - delivered,
                Duration.ofNanos(end - start),
                used,
                usedHere,
                swarm.latencies());
    }

    /** @return when the last one came */
    private long awaitDelivered(long wanted) {
        long last = swarm.delivered();
        long lastAt = System.nanoTime();
        while (last < wanted && System.nanoTime() - lastAt < PATIENCE.toNanos()) {
            LockSupport.parkNanos(500_000);
            long now = swarm.delivered();
            if (now != last) {
                last = now;
                lastAt = System.nanoTime();
            }
        }
        return lastAt;
    }

    /** Readers that are not connected any more. */
    long lostReaders() {
        return swarm.with(reader -> !reader.isOpen()).size();
    }

    @Override
    public void close() {
        publishers.close();
        swarm.close();
    }
}
