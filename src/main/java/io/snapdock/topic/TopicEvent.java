package io.snapdock.topic;

import io.snapdock.push.event.EventData;
import io.snapdock.push.event.PushEvent;
import java.util.regex.Pattern;

/**
 * Something to tell the readers of a general topic. <em>Fire</em> it as a CDI event and it goes out when the transaction commits, not when it is
 * rolled back, and at once where there is none; {@linkplain TopicPublisher inject the publisher} to send it now in any case.
 *
 * @param topic 1 to 128 characters out of {@code A-Z a-z 0-9 . _ ~ -}
 * @param name the event's type in the browser, {@code message} for plain data; 1 to 128 characters without controls; not {@code open},
 *     {@code error} or {@code gap}
 * @param data the text that readers get, of any lines
 */
public record TopicEvent(String topic, String name, String data) {

    private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._~-]{1,128}");
    private static final Pattern ONE_LINE = Pattern.compile("[^\\p{Cntrl}\\u0085\\u2028\\u2029]{1,128}");

    /** @throws IllegalArgumentException for a topic or a name that is none */
    public TopicEvent {
        if (!isTopic(topic) || !isName(name)) {
            throw new IllegalArgumentException("A topic and an event need a proper name");
        }
    }

    /**
     * Plain data, for {@code EventSource.onmessage}.
     *
     * @param data a string as it is; everything else as JSON by JSON-B, now, so that later changes do not count. Records must be public
     * @throws jakarta.json.bind.JsonbException for what JSON-B cannot write
     */
    public static TopicEvent message(String topic, Object data) {
        return named(topic, PushEvent.MESSAGE, data);
    }

    /** The same with a type of its own, for {@code EventSource.addEventListener(name, …)}. */
    public static TopicEvent named(String topic, String name, Object data) {
        return new TopicEvent(topic, name, EventData.text(data));
    }

    /** Whether this is a topic's name. Dots alone are none: addresses with them lead elsewhere. */
    static boolean isTopic(String text) {
        return TOPIC.matcher(text).matches() && !text.matches("\\.{1,2}");
    }

    /** Whether an event may have this name: one line, and none that browsers or the engine keep for themselves. */
    static boolean isName(String text) {
        return isOneLine(text) && !PushEvent.isOfTheBrowser(text) && !text.equals(PushEvent.GAP);
    }

    static boolean isOneLine(String text) {
        return ONE_LINE.matcher(text).matches();
    }
}
