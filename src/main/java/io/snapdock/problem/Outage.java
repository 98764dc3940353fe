package io.snapdock.problem;

import jakarta.ws.rs.core.HttpHeaders;
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
 *
 * <p>While an outage is known, one clock asks the database ({@code settings.Database}), and what needs it is {@linkplain RefusedInOutage refused} at once.
 */
public final class Outage {

    private static final Logger LOG = System.getLogger(Outage.class.getName());

    private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();

    /** Transaction managers often forget the cause of a failed commit. */
    private static final long RECENT_NANOS = Duration.ofSeconds(10).toNanos();

    /** A database that was restarted is back soon, and asking costs it nothing while it is down. */
    private static final String RETRY_AFTER_SECONDS = "2";

    private static final AtomicLong LOGGED = new AtomicLong(System.nanoTime() - MINUTE_NANOS);
    private static final AtomicLong COUNT = new AtomicLong();
    private static volatile long lastNanos = System.nanoTime() - RECENT_NANOS;

    private static volatile boolean known;
    private static volatile long begunNanos;
    private static volatile Thread asker;

    private Outage() {}

    /** From now on nobody shall wait for the database. */
    public static synchronized void begin() {
        if (!known) {
            begunNanos = System.nanoTime();
            known = true;
        }
    }

    /** The database has answered. */
    public static synchronized void end() {
        if (known) {
            known = false;
            LOG.log(Level.INFO, "The database answers again.");
        }
    }

    public static boolean isKnown() {
        return known;
    }

    /** How long the outage has been known. */
    public static Duration lasting() {
        return known ? Duration.ofNanos(System.nanoTime() - begunNanos) : Duration.ZERO;
    }

    /** Asks the database, for everybody. */
    public static void ask(Runnable question) {
        asker = Thread.currentThread();
        try {
            question.run();
        } finally {
            asker = null;
        }
    }

    /** Whether this thread may ask the database though an outage is known. */
    public static boolean isAsking() {
        return asker == Thread.currentThread();
    }

    /** The answer for what needs the database. */
    public static ProblemException refusal() {
        return refusal(null);
    }

    /** The same, for what has asked the database and failed. */
    public static ProblemException refusal(Throwable cause) {
        return new ProblemException(HttpProblem.DATABASE_UNAVAILABLE, HttpProblem.DATABASE_UNAVAILABLE.title(), cause)
                .with(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }

    /**
     * A clock's tick that needs the database. It rests in an outage, and one that fails of it says nothing: the outage has its own line in the log.
     */
    public static Runnable sparing(Runnable tick) {
        return () -> {
            try {
                if (!known) {
                    tick.run();
                }
            } catch (Throwable e) {
                if (!isCauseOf(e)) {
                    throw e;
                }
            }
        };
    }

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
                    "The database does not answer ({0} times since the last message): {1}. Once started, Snapdock goes on by itself when it does.",
                    count,
                    firstLine(failure));
        }
    }

    private static String firstLine(SQLException failure) {
        String text = String.valueOf(failure.getMessage());
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }

    /** Whether something failed because the database is away. */
    public static boolean isCauseOf(Throwable thrown) {
        Set<Throwable> seen = new HashSet<>();
        boolean ofTransaction = false;
        for (Throwable one = thrown; one != null && seen.add(one); one = one.getCause()) {
            if (one instanceof SQLException sql && isOfDatabase(sql)) {
                return true;
            }
            if (one instanceof ProblemException problem && problem.kind() == HttpProblem.DATABASE_UNAVAILABLE) {
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
