package io.snapdock.push.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Only the departure of a client is kept out of a server's log. */
class QuietDisconnectsTest {
    private final Logger jersey = Logger.getLogger("org.glassfish.jersey.server.ServerRuntime$Responder");
    private final Logger undertow = Logger.getLogger("io.undertow.request.io");
    private final List<String> logged = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord one) {
            logged.add(one.getMessage());
        }

        @Override
        public void flush() {
            // Nothing waits.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };
    private final QuietDisconnects quiet = new QuietDisconnects();

    @BeforeEach
    void begin() {
        for (Logger logger : List.of(jersey, undertow)) {
            logger.addHandler(handler);
            logger.setUseParentHandlers(false);
        }
        quiet.begin();
    }

    @AfterEach
    void end() {
        quiet.end();
        for (Logger logger : List.of(jersey, undertow)) {
            logger.removeHandler(handler);
            logger.setUseParentHandlers(true);
        }
    }

    @Test
    void aConnectionThatIsClosedIsNoError() {
        var closed = from("org.glassfish.grizzly.nio.NIOConnection", new IOException("Connection is closed"));
        jersey.log(Level.SEVERE, "not written", closed);
        jersey.log(Level.SEVERE, "not closed", new IllegalStateException(closed));
        undertow.log(Level.SEVERE, "UT005088: not ended", new IOException("Broken pipe"));
        assertThat(logged).isEmpty();
    }

    @Test
    void allElseIsSaid() {
        jersey.log(
                Level.SEVERE,
                "the picture's file",
                from("sun.nio.ch.FileChannelImpl", new IOException("Input/output error")));
        jersey.log(
                Level.SEVERE,
                "no exception of a connection",
                from("org.glassfish.grizzly.nio.NIOConnection", new IllegalStateException()));
        jersey.log(Level.SEVERE, "no exception at all");
        undertow.log(Level.SEVERE, "UT005088: not ended", new IllegalStateException());
        assertThat(logged).hasSize(4);

        quiet.end();
        jersey.log(Level.SEVERE, "after", from("org.glassfish.grizzly.nio.NIOConnection", new IOException()));
        assertThat(logged)
                .as("an application that has stopped keeps nothing quiet")
                .hasSize(5);
    }

    private static <T extends Throwable> T from(String thrower, T thrown) {
        thrown.setStackTrace(new StackTraceElement[] {new StackTraceElement(thrower, "write", null, 1)});
        return thrown;
    }
}
