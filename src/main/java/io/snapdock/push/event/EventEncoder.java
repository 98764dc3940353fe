package io.snapdock.push.event;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Writes blocks of a stream as bytes, by the WHATWG HTML standard, 9.2.5 "Parsing an event stream". No value can forge a field: those of many
 * lines are split into a field for each, those of one line cannot hold a line's end.
 */
public final class EventEncoder {

    /** An empty comment: a sign of life that moves nothing. */
    public static final byte[] COMMENT_BEAT = utf8(new StringBuilder(":\n\n"));

    private EventEncoder() {}

    /** All of a block but its id, which is known only when the event has its place, and its end. */
    public static byte[] body(PushEvent event) {
        var block = new StringBuilder(event.data().map(String::length).orElse(0) + 64);
        event.comment().ifPresent(text -> appendLines(block, ": ", text));
        event.retry().ifPresent(after -> appendRetry(block, after));
        if (!event.name().equals(PushEvent.MESSAGE) && event.data().isPresent()) {
            block.append("event: ").append(event.name()).append('\n');
        }
        event.data().ifPresent(text -> appendLines(block, "data: ", text));
        return utf8(block);
    }

    /** A whole event that moves the reader's last event id. */
    public static byte[] block(EventId id, byte[] body) {
        return joined(utf8(new StringBuilder("id: ").append(id).append('\n')), body);
    }

    /** A whole event that does not. */
    public static byte[] block(byte[] body) {
        return joined(new byte[0], body);
    }

    /** A block that moves the last event id and fires no event: without data none is dispatched. The ideal sign of life. */
    public static byte[] heartbeat(EventId id) {
        return heartbeat(id.toString());
    }

    /** @param places by {@link Places#text} */
    public static byte[] heartbeat(String places) {
        return utf8(new StringBuilder("id: ").append(places).append("\n\n"));
    }

    /** Tells the client how long to wait before it comes back. */
    public static byte[] retry(Duration after) {
        var block = new StringBuilder();
        appendRetry(block, after);
        return utf8(block.append('\n'));
    }

    private static void appendRetry(StringBuilder block, Duration after) {
        block.append("retry: ").append(after.toMillis()).append('\n');
    }

    /** CR, LF and CRLF all end a line; each line is a field of its own, and empty text is one empty field. */
    private static void appendLines(StringBuilder block, String field, String text) {
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r') {
                block.append(field).append(text, start, i).append('\n');
                boolean pair = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
                i += pair ? 1 : 0;
                start = i + 1;
            }
        }
        block.append(field).append(text, start, text.length()).append('\n');
    }

    private static byte[] joined(byte[] head, byte[] body) {
        var block = new ByteArrayOutputStream(head.length + body.length + 1);
        block.writeBytes(head);
        block.writeBytes(body);
        block.write('\n');
        return block.toByteArray();
    }

    private static byte[] utf8(StringBuilder block) {
        return block.toString().getBytes(StandardCharsets.UTF_8);
    }
}
