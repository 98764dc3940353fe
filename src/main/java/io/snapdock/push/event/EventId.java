package io.snapdock.push.event;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place of an event in its topic: {@code epoch-sequence}. The epoch changes with each life of a topic's log, so that an id of an earlier
 * life is recognised as such and never taken for a place in this one.
 *
 * @param epoch letters and digits, at most 20
 * @param sequence 0 (before the first event) or more
 */
public record EventId(String epoch, long sequence) {

    private static final Pattern FORM = Pattern.compile("([a-z0-9]{1,20})-([0-9]{1,18})");

    public EventId {
        if (!FORM.matcher(epoch + "-" + sequence).matches()) {
            throw new IllegalArgumentException("Not an event id");
        }
    }

    /** What a client sent as its last event id; empty when no id of ours looks like this. */
    public static Optional<EventId> parse(String text) {
        Matcher form = text == null ? null : FORM.matcher(text);
        return form != null && form.matches()
                ? Optional.of(new EventId(form.group(1), Long.parseLong(form.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return epoch + "-" + sequence;
    }
}
