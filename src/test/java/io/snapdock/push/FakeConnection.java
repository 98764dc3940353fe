package io.snapdock.push;

import io.snapdock.push.reader.ReaderStream;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.WriteListener;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * A container's side of one stream, as strict as Payara and Tomcat: the listener is called at once, one {@code isReady()} allows one write or one flush,
 * and either without it is a fault. The test decides when the connection takes nothing and when it breaks.
 */
final class FakeConnection {
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private WriteListener listener;
    private boolean stalled;
    private boolean owesCall;
    private boolean mayWrite;
    private boolean stallsAfterWrite;
    private int flushed;
    private boolean completed;
    private boolean placeGivenBack;
    private RuntimeException broken;

    ReaderStream stream() {
        var response = proxy(ServletResponse.class, "getOutputStream", new Out());
        var async = proxy(AsyncContext.class, "getResponse", response);
        var sink = (SseEventSink) Proxy.newProxyInstance(
                FakeConnection.class.getClassLoader(), new Class<?>[] {SseEventSink.class}, (self, method, args) -> {
                    completed |= method.getName().equals("close");
                    return null;
                });
        return new ReaderStream(sink, async, () -> placeGivenBack = true);
    }

    synchronized void stall() {
        stalled = true;
    }

    /** Takes the next write, and nothing more, not even a flush. */
    synchronized void stallAfterWrite() {
        stallsAfterWrite = true;
    }

    /** How much of what was taken was also sent. */
    synchronized String sent() {
        return text().substring(0, flushed);
    }

    void takeAgain() {
        synchronized (this) {
            stalled = false;
            owesCall = false;
        }
        try {
            listener.onWritePossible();
        } catch (IOException e) {
            throw new AssertionError("A listener must not throw: it would not be called again", e);
        }
    }

    void breakWith(RuntimeException exception) {
        broken = exception;
    }

    boolean isPlaceGivenBack() {
        return placeGivenBack;
    }

    boolean isCompleted() {
        return completed;
    }

    synchronized String text() {
        return taken.toString(StandardCharsets.UTF_8);
    }

    /** The events with their ids, "-" for none. */
    List<String> events() {
        return Stream.of(text().split("\n\n"))
                .filter(block -> block.contains("event: "))
                .map(block -> field(block, "event") + " " + field(block, "id"))
                .toList();
    }

    private static String field(String block, String name) {
        return block.lines()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElse("-");
    }

    private static <T> T proxy(Class<T> type, String method, Object result) {
        return type.cast(Proxy.newProxyInstance(
                FakeConnection.class.getClassLoader(),
                new Class<?>[] {type},
                (self, called, args) -> called.getName().equals(method) ? result : null));
    }

    private final class Out extends ServletOutputStream {
        @Override
        public boolean isReady() {
            synchronized (FakeConnection.this) {
                if (owesCall) {
                    throw new AssertionError("Asked again while the container owes a call");
                }
                owesCall = stalled;
                mayWrite = !stalled;
                return mayWrite;
            }
        }

        @Override
        public void setWriteListener(WriteListener newListener) {
            listener = newListener;
            takeAgainUnlessStalled();
        }

        private void takeAgainUnlessStalled() {
            if (!stalled) {
                takeAgain();
            }
        }

        @Override
        public void write(int b) {
            throw new AssertionError("Byte by byte");
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            if (broken != null) {
                throw broken;
            }
            synchronized (FakeConnection.this) {
                if (!mayWrite) {
                    throw new AssertionError("Written without isReady()");
                }
                mayWrite = false;
                taken.write(bytes, offset, length);
                stalled |= stallsAfterWrite;
                stallsAfterWrite = false;
            }
        }

        @Override
        public void flush() {
            synchronized (FakeConnection.this) {
                if (!mayWrite) {
                    throw new IllegalStateException("Flushed without isReady(), as Tomcat says it");
                }
                mayWrite = false;
                flushed = text().length();
            }
        }
    }
}
