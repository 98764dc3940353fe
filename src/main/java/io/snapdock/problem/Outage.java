package io.snapdock.problem;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The database is away for the moment: requests are answered with 503, and the log has one line a minute instead of a stack trace for each
 * request.
 */
public final class Outage {

    private static final Logger LOG = System.getLogger(Outage.class.getName());

    private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();

    /** Transaction managers often forget the cause of a failed commit. */
    private static final long RECENT_NANOS = Duration.ofSeconds(10).toNanos();

    private static final AtomicLong LOGGED = new AtomicLong(System.nanoTime() - MINUTE_NANOS);
    private static final AtomicLong COUNT = new AtomicLong();
    private static volatile long lastNanos = System.nanoTime() - RECENT_NANOS;

    private Outage() {}

    /** A connection broke, or none can be had. */
    public static void noted(SQLException failure) {
        long now = System.nanoTime();
        lastNanos = now;
        long count = COUNT.incrementAndGet();
        long logged = LOGGED.get();
        if (now - logged >= MINUTE_NANOS && LOGGED.compareAndSet(logged, now)) {
            COUNT.set(0);
            LOG.log(
                    Level.WARNING,
                    "The database does not answer ({0} times since the last message): {1}. Snapdock goes on by itself when it does.",
                    count,
                    firstLine(failure));
        }
    }

    private static String firstLine(SQLException failure) {
        String text = String.valueOf(failure.getMessage());
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }

    /** Whether a request failed because the database is away. */
    static boolean isCauseOf(Throwable thrown) {
        Set<Throwable> seen = new HashSet<>();
        boolean ofTransaction = false;
        for (Throwable one = thrown; one != null && seen.add(one); one = one.getCause()) {
            if (one instanceof SQLException sql && isOfDatabase(sql)) {
                return true;
            }
            String type = one.getClass().getName();
            ofTransaction |= one instanceof SQLException
                    || type.startsWith("jakarta.persistence.")
                    || type.startsWith("jakarta.transaction.")
                    || type.startsWith("org.hibernate.")
                    || type.startsWith("org.eclipse.persistence.");
        }
        return ofTransaction && System.nanoTime() - lastNanos < RECENT_NANOS;
    }

    /** Not of what was asked. SQLSTATE classes: 08 connection, 53 resources, 57 operator, 58 system; H2 numbers its own from 90000. */
    private static boolean isOfDatabase(SQLException failure) {
        String state = failure.getSQLState();
        return failure instanceof java.sql.SQLTransientConnectionException
                || failure instanceof java.sql.SQLNonTransientConnectionException
                || (state != null && state.matches("(08|53|57|58).*"));
    }
}
