package io.snapdock.bench;

import io.snapdock.swarm.Latencies;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * One burst, or the medians of several.
 *
 * @param cpuMicros of the server's process for each delivery
 * @param clientMicros CPU of readers and publishers for each delivery
 * @param missing events that were published and did not come
 */
record Sample(
        double deliveriesPerSecond,
        double cpuMicros,
        double clientMicros,
        double p50Millis,
        double p99Millis,
        double maxMillis,
        long missing) {

    static Sample of(long delivered, long missing, Duration took, Duration cpu, Duration client, Latencies latencies) {
        return new Sample(
                delivered * 1e9 / took.toNanos(),
                cpu.toNanos() / 1e3 / Math.max(1, delivered),
                client.toNanos() / 1e3 / Math.max(1, delivered),
                millis(latencies.percentile(0.5)),
                millis(latencies.percentile(0.99)),
                millis(latencies.max()),
                missing);
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }

    /** Of each column for itself; what is missing is added up. */
    static Sample median(List<Sample> samples) {
        return new Sample(
                Median.of(samples, Sample::deliveriesPerSecond),
                Median.of(samples, Sample::cpuMicros),
                Median.of(samples, Sample::clientMicros),
                Median.of(samples, Sample::p50Millis),
                Median.of(samples, Sample::p99Millis),
                Median.of(samples, Sample::maxMillis),
                samples.stream().mapToLong(Sample::missing).sum());
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,9.0f/s, server %6.2f µs, client %5.2f µs, p50 %6.1f, p99 %6.1f, max %6.1f ms, %d missing",
                deliveriesPerSecond,
                cpuMicros,
                clientMicros,
                p50Millis,
                p99Millis,
                maxMillis,
                missing);
    }
}
