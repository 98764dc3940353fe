package io.snapdock.transfer;

import io.snapdock.problem.ProblemException;
import java.util.Optional;

/**
 * How a request's body ended.
 *
 * @param problem why it was refused, for {@link How#REFUSED} only
 */
public record Ending(How how, Optional<ProblemException> problem) {

    public enum How {
        /** All of it is here. */
        COMPLETE,

        /** The connection broke. */
        BROKEN,

        /** Nothing came for too long, or all took too long. */
        STALLED,

        /** A newer request goes on with the upload. */
        SUPERSEDED,

        /** What came cannot be taken. */
        REFUSED
    }

    public static final Ending COMPLETE = new Ending(How.COMPLETE, Optional.empty());
    public static final Ending BROKEN = new Ending(How.BROKEN, Optional.empty());
    public static final Ending STALLED = new Ending(How.STALLED, Optional.empty());
    public static final Ending SUPERSEDED = new Ending(How.SUPERSEDED, Optional.empty());

    public static Ending refused(ProblemException problem) {
        return new Ending(How.REFUSED, Optional.of(problem));
    }
}
