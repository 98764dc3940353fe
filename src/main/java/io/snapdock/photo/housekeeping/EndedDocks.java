package io.snapdock.photo.housekeeping;

import io.snapdock.dock.DockTurns;
import io.snapdock.dock.Docks;
import io.snapdock.ground.Ticker;
import io.snapdock.problem.Outage;
import io.snapdock.settings.Started;
import io.snapdock.store.IncomingFiles;
import io.snapdock.store.Leftovers;
import io.snapdock.store.Removals;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/**
 * Removes docks some time after their end, with all that they have: photos, unfinished uploads, phones. Rows go first, in one
 * transaction; files whose dock is gone already, by a crash in between, go at the next start.
 */
@ApplicationScoped
public class EndedDocks {

    private static final Logger LOG = System.getLogger(EndedDocks.class.getName());

    private static final Duration EVERY = Duration.ofSeconds(10);

    @Resource
    private ManagedThreadFactory threads;

    @Inject
    private Docks docks;

    @Inject
    private DockRows rows;

    @Inject
    private IncomingFiles incoming;

    @Inject
    private Leftovers leftovers;

    @Inject
    private Removals removals;

    @Inject
    private DockTurns turns;

    private Ticker removing;

    void start(@Observes Started started) {
        removing = Ticker.start("ended-docks", EVERY, threads, Outage.sparing(this::removeAll));
    }

    @PreDestroy
    void stop() {
        if (removing != null) {
            removing.stop();
        }
    }

    private void removeAll() {
        Ticker.forEach(docks.longEnded(), this::remove);
    }

    private void remove(String dockId) {
        removals.begin(dockId);
        turns.take(dockId, () -> rows.forget(dockId)).ifPresent(uploadIds -> {
            uploadIds.forEach(incoming::remove);
            leftovers.removeDock(dockId);
            uploadIds.forEach(removals::end);
            LOG.log(Level.DEBUG, "Dock {0} was removed", dockId);
        });
        removals.end(dockId);
    }
}
