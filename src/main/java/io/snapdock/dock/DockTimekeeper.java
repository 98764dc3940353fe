package io.snapdock.dock;

import io.snapdock.settings.Started;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Looks every second which docks are about to end. Rights never depend on it: expiry is checked at every use as well. */
@ApplicationScoped
public class DockTimekeeper {

    private static final Logger LOG = System.getLogger(DockTimekeeper.class.getName());

    @Resource
    private ManagedScheduledExecutorService scheduler;

    @Inject
    private Docks docks;

    @Inject
    private DockTurns turns;

    private ScheduledFuture<?> ticking;

    void start(@Observes Started started) {
        ticking = scheduler.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        if (ticking != null) {
            ticking.cancel(false);
        }
    }

    private void tick() {
        try {
            docks.due().forEach(id -> turns.take(id, () -> docks.keepTime(id)));
        } catch (RuntimeException e) {
            // An exception would end the schedule for good; the next tick may find the database back.
            LOG.log(Level.WARNING, "Docks could not be checked for their end", e);
        }
    }
}
