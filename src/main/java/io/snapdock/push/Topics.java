package io.snapdock.push;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.snapdock.push.event.PushEvent;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** All topics of this server, by name. A topic comes into being with its first reader or event, and is forgotten when it has neither. */
@ApplicationScoped
public class Topics {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** How exactly heartbeats and time limits are kept. */
    private static final long TICK_MILLIS = 1_000;

    /** So long readers may take, when the application stops, for what is on its way to them. */
    private static final Duration DRAINING = Duration.ofSeconds(2);

    private static final long DRAINING_LOOK_MILLIS = 20;

    private final Map<String, Topic> topics = new ConcurrentHashMap<>();
    private final QuietDisconnects quietDisconnects = new QuietDisconnects();

    @Resource
    private ManagedExecutorService executor;

    @Resource
    private ManagedScheduledExecutorService scheduler;

    @Resource
    private ManagedThreadFactory threadFactory;

    @Inject
    private PushLimits limits;

    @Inject
    private PrometheusRegistry registry;

    @Inject
    private Event<ReaderOpened> readerOpened;

    @Inject
    private Event<ReaderClosed> readerClosed;

    /** Threads of our own: the server's pool may be one thread, and busy with a thumbnail. */
    private ExecutorService announcers;

    private TopicListener listener;
    private Admission admission;
    private ScheduledFuture<?> ticking;

    /** Starts the clock: only its heartbeats find out that a silent reader has gone. */
    public synchronized void start() {
        listener = new ReaderEvents(new PushMetrics(registry, topics::values), readerOpened, readerClosed);
        admission = new Admission(limits.streams());
        announcers = Executors.newFixedThreadPool(
                Math.max(1, Runtime.getRuntime().availableProcessors() / 2), threadFactory);
        quietDisconnects.begin();
        ticking = scheduler.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Lets the readers have what is on its way, and ends their streams in order; whoever takes too long is cut off. */
    @PreDestroy
    synchronized void stop() {
        if (ticking == null) {
            return;
        }
        ticking.cancel(false);
        admission.stop();
        topics.values().forEach(topic -> topic.close(CloseReason.SHUTDOWN));
        try {
            long end = System.nanoTime() + DRAINING.toNanos();
            while (admission.open() > 0 && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(DRAINING_LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        topics.values().forEach(Topic::shutDown);
        announcers.shutdownNow();
        quietDisconnects.end();
    }

    /** The topic of this name, made if it is not there. To be used at once, not kept: who keeps one may hold a topic that was forgotten. */
    public Topic topic(String name) {
        return topics.compute(name, (any, topic) -> topic == null ? newTopic(name) : topic.used());
    }

    /**
     * Publishes where there is a topic. Without one nobody has read lately, and who comes later begins with a snapshot.
     */
    public void publishIfRead(String name, Supplier<PushEvent> event) {
        Topic topic = topics.computeIfPresent(name, (any, known) -> known.used());
        if (topic != null) {
            topic.publish(event.get());
        }
    }

    /**
     * Begins the answer to a reader, or refuses it while it still can be refused. To be called by the resource method, on its thread, as its
     * last step before {@link Topic#register(ReaderStream, Subscription)}.
     *
     * @param address of the client, as far as it can be trusted
     * @throws StreamRefusedException when there are too many streams already
     */
    public ReaderStream begin(
            String topic,
            String address,
            SseEventSink sink,
            Sse sse,
            HttpServletRequest request,
            HttpServletResponse response) {
        Runnable place = admission.admit(topic, address);
        try {
            return ReaderStream.begin(sink, sse, request, response, place);
        } catch (RuntimeException e) {
            place.run();
            throw e;
        }
    }

    private Topic newTopic(String name) {
        String epoch = Long.toString(RANDOM.nextLong(Long.MAX_VALUE), Character.MAX_RADIX);
        return new Topic(name, epoch, limits, executor, announcers, listener);
    }

    private void tick() {
        long nanos = System.nanoTime();
        for (Topic topic : topics.values()) {
            try {
                topic.tick(nanos);
            } catch (RuntimeException | Error e) {
                // A scheduled task that throws is not run again: nobody would be heard of any more.
                System.getLogger(Topics.class.getName()).log(System.Logger.Level.ERROR, "A topic failed", e);
            }
            if (topic.isForgettable(nanos)) {
                topics.computeIfPresent(topic.name(), (any, known) -> known.isForgettable(nanos) ? null : known);
            }
        }
    }
}
