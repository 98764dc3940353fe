package io.snapdock.push;

import io.snapdock.push.reader.Jitter;
import java.time.Duration;

/** What the engine cannot take now. For a stream it is thrown before the answer has begun, so that it can still be an error. */
public final class PushRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Soon enough for a person who waits, and spread, because all who were refused come back. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(20);

    /** Why. */
    public enum Reason {
        SERVER_FULL,
        TOPIC_FULL,
        KEY_FULL,
        ADDRESS_FULL,
        /** Another topic would be one too many, and all have readers. */
        TOO_MANY_TOPICS,
        STOPPING
    }

    private final Reason reason;
    private final Duration retryAfter = Jitter.around(RETRY_AFTER, 0.5);

    PushRefusedException(Reason reason) {
        super(reason.name());
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** When it is worth to try again; differs from one refusal to the next. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
