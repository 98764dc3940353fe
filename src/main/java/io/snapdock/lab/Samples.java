package io.snapdock.lab;

import io.snapdock.push.event.PushEvent;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What a stream can carry, one of each. */
final class Samples {

    private static final Map<String, PushEvent> EVENTS = Map.of(
            // Seen by nobody but those who watch the wire.
            "comment", withoutData(Optional.of("a comment, of\ntwo lines"), Optional.empty()),
            // The standard knows three ends of a line; readers get each as LF.
            "lines",
                    PushEvent.lasting(
                            PushEvent.MESSAGE, "one line\nbehind LF\rbehind CR\r\nbehind CRLF\n\nbehind an empty line"),
            "named", PushEvent.lasting("greeting", "for addEventListener('greeting', …)"),
            "retry", withoutData(Optional.empty(), Optional.of(Duration.ofSeconds(4))));

    private Samples() {}

    static Optional<PushEvent> named(String name) {
        return Optional.ofNullable(EVENTS.get(name));
    }

    private static PushEvent withoutData(Optional<String> comment, Optional<Duration> retry) {
        return new PushEvent(PushEvent.MESSAGE, Optional.empty(), comment, retry, PushEvent.Kind.LASTING);
    }
}
