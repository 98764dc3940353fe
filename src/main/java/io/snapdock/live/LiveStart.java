package io.snapdock.live;

import io.snapdock.push.PushLimits;
import io.snapdock.push.Topics;
import io.snapdock.settings.Settings;
import io.snapdock.settings.Started;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;

/** Gives the push engine its settings, which it does not know itself, and sets it going. */
@ApplicationScoped
public class LiveStart {

    @Inject
    private Settings.Push settings;

    @Produces
    PushLimits limits() {
        return new PushLimits(
                settings.heartbeat(),
                settings.maxAge(),
                new PushLimits.Streams(
                        settings.maxStreams(), settings.maxStreamsPerTopic(), settings.maxStreamsPerAddress()),
                new PushLimits.Log(settings.logEvents(), settings.logBytes(), settings.logAge()),
                switch (settings.slowReaders()) {
                    case GAP -> PushLimits.SlowReaders.GAP;
                    case CLOSE -> PushLimits.SlowReaders.CLOSE;
                });
    }

    void start(@Observes Started started, Topics topics) {
        topics.start();
    }
}
