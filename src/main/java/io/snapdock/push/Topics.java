package io.snapdock.push;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.snapdock.ground.Pool;
import io.snapdock.ground.Ticker;
import io.snapdock.push.event.EventId;
import io.snapdock.push.event.PushEvent;
import io.snapdock.push.reader.CloseReason;
import io.snapdock.push.reader.Exchange;
import io.snapdock.push.reader.Feeds;
import io.snapdock.push.reader.QuietDisconnects;
import io.snapdock.push.reader.ReaderStream;
import io.snapdock.push.reader.Subscription;
import io.snapdock.push.reader.Threads;
import io.snapdock.push.reader.TopicListener;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.ws.rs.sse.SseBroadcaster;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * All topics of this server, by name. A topic comes into being with its first reader or event, and is forgotten when it has neither; it may be used
 * before the engine is {@linkplain #start started}.
 */
@ApplicationScoped
public class Topics {

    /** How exactly heartbeats and time limits are kept. */
    private static final Duration TICK = Duration.ofSeconds(1);

    /** So many snapshots may wait for a database while others are made. */
    private static final int SNAPSHOTS = 16;

    private static final int ENDINGS = 4;
    private static final int SINKS = 16;

    /** So long readers may take, when the application stops, for what is on its way to them. */
    private static final Duration DRAINING = Duration.ofSeconds(2);

    private static final long DRAINING_LOOK_MILLIS = 20;

    private final QuietDisconnects quietDisconnects = new QuietDisconnects();

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

    private ThreadFactory threads;
    private List<Pool> pools;
    private Shelf shelf;
    private Admission admission;
    private Ticker ticker;

    protected Topics() {}

    /** Without a container. */
    @SuppressWarnings("UnnecessaryAssignment")
    Topics(ThreadFactory threads, PushLimits limits, TopicListener listener) {
        this.limits = limits;
        prepare(threads, listener);
    }

    @PostConstruct
    void prepare() {
        var metrics = new PushMetrics(registry, () -> shelf.all());
        prepare(threadFactory, new ReaderEvents(metrics, readerOpened, readerClosed));
    }

    private void prepare(ThreadFactory factory, TopicListener listener) {
        threads = factory;
        int half = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        Pool announcers = Pool.of("push-announce", half, factory);
        Pool snapshots = Pool.of("push-snapshot", SNAPSHOTS, factory);
        Pool endings = Pool.of("push-end", ENDINGS, factory);
        Pool sinks = Pool.of("push-sink", SINKS, factory);
        pools = List.of(announcers, snapshots, endings, sinks);
        admission = new Admission(limits.streams());
        shelf = new Shelf(limits, new Threads(announcers, snapshots, endings, sinks), listener);
    }

    /** Starts the clock: only its heartbeats find out that a silent reader has gone. It beats on a thread of its own, whatever a database does. */
    public synchronized void start() {
        if (ticker == null) {
            quietDisconnects.begin();
            ticker = Ticker.start("push-clock", TICK, threads, () -> shelf.tick(System.nanoTime()));
        }
    }

    /** Lets the readers have what is on its way, and ends their streams in order; whoever takes too long is cut off. */
    @PreDestroy
    synchronized void stop() {
        if (ticker != null) {
            ticker.stop();
            quietDisconnects.end();
        }
        admission.stop();
        shelf.all().forEach(topic -> topic.readers().close(CloseReason.SHUTDOWN));
        try {
            long end = System.nanoTime() + DRAINING.toNanos();
            while (admission.open() > 0 && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(DRAINING_LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        shelf.all().forEach(topic -> topic.readers().shutDown());
        pools.forEach(Pool::stop);
    }

    /**
     * Makes a stream of the answer to a reader, or refuses it while it still can be refused. To be called by the resource method, on its thread, as its
     * last step. The reader's place is given back when its stream has ended, whichever way.
     *
     * @throws PushRefusedException when there are too many streams or topics already
     */
    public void open(String topic, Visitor visitor, Subscription subscription, Exchange exchange) {
        Runnable place = admission.admit(topic, visitor);
        try {
            shelf.take(topic);
            subscription.opened().run();
        } catch (Throwable e) {
            place.run();
            throw e;
        }
        try {
            ReaderStream stream = ReaderStream.begin(exchange, place);
            while (!shelf.take(topic).open(stream, subscription)) {
                // It was forgotten in this very moment; there is another one by now.
            }
        } catch (Throwable e) {
            place.run();
            subscription.closed().run();
            throw e;
        }
    }

    /**
     * The same for several topics in one stream. Each counts as a stream of its own, and each is refused by itself: its reader is told so by an event {@code refused}, and reads the others.
     *
     * @param evenIfNone whether the stream begins when all are refused, to say why; otherwise the refusal of the first is thrown
     * @param reasons the data of {@code refused} for what was thrown
     * @param way begins the answer
     */
    public void open(
            List<Wanted> all, boolean evenIfNone, Function<Throwable, String> reasons, Supplier<ReaderStream> way) {
        List<Claim> claims = all.stream().map(this::claim).toList();
        Throwable first = claims.get(0).refusal();
        if (!evenIfNone && claims.stream().allMatch(claim -> claim.refusal() != null)) {
            throw first instanceof RuntimeException refusal ? refusal : new IllegalStateException(first);
        }
        Feeds feeds;
        try {
            feeds = shelf.feeds(way.get(), reasons, shortest(claims));
        } catch (Throwable e) {
            claims.forEach(Claim::giveBack);
            throw e;
        }
        claims.forEach(claim -> join(feeds, claim));
        feeds.start();
    }

    /** A stream ends with the first of what it reads that ends at a certain time, so that its reader asks anew. */
    private static Optional<Duration> shortest(List<Claim> claims) {
        return claims.stream()
                .filter(claim -> claim.reading() != null)
                .flatMap(claim -> claim.reading().subscription().maxAge().stream())
                .min(Comparator.naturalOrder());
    }

    /**
     * What became of a topic that somebody wants to read.
     *
     * @param reading null when it was refused
     */
    private record Claim(String name, Reading reading, Throwable refusal) {
        void giveBack() {
            if (reading != null) {
                reading.subscription().closed().run();
            }
        }
    }

    private Claim claim(Wanted one) {
        try {
            Reading reading = one.reading().get();
            Runnable place = admission.admit(reading.topic(), reading.visitor());
            try {
                shelf.take(reading.topic());
                reading.subscription().opened().run();
            } catch (Throwable e) {
                place.run();
                throw e;
            }
            return new Claim(one.name(), reading.givingBack(place), null);
        } catch (Throwable e) {
            return new Claim(one.name(), null, e);
        }
    }

    private void join(Feeds feeds, Claim claim) {
        if (claim.reading() == null) {
            feeds.refuse(claim.name(), claim.refusal());
            return;
        }
        Reading reading = claim.reading();
        try {
            while (!shelf.take(reading.topic()).join(feeds, claim.name(), reading.subscription())) {
                // It was forgotten in this very moment; there is another one by now.
            }
        } catch (Throwable e) {
            claim.giveBack();
            feeds.refuse(claim.name(), e);
        }
    }

    /**
     * Sends an event to all who read a topic, and to who comes back to it. Never waits for one.
     *
     * @return the id that it has; for a passing event, which has none, the id of the event before it
     * @throws PushRefusedException when the topic would be one too many
     */
    public EventId publish(String topic, PushEvent event) {
        return publish(topic, event, null);
    }

    /**
     * The same for publishers that may have to repeat themselves.
     *
     * @param key the publisher's own name for the event: while the topic holds one with this key, it is not published again. Null for none
     * @return the id that the event has, or got the first time
     */
    public EventId publish(String topic, PushEvent event, String key) {
        Optional<EventId> id = Optional.empty();
        while (id.isEmpty()) {
            id = shelf.take(topic).publish(event, key);
        }
        shelf.keepWithin();
        return id.get();
    }

    /**
     * Publishes where there is a topic. Without one nobody has read lately, and who comes later begins with a snapshot.
     */
    public void publishIfRead(String topic, Supplier<PushEvent> event) {
        shelf.find(topic).ifPresent(known -> {
            known.used().publish(event.get(), null);
            shelf.keepWithin();
        });
    }

    /** Ends the streams of all who read a topic, each once it has what was published; their clients come back and go on where they were. */
    public void disconnect(String topic) {
        shelf.find(topic).ifPresent(Topic::close);
    }

    /** How many streams are open; one of several topics counts for each. */
    public int streams() {
        return admission.open();
    }

    /** A topic as the standard's broadcaster. To be used at once, not kept: it may be forgotten when nobody reads it, and then refuses. */
    public SseBroadcaster broadcaster(String topic) {
        return shelf.take(topic);
    }
}
