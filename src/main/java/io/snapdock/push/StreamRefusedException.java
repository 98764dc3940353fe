package io.snapdock.push;

import java.time.Duration;

/** A stream that may not begin now. Thrown before the answer has begun, so that it can still be an error. */
public final class StreamRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why a stream may not begin. */
    public enum Reason {
        SERVER_FULL,
        TOPIC_FULL,
        ADDRESS_FULL,
        STOPPING
    }

    private final Reason reason;
    private final Duration retryAfter;

    StreamRefusedException(Reason reason, Duration retryAfter) {
        super(reason.name());
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    public Reason reason() {
        return reason;
    }

    /** When it is worth to try again; differs from one refusal to the next. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
