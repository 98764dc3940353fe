package io.snapdock.push;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Writes blocks of a stream as bytes, by the WHATWG HTML standard, 9.2.5 "Parsing an event stream". */
final class EventEncoder {

    private EventEncoder() {}

    /**
     * One event.
     *
     * @param id empty for an event that does not move the reader's last event id
     */
    static byte[] event(Optional<EventId> id, PushEvent event) {
        var block = new StringBuilder(event.data().length() + 64);
        block.append("event: ").append(event.name()).append('\n');
        id.ifPresent(value -> block.append("id: ").append(value).append('\n'));
        appendData(block, event.data());
        return bytes(block.append('\n'));
    }

    /** A block that moves the last event id and fires no event: without data none is dispatched. The ideal sign of life. */
    static byte[] heartbeat(EventId id) {
        return bytes(new StringBuilder("id: ").append(id).append("\n\n"));
    }

    /** Tells the client how long to wait before it comes back. */
    static byte[] retry(Duration after) {
        return bytes(new StringBuilder("retry: ").append(after.toMillis()).append("\n\n"));
    }

    /** CR, LF and CRLF all end a line; each line is a field of its own, and empty data is one empty field. */
    private static void appendData(StringBuilder block, String data) {
        int start = 0;
        for (int i = 0; i < data.length(); i++) {
            char c = data.charAt(i);
            if (c == '\n' || c == '\r') {
                block.append("data: ").append(data, start, i).append('\n');
                boolean pair = c == '\r' && i + 1 < data.length() && data.charAt(i + 1) == '\n';
                i += pair ? 1 : 0;
                start = i + 1;
            }
        }
        block.append("data: ").append(data, start, data.length()).append('\n');
    }

    private static byte[] bytes(StringBuilder block) {
        return block.toString().getBytes(StandardCharsets.UTF_8);
    }
}
