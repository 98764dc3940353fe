package io.snapdock.push.reader;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.RejectedExecutionException;

/** One reader's fault is nobody else's: whatever it throws, the others get their turn. */
final class Guard {

    private static final Logger LOG = System.getLogger(Guard.class.getName());

    private Guard() {}

    static void each(String failure, Runnable act) {
        try {
            act.run();
        } catch (RejectedExecutionException e) {
            // The application stops.
            LOG.log(Level.DEBUG, failure, e);
        } catch (Throwable e) {
            LOG.log(Level.ERROR, failure, e);
        }
    }
}
