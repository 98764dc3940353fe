package io.snapdock.push.setup;

import io.snapdock.push.PushLimits;
import io.snapdock.push.Topics;
import io.snapdock.push.log.LogLimits;
import io.snapdock.push.reader.ReaderLimits;
import io.snapdock.push.reader.ReaderLimits.SlowReaders;
import io.snapdock.settings.Settings;
import io.snapdock.settings.Started;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;

/** Gives the push engine its settings, which it does not know itself, and sets it going. */
@ApplicationScoped
public class PushSetup {

    @Inject
    private Settings.Push settings;

    @Produces
    PushLimits limits() {
        SlowReaders slow = switch (settings.slowReaders()) {
            case GAP -> SlowReaders.GAP;
            case CLOSE -> SlowReaders.CLOSE;
        };
        return new PushLimits(
                new ReaderLimits(settings.heartbeat(), settings.maxAge(), slow),
                new PushLimits.Streams(
                        settings.maxStreams(),
                        settings.maxStreamsPerTopic(),
                        settings.maxStreamsPerKey(),
                        settings.maxStreamsPerAddress()),
                new LogLimits(settings.logEvents(), settings.logBytes()),
                new PushLimits.Topics(settings.maxTopics(), settings.maxBytes(), settings.logAge()));
    }

    void start(@Observes Started started, Topics topics) {
        topics.start();
    }
}
