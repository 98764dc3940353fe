package io.snapdock.push;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import io.snapdock.push.reader.CloseReason;
import io.snapdock.push.reader.TopicListener;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What the engine does, in figures for Prometheus. What happens for each reader is counted in adders of our own, which the library asks
 * when somebody looks: a delivery takes five microseconds in all.
 */
final class PushMetrics implements TopicListener {

    private static final double NANOS = 1e9;

    private final LongAdder opened = new LongAdder();
    private final LongAdder events = new LongAdder();
    private final LongAdder encodeNanos = new LongAdder();
    private final LongAdder deliveries = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder writes = new LongAdder();
    private final LongAdder writeNanos = new LongAdder();
    private final LongAdder gaps = new LongAdder();
    private final Counter closed;

    PushMetrics(PrometheusRegistry registry, Supplier<Collection<Topic>> topics) {
        closed = Counter.builder()
                .name("snapdock_push_readers_closed_total")
                .help("Streams that have ended, by reason")
                .labelNames("reason")
                .register(registry);
        for (CloseReason reason : CloseReason.values()) {
            closed.initLabelValues(label(reason));
        }
        gauge(
                registry,
                "snapdock_push_readers",
                "Streams that are open",
                () -> topics.get().stream()
                        .mapToLong(topic -> topic.readers().count())
                        .sum());
        gauge(
                registry,
                "snapdock_push_topics",
                "Topics that are remembered",
                () -> topics.get().size());
        gauge(
                registry,
                "snapdock_push_lag_events",
                "Events that the slowest reader is behind its topic",
                () -> topics.get().stream()
                        .mapToLong(topic -> topic.readers().lag())
                        .max()
                        .orElse(0));
        gauge(
                registry,
                "snapdock_push_log_bytes",
                "Bytes that the logs of all topics hold",
                () -> topics.get().stream().mapToLong(Topic::bytes).sum());
        counter(registry, "snapdock_push_readers_opened_total", "Streams that have begun", opened);
        counter(registry, "snapdock_push_events_total", "Events that were published", events);
        counter(registry, "snapdock_push_deliveries_total", "Events that were written to a stream", deliveries);
        counter(registry, "snapdock_push_writes_total", "Writes to streams; one may hold several events", writes);
        counter(registry, "snapdock_push_gaps_total", "Times that a reader had missed something", gaps);
        counter(registry, "snapdock_push_written_bytes_total", "Bytes that were written to streams", bytes);
        seconds(registry, "snapdock_push_encode_seconds_total", "Time taken to encode and append events", encodeNanos);
        seconds(registry, "snapdock_push_write_seconds_total", "Time taken to write to streams", writeNanos);
    }

    @Override
    public void opened(String topic) {
        opened.increment();
    }

    @Override
    public void closed(String topic, CloseReason reason, Duration open) {
        closed.labelValues(label(reason)).inc();
    }

    @Override
    public void published(long nanos) {
        events.increment();
        encodeNanos.add(nanos);
    }

    @Override
    public void delivered(int count, int length, long nanos) {
        deliveries.add(count);
        bytes.add(length);
        writes.increment();
        writeNanos.add(nanos);
    }

    @Override
    public void gap() {
        gaps.increment();
    }

    private static String label(CloseReason reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }

    private static void gauge(PrometheusRegistry registry, String name, String help, LongSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call((double) value.getAsLong()))
                .register(registry);
    }

    private static void counter(PrometheusRegistry registry, String name, String help, LongAdder value) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call((double) value.sum()))
                .register(registry);
    }

    private static void seconds(PrometheusRegistry registry, String name, String help, LongAdder nanos) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .unit(Unit.SECONDS)
                .callback(callback -> callback.call(nanos.sum() / NANOS))
                .register(registry);
    }
}
