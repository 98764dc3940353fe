package io.snapdock.topic;

import io.snapdock.own.Own;
import io.snapdock.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** To which topics of the lab an address has published lately. It takes no key, so each address has a few, and leaves the rest to others. */
@ApplicationScoped
public class LabTopics {

    private static final int MOST = 10;

    /** More are looked through for those that can be forgotten. */
    private static final int MANY_ADDRESSES = 1_000;

    @Inject
    private Settings.Push settings;

    @Inject
    @Own
    private Clock clock;

    private final Map<String, Map<String, Instant>> used = new HashMap<>();

    /** Whether an address may publish to this one as well; a topic is not counted any more when it may be forgotten. */
    synchronized boolean takes(String address, String topic) {
        Instant now = clock.instant();
        Instant old = now.minus(settings.logAge());
        if (used.size() > MANY_ADDRESSES) {
            used.values().removeIf(topics -> topics.values().stream().allMatch(old::isAfter));
        }
        Map<String, Instant> own = used.computeIfAbsent(address, any -> new HashMap<>());
        own.values().removeIf(old::isAfter);
        boolean isTaken = own.size() < MOST || own.containsKey(topic);
        if (isTaken) {
            own.put(topic, now);
        }
        return isTaken;
    }
}
