package io.snapdock.dock;

import io.snapdock.ground.Ticker;
import io.snapdock.settings.Started;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;

/** Looks every second which docks are about to end. Rights never depend on it: expiry is checked at every use as well. */
@ApplicationScoped
public class DockTimekeeper {

    private static final Duration EVERY = Duration.ofSeconds(1);

    @Resource
    private ManagedThreadFactory threads;

    @Inject
    private Docks docks;

    @Inject
    private DockTurns turns;

    private Ticker ticking;

    void start(@Observes Started started) {
        ticking = Ticker.start("dock-time", EVERY, threads, this::tick);
    }

    @PreDestroy
    void stop() {
        if (ticking != null) {
            ticking.stop();
        }
    }

    private void tick() {
        Ticker.forEach(docks.due(), id -> turns.take(id, () -> docks.keepTime(id)));
    }
}
