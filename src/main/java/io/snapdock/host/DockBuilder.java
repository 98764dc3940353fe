package io.snapdock.host;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;

/**
 * What a dock is to be, before it is opened. For a dock that is open already under the reference all this counts for nothing: {@link #open} finds it as it is. What is not said is as the
 * settings of Snapdock have it.
 */
public final class DockBuilder {

    private final Function<JsonObject, Dock> opening;
    private final JsonObjectBuilder json = Json.createObjectBuilder();

    DockBuilder(Function<JsonObject, Dock> opening) {
        this.opening = opening;
    }

    /** What both pages show above the photos; 100 characters at most. */
    public DockBuilder title(String title) {
        json.add("title", title);
        return this;
    }

    /** How many photos the form needs. */
    public DockBuilder min(int photos) {
        json.add("minPhotos", photos);
        return this;
    }

    /** How many photos the dock takes. */
    public DockBuilder max(int photos) {
        json.add("maxPhotos", photos);
        return this;
    }

    /** How long it stays open, up to {@code snapdock.dock.max-ttl}. */
    public DockBuilder expiresIn(Duration time) {
        json.add("expiresIn", time.toString());
        return this;
    }

    /** The language of the phone's page, as BCP 47 has it: {@code de}, {@code zh-Hant}. */
    public DockBuilder lang(String tag) {
        json.add("lang", tag);
        return this;
    }

    /** Where the phone leads back to after the hand-over. */
    public DockBuilder returnUrl(URI address) {
        json.add("returnUrl", address.toString());
        return this;
    }

    /**
     * Opens it, or finds the one that is open.
     *
     * @throws SnapdockException with the code of what cannot be: {@code json-invalid} and others
     */
    public Dock open() {
        return Objects.requireNonNull(opening.apply(json.build()));
    }
}
