package io.snapdock.settings;

import io.snapdock.ground.SteadyClock;
import io.snapdock.own.Own;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import java.time.Clock;

/** Reads the settings once for each deployment and hands each feature its own part. */
@ApplicationScoped
public class SettingsProducer {

    private final Settings settings = Settings.ofDeployment();
    private final SteadyClock clock = new SteadyClock();

    @Produces
    Settings settings() {
        return settings;
    }

    @Produces
    Settings.Web web() {
        return settings.web();
    }

    @Produces
    Settings.Docks docks() {
        return settings.docks();
    }

    @Produces
    Settings.Limits limits() {
        return settings.limits();
    }

    @Produces
    Settings.Photos photos() {
        return settings.photos();
    }

    @Produces
    Settings.Uploads uploads() {
        return settings.uploads();
    }

    @Produces
    Settings.Downloads downloads() {
        return settings.downloads();
    }

    @Produces
    Settings.Push push() {
        return settings.push();
    }

    @Produces
    Settings.Topics topics() {
        return settings.topics();
    }

    @Produces
    Settings.Compat compat() {
        return settings.compat();
    }

    @Produces
    Settings.Metrics metrics() {
        return settings.metrics();
    }

    @Produces
    Settings.Scan scan() {
        return settings.scan();
    }

    @Produces
    @Own
    Clock clock() {
        return clock;
    }

    /** For the one who looks after it. */
    @Produces
    @Typed(SteadyClock.class)
    SteadyClock steadyClock() {
        return clock;
    }
}
