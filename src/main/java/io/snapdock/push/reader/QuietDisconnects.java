package io.snapdock.push.reader;

import java.io.IOException;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Keeps the departure of readers out of WildFly's log. When a write meets a client that has just gone, Undertow 2.3's
 * {@code HttpResponseConduit.write} closes the connection on the writer's thread, which queues {@code ServletOutputStreamImpl.closeAsync} for the
 * I/O thread; that writes the answer's end to the closed connection and logs {@code UT005088}, an ERROR with a stack trace, for each reader that
 * leaves. No call of the servlet API prevents it: all writes would have to come from I/O threads, which call only when a connection was full.
 * Other records of that logger pass, and so does this one for any other cause.
 */
public final class QuietDisconnects implements Filter {

    /** A strong reference: loggers are collected, and their filters with them, when nobody holds them. */
    private final Logger undertow = Logger.getLogger("io.undertow.request.io");

    private Filter before;

    public void begin() {
        before = undertow.getFilter();
        undertow.setFilter(this);
    }

    public void end() {
        if (undertow.getFilter() == this) {
            undertow.setFilter(before);
        }
    }

    @Override
    public boolean isLoggable(LogRecord logged) {
        boolean departure = logged.getThrown() instanceof IOException
                && logged.getMessage() != null
                && logged.getMessage().startsWith("UT005088");
        return !departure && (before == null || before.isLoggable(logged));
    }
}
