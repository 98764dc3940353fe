package io.snapdock.push.reader;

import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Keeps the departure of clients out of the servers' logs: errors with stack traces of up to 150 lines, for each that leaves in the wrong moment. No call of the
 * servlet API prevents them. What the same loggers say of anything else passes.
 *
 * <p>WildFly: when a write meets a client that has just gone, Undertow 2.3's {@code HttpResponseConduit.write} closes the connection on the writer's thread, which
 * queues {@code ServletOutputStreamImpl.closeAsync} for the I/O thread; that writes the answer's end to the closed connection and logs {@code UT005088}.
 * All writes would have to come from I/O threads, which call only when a connection was full.
 *
 * <p>Payara and GlassFish: {@code ServerRuntime.Responder.writeResponse} of Jersey logs whatever it cannot write, and for a stream it writes when the resource method
 * returns, whether there is an event or not.
 */
public final class QuietDisconnects {

    private static final String GRIZZLY = "org.glassfish.grizzly.";

    private final List<Quiet> loggers = List.of(
            new Quiet("io.undertow.request.io", QuietDisconnects::isUndertowsDeparture),
            new Quiet("org.glassfish.jersey.server.ServerRuntime$Responder", QuietDisconnects::isGrizzlysDeparture));

    public void begin() {
        loggers.forEach(Quiet::begin);
    }

    public void end() {
        loggers.forEach(Quiet::end);
    }

    private static boolean isUndertowsDeparture(LogRecord logged) {
        return logged.getThrown() instanceof IOException
                && logged.getMessage() != null
                && logged.getMessage().startsWith("UT005088");
    }

    /** An exception of the connection and not of what was to be written. */
    private static boolean isGrizzlysDeparture(LogRecord logged) {
        for (Throwable thrown = logged.getThrown(); thrown != null; thrown = thrown.getCause()) {
            StackTraceElement[] trace = thrown.getStackTrace();
            if (thrown instanceof IOException
                    && trace.length > 0
                    && trace[0].getClassName().startsWith(GRIZZLY)) {
                return true;
            }
        }
        return false;
    }

    private static final class Quiet implements Filter {

        /** A strong reference: loggers are collected, and their filters with them, when nobody holds them. */
        private final Logger logger;

        private final Predicate<LogRecord> departure;
        private Filter before;

        Quiet(String logger, Predicate<LogRecord> departure) {
            this.logger = Logger.getLogger(logger);
            this.departure = departure;
        }

        void begin() {
            before = logger.getFilter();
            logger.setFilter(this);
        }

        void end() {
            if (logger.getFilter() == this) {
                logger.setFilter(before);
            }
        }

        @Override
        public boolean isLoggable(LogRecord logged) {
            return !departure.test(logged) && (before == null || before.isLoggable(logged));
        }
    }
}
