package io.snapdock.support;

import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Reads a stream of events by the rules of the WHATWG specification, and strictly: fields that it does not know, bytes
 * that are no UTF-8 and a stray CR, which browsers would pass over, are faults. Reads on a thread of its own; tests wait
 * for what comes.
 */
public final class EventReader implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Set<String> FIELDS = Set.of("id", "event", "data", "retry");

    /**
     * An event.
     *
     * @param id the id that came with this very event, null when it had none
     * @param name "message" when it had none
     */
    public record Event(String id, String name, String data) {
        public JsonObject json() {
            return DockClient.parse(data).asJsonObject();
        }
    }

    private final int status;
    private final HttpHeaders headers;
    private final InputStream body;

    /** Guards all that follows. */
    private final Object lock = new Object();

    private final List<Event> events = new ArrayList<>();
    private String lastEventId = "";
    private long retryMillis = -1;
    private int beats;
    private boolean ended;
    private Exception fault;
    private boolean closed;

    /** How many events {@link #next} has handed out or passed over. */
    private int read;

    private EventReader(int status, HttpHeaders headers, InputStream body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    static EventReader open(HttpClient http, HttpRequest request) {
        try {
            var limited = HttpRequest.newBuilder(request, (name, value) -> true)
                    .timeout(LIMIT)
                    .build();
            var response = http.send(limited, BodyHandlers.ofInputStream());
            var reader = new EventReader(response.statusCode(), response.headers(), response.body());
            if (reader.status == 200) {
                var thread = new Thread(reader::readAll, "event-reader");
                thread.setDaemon(true);
                thread.start();
            }
            return reader;
        } catch (IOException e) {
            throw new UncheckedIOException(request.uri().toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }

    /** When it is not 200, no stream has begun and there is nothing to read. */
    public int status() {
        return status;
    }

    public HttpHeaders headers() {
        return headers;
    }

    /** The next event, whatever it is. */
    public Event next() {
        return next("an event", event -> true);
    }

    /** The next event of this name; others before it are passed over. */
    public Event next(String name) {
        return next(name, event -> event.name().equals(name));
    }

    /** The next event like this; others before it are passed over. */
    public Event next(String what, Predicate<Event> wanted) {
        Event[] found = new Event[1];
        Condition.await(what + " in " + this, LIMIT, () -> {
            synchronized (lock) {
                while (found[0] == null && read < events.size()) {
                    var event = events.get(read++);
                    found[0] = wanted.test(event) ? event : null;
                }
                if (found[0] == null && ended) {
                    throw new IOException("The stream has ended: " + names(), fault);
                }
                return found[0] != null;
            }
        });
        return found[0];
    }

    /** All that came so far. */
    public List<Event> events() {
        synchronized (lock) {
            return List.copyOf(events);
        }
    }

    public List<String> names() {
        return events().stream().map(Event::name).toList();
    }

    public boolean has(String name) {
        return names().contains(name);
    }

    /** Blocks that carry no event: comments, and ids alone. */
    public int beats() {
        synchronized (lock) {
            return beats;
        }
    }

    /** What a client would send as {@code Last-Event-ID}. */
    public String lastEventId() {
        synchronized (lock) {
            return lastEventId;
        }
    }

    /** Negative when the server named none. */
    public long retryMillis() {
        synchronized (lock) {
            return retryMillis;
        }
    }

    /** Waits until the server has ended the stream, in an orderly way. */
    public void awaitEnd() {
        Condition.await("the end of " + this, LIMIT, () -> {
            synchronized (lock) {
                return ended;
            }
        });
        synchronized (lock) {
            if (fault != null) {
                throw new AssertionError("The stream broke after " + names(), fault);
            }
        }
    }

    /** Goes away as a page does that is closed, without a word. */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            if (fault != null) {
                throw new AssertionError("The stream broke after " + names(), fault);
            }
        }
        try {
            body.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "a stream with " + names();
    }

    private void readAll() {
        Exception failure = null;
        try (body) {
            var block = new Block();
            for (String line = line(); line != null; line = line()) {
                if (line.isEmpty()) {
                    take(block);
                    block = new Block();
                } else {
                    block.add(line);
                }
            }
        } catch (IOException | RuntimeException e) {
            failure = e;
        }
        synchronized (lock) {
            ended = true;
            fault = closed ? null : failure;
        }
    }

    private void take(Block block) {
        synchronized (lock) {
            lastEventId = block.id == null ? lastEventId : block.id;
            retryMillis = block.retry == null ? retryMillis : Long.parseLong(block.retry);
            if (block.data == null) {
                beats++;
            } else {
                events.add(new Event(block.id, block.name == null ? "message" : block.name, block.data.toString()));
            }
        }
    }

    /** The next line without its end; null when there is no more. */
    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = body.read(); next != '\n'; next = body.read()) {
            if (next < 0) {
                if (line.size() > 0) {
                    throw new IOException("The stream ends within a line");
                }
                return null;
            }
            line.write(next);
        }
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(line.toByteArray()))
                .toString();
        String whole = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        if (whole.indexOf('\r') >= 0) {
            throw new IOException("A stray CR in: " + whole);
        }
        return whole;
    }

    private static final class Block {
        private String id;
        private String name;
        private String retry;
        private StringBuilder data;

        void add(String line) throws IOException {
            if (line.startsWith(":")) {
                return;
            }
            int colon = line.indexOf(':');
            String field = colon < 0 ? line : line.substring(0, colon);
            if (!FIELDS.contains(field)) {
                throw new IOException("Not a field of an event: " + line);
            }
            String value = colon < 0 ? "" : line.substring(colon + 1).replaceFirst("^ ", "");
            switch (field) {
                case "id" -> id = value;
                case "event" -> name = value;
                case "retry" -> retry = value;
                default ->
                    data = data == null
                            ? new StringBuilder(value)
                            : data.append('\n').append(value);
            }
        }
    }
}
