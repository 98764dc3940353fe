package io.snapdock.push;

import io.snapdock.push.reader.Subscription;
import java.util.Objects;

/** Who wants to read which topic, and how. */
public record Reading(String topic, Visitor visitor, Subscription subscription) {

    public Reading {
        Objects.requireNonNull(topic);
        Objects.requireNonNull(visitor);
        Objects.requireNonNull(subscription);
    }

    /** The same, which gives something back at its end. */
    Reading givingBack(Runnable place) {
        Runnable closed = subscription.closed();
        return new Reading(topic, visitor, subscription.attended(subscription.opened(), () -> {
            place.run();
            closed.run();
        }));
    }
}
