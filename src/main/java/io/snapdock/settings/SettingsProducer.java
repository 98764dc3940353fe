package io.snapdock.settings;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;

/** Reads the settings once for each deployment and hands each feature its own part. */
@ApplicationScoped
public class SettingsProducer {

    private final Settings settings = Settings.ofDeployment();

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
    Clock clock() {
        return Clock.systemUTC();
    }
}
