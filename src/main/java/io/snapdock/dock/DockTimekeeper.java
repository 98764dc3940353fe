package io.snapdock.dock;

import io.snapdock.ground.ClockSet;
import io.snapdock.ground.SteadyClock;
import io.snapdock.ground.Ticker;
import io.snapdock.problem.Outage;
import io.snapdock.settings.Settings;
import io.snapdock.settings.Started;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;

/** Looks every second which docks are about to end. Rights never depend on it: expiry is checked at every use as well. */
@ApplicationScoped
public class DockTimekeeper {

    private static final Logger LOG = System.getLogger(DockTimekeeper.class.getName());

    private static final Duration EVERY = Duration.ofSeconds(1);

    @Resource
    private ManagedThreadFactory threads;

    @Inject
    private Docks docks;

    @Inject
    private SteadyClock clock;

    @Inject
    private DockTurns turns;

    @Inject
    private Desktops desktops;

    @Inject
    private Settings.Docks settings;

    @Inject
    private Event<ClockSet> clockSet;

    private Ticker ticking;

    void start(@Observes Started started) {
        ticking = Ticker.start("dock-time", EVERY, threads, Outage.sparing(this::tick));
    }

    @PreDestroy
    void stop() {
        if (ticking != null) {
            ticking.stop();
        }
    }

    private void tick() {
        Duration jump = clock.look();
        if (!jump.isZero()) {
            LOG.log(
                    Level.WARNING,
                    "The machine's clock was set by " + jump + "; docks and messages have as long as before");
            followJump(jump);
        }
        Ticker.forEach(docks.due(), id -> turns.take(id, () -> docks.keepTime(id)));
        List<String> unwanted = docks.unjoined().stream()
                .filter(id -> desktops.isGone(id, settings.unjoined()))
                .toList();
        Ticker.forEach(unwanted, id -> turns.take(id, () -> docks.endUnused(id)));
    }

    /** In the order in which no dock looks ended in between. */
    private void followJump(Duration jump) {
        if (jump.isNegative()) {
            clock.follow(jump);
            docks.move(jump);
        } else {
            docks.move(jump);
            clock.follow(jump);
        }
        clockSet.fire(new ClockSet(jump));
    }
}
