package io.snapdock.upload;

import io.snapdock.problem.ProblemException;
import java.util.Optional;

/**
 * How a request's body ended.
 *
 * @param problem why it was refused, for {@link How#REFUSED} only
 */
record Ending(How how, Optional<ProblemException> problem) {

    enum How {
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

    static final Ending COMPLETE = new Ending(How.COMPLETE, Optional.empty());
    static final Ending BROKEN = new Ending(How.BROKEN, Optional.empty());
    static final Ending STALLED = new Ending(How.STALLED, Optional.empty());
    static final Ending SUPERSEDED = new Ending(How.SUPERSEDED, Optional.empty());

    static Ending refused(ProblemException problem) {
        return new Ending(How.REFUSED, Optional.of(problem));
    }
}
