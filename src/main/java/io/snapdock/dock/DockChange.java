package io.snapdock.dock;

import io.snapdock.settings.Settings;
import io.snapdock.web.JsonBody;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What shall be another of a dock that is open: only what the body names. */
public final class DockChange {

    private static final Set<String> MEMBERS = members();

    private final JsonBody json;
    private final Optional<Duration> expiresIn;
    private final OptionalLong maxPhotos;

    private DockChange(JsonBody json, Settings.Docks settings) {
        this.json = json;
        this.expiresIn = json.duration("expiresIn", Duration.ofSeconds(1), settings.maxTtl());
        this.maxPhotos = json.integer("maxPhotos", 1, settings.maxPhotos());
    }

    public static DockChange read(InputStream body, Settings.Docks settings) {
        return new DockChange(JsonBody.object(body, MEMBERS), settings);
    }

    private static Set<String> members() {
        var members = new HashSet<>(DockForm.MEMBERS);
        members.addAll(Set.of("expiresIn", "title", "maxPhotos"));
        return Set.copyOf(members);
    }

    /** From now on; empty when the end stays. */
    Optional<Duration> expiresIn() {
        return expiresIn;
    }

    /** Whether it is about the dock's end alone, which an owner may move as well. */
    boolean isOfTheEndAlone() {
        return MEMBERS.stream().filter(json::names).allMatch("expiresIn"::equals);
    }

    Optional<String> title(Optional<String> before) {
        return json.names("title") ? DockRequest.title(json) : before;
    }

    int maxPhotos(int before) {
        return (int) maxPhotos.orElse(before);
    }

    DockForm form(DockForm before) {
        return before.with(json);
    }
}
