package io.snapdock.live;

import io.snapdock.ground.Ticker;
import io.snapdock.settings.Started;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Phones that have said goodbye, for the moment in which they may come back: a reload, another tab that goes on and a page that the browser
 * shows again all say goodbye, too, and are no leaving.
 */
@ApplicationScoped
public class Farewells {

    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

    private record Phone(String dockId, String phoneId) {}

    private final Map<Phone, Long> saidAt = new ConcurrentHashMap<>();

    @Inject
    private Presence presence;

    @Inject
    private DockEvents events;

    @Resource
    private ManagedThreadFactory threads;

    private Ticker ticker;

    void start(@Observes Started started) {
        ticker = Ticker.start("farewells", LOOK_EVERY, threads, this::look);
    }

    @PreDestroy
    void stop() {
        if (ticker != null) {
            ticker.stop();
        }
    }

    /** The phone goes, and its stream with it, whenever its connection will be found to have ended, or to have begun. */
    void say(String dockId, String phoneId, String stream) {
        if (presence.goodbye(dockId, phoneId, stream)) {
            saidAt.put(new Phone(dockId, phoneId), System.nanoTime());
        }
    }

    /** @return whether it had said goodbye just now, so that nobody knows of it yet */
    boolean takeBack(String dockId, String phoneId) {
        return saidAt.remove(new Phone(dockId, phoneId)) != null;
    }

    private void look() {
        long now = System.nanoTime();
        saidAt.forEach((phone, at) -> {
            if (now - at > GRACE.toNanos()
                    && saidAt.remove(phone, at)
                    && !presence.isOpen(phone.dockId(), phone.phoneId()).orElse(false)) {
                events.phoneLeft(phone.dockId(), phone.phoneId());
            }
        });
    }
}
