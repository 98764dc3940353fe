package io.snapdock.push;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** All topics of this server, by name. A topic comes into being with its first reader. */
@ApplicationScoped
public class Topics {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Map<String, Topic> topics = new ConcurrentHashMap<>();

    @Resource
    private ManagedExecutorService executor;

    @Resource
    private ManagedScheduledExecutorService scheduler;

    @Inject
    private PushLimits limits;

    private ScheduledFuture<?> beating;

    /** Starts the heartbeats: only they find out that a silent reader has gone. */
    public synchronized void start() {
        long millis = limits.heartbeat().toMillis();
        beating = scheduler.scheduleAtFixedRate(this::beat, millis, millis, TimeUnit.MILLISECONDS);
    }

    @PreDestroy
    synchronized void stop() {
        if (beating != null) {
            beating.cancel(false);
        }
        topics.values().forEach(Topic::shutDown);
    }

    public Topic topic(String name) {
        return topics.computeIfAbsent(name, any -> {
            String epoch = Long.toString(RANDOM.nextLong(Long.MAX_VALUE), Character.MAX_RADIX);
            return new Topic(epoch, new EventLog(limits.logEvents(), limits.logBytes()), executor);
        });
    }

    /**
     * Publishes where there is a topic. Without one nobody has read yet, and who comes later begins with a snapshot.
     */
    public void publish(String name, PushEvent event) {
        Topic topic = topics.get(name);
        if (topic != null) {
            topic.publish(event);
        }
    }

    /** Forgets a topic that nothing will be published on any more. Readers that it still has get what is in its log. */
    public void forget(String name) {
        topics.remove(name);
    }

    /** Whether one more stream may be opened. */
    public boolean hasRoom() {
        return topics.values().stream().mapToInt(Topic::readers).sum() < limits.maxStreams();
    }

    private void beat() {
        topics.values().forEach(Topic::beat);
    }
}
