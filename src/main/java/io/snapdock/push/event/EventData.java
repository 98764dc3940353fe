package io.snapdock.push.event;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;

/** The text of an event's data: strings and characters as they are, everything else as JSON by JSON-B. */
public final class EventData {

    /** Thread-safe by the specification of JSON-B. */
    private static final Jsonb JSONB = JsonbBuilder.create();

    private EventData() {}

    /** @throws jakarta.json.bind.JsonbException for an object that JSON-B cannot write, a record that is not public for example */
    public static String text(Object data) {
        return data instanceof CharSequence || data instanceof Character ? data.toString() : JSONB.toJson(data);
    }
}
