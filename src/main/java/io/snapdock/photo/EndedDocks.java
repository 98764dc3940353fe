package io.snapdock.photo;

import io.snapdock.dock.DockTurns;
import io.snapdock.dock.Docks;
import io.snapdock.settings.Started;
import io.snapdock.store.IncomingFiles;
import io.snapdock.store.Leftovers;
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

/**
 * Removes docks some time after their end, with all that they have: photos, unfinished uploads, phones. Rows go first, in one
 * transaction; files whose dock is gone already, by a crash in between, go at the next start.
 */
@ApplicationScoped
public class EndedDocks {

    private static final Logger LOG = System.getLogger(EndedDocks.class.getName());

    private static final long EVERY_SECONDS = 10;

    @Resource
    private ManagedScheduledExecutorService scheduler;

    @Inject
    private Docks docks;

    @Inject
    private DockRows rows;

    @Inject
    private IncomingFiles incoming;

    @Inject
    private Leftovers leftovers;

    @Inject
    private DockTurns turns;

    private ScheduledFuture<?> removing;

    void start(@Observes Started started) {
        removing = scheduler.scheduleWithFixedDelay(this::removeAll, 1, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        if (removing != null) {
            removing.cancel(false);
        }
    }

    private void removeAll() {
        try {
            docks.longEnded().forEach(this::remove);
        } catch (RuntimeException e) {
            // An exception would end the schedule for good.
            LOG.log(Level.WARNING, "Ended docks could not be removed", e);
        }
    }

    private void remove(String dockId) {
        var uploadIds = turns.take(dockId, () -> rows.forget(dockId));
        uploadIds.forEach(incoming::remove);
        leftovers.removeDock(dockId);
        LOG.log(Level.DEBUG, "Dock {0} was removed", dockId);
    }
}
