package io.snapdock.host.hook;

import io.snapdock.host.Dock;
import io.snapdock.host.event.ArrivedPhoto;
import io.snapdock.host.event.DockEvent;
import io.snapdock.host.event.DockFacts;
import io.snapdock.host.event.PhotoArrived;
import io.snapdock.host.event.PhotoCheck;
import io.snapdock.host.event.PhotoRemoved;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Makes events of the bodies of messages, as {@code docs/api.md} has them. */
final class HookMessage {

    private HookMessage() {}

    /**
     * @return the event; empty for a type that a newer Snapdock has
     * @throws IllegalArgumentException when it is no message of Snapdock's
     */
    static Optional<Object> event(byte[] body) {
        try (var reader = Json.createReader(new ByteArrayInputStream(body))) {
            JsonObject json = reader.readObject();
            return event(
                    json.getString("type"), Instant.parse(json.getString("timestamp")), json.getJsonObject("data"));
        } catch (JsonException | NullPointerException | ClassCastException | DateTimeException e) {
            throw new IllegalArgumentException("This is no message of Snapdock's", e);
        }
    }

    private static Optional<Object> event(String type, Instant at, JsonObject data) {
        return switch (type) {
            case "photo.arrived" -> Optional.of(new PhotoArrived(dock(data), photo(data.getJsonObject("photo")), at));
            case "photo.removed" -> Optional.of(new PhotoRemoved(dock(data), data.getString("photoId"), at));
            case "photo.check" -> Optional.of(new PhotoCheck(dock(data), facts(data.getJsonObject("check"))));
            case "dock.opened",
                    "dock.changed",
                    "dock.sealed",
                    "dock.claimed",
                    "dock.expiring",
                    "dock.expired",
                    "dock.closed" -> Optional.of(new DockEvent(kind(type), dock(data), at));
            default -> Optional.empty();
        };
    }

    private static DockEvent.Kind kind(String type) {
        return DockEvent.Kind.valueOf(type.substring(type.indexOf('.') + 1).toUpperCase(Locale.ROOT));
    }

    private static DockFacts dock(JsonObject data) {
        return new DockFacts(
                data.getString("dockId"),
                Optional.ofNullable(data.getString("ref", null)),
                Dock.State.valueOf(data.getString("state")),
                data.getJsonNumber("version").longValueExact(),
                Instant.parse(data.getString("expiresAt")));
    }

    private static ArrivedPhoto photo(JsonObject json) {
        return new ArrivedPhoto(
                json.getString("id"),
                json.getString("name"),
                json.getString("type"),
                json.getJsonNumber("bytes").longValueExact(),
                json.getInt("width"),
                json.getInt("height"),
                json.getString("sha256"),
                json.getString("url"));
    }

    private static PhotoCheck.Facts facts(JsonObject json) {
        return new PhotoCheck.Facts(
                json.getString("uploadId"),
                json.getBoolean("preview"),
                json.getString("name"),
                json.getString("type"),
                json.getJsonNumber("bytes").longValueExact(),
                json.getInt("width"),
                json.getInt("height"),
                json.getString("sha256"));
    }
}
