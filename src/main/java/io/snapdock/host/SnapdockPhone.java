package io.snapdock.host;

import jakarta.json.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Plays a phone in tests of a host application: it joins a dock as by the link in the QR code, and sends photos, without a browser. A phone's page does more; it makes previews and goes on after
 * a break.
 */
public final class SnapdockPhone {

    /** As phones get it: {@code <where Snapdock is>/p#<dock>.<key>}. */
    private static final Pattern LINK =
            Pattern.compile("(https?://.+)/p#([A-Za-z0-9_-]{1,64})\\.([A-Za-z0-9_-]{1,64})");

    private final Calls calls;
    private final String dockId;

    private SnapdockPhone(Calls calls, String dockId) {
        this.calls = calls;
        this.dockId = dockId;
    }

    /**
     * What has become of a photo.
     *
     * @param photoId empty when it was refused
     * @param code of the refusal, as {@code docs/api.md} lists them: {@code photo-refused}, {@code dock-sealed}, …
     * @param detail what a phone's user would be told; empty when it was taken
     */
    public record Sent(Optional<String> photoId, Optional<String> code, String detail) {

        /** Whether it is in the dock. */
        public boolean isTaken() {
            return photoId.isPresent();
        }
    }

    /**
     * Joins, by the address at which the host reaches Snapdock.
     *
     * @param dock as {@link DockBuilder#open} and {@link Snapdock#find} give it
     * @param name that the desktop shows
     * @throws SnapdockException {@code dock-unavailable} when the dock has ended, and others
     */
    public static SnapdockPhone join(Dock dock, String name) {
        Matcher link = parts(dock.joinUrl());
        return join(link, dock.api().base().orElseGet(() -> URI.create(link.group(1))), name);
    }

    /**
     * Joins by the address in the link, which phones reach: that of {@code snapdock.public-url}.
     *
     * @param link of {@link Dock#joinUrl}
     * @param name that the desktop shows
     * @throws IllegalArgumentException when it is no such link
     * @throws SnapdockException {@code dock-unavailable} when the dock has ended, and others
     */
    public static SnapdockPhone join(URI link, String name) {
        Matcher parts = parts(link);
        return join(parts, URI.create(parts.group(1)), name);
    }

    private static SnapdockPhone join(Matcher link, URI base, String name) {
        var calls = new Calls(base, link.group(3), null);
        String phoneKey = calls.once(
                        "docks/" + link.group(2) + "/phones",
                        Json.createObjectBuilder().add("name", name).build())
                .getString("phoneKey");
        return new SnapdockPhone(calls.withKey(phoneKey), link.group(2));
    }

    private static Matcher parts(URI link) {
        Matcher parts = LINK.matcher(link.toString());
        if (!parts.matches()) {
            throw new IllegalArgumentException("This is no link for phones: it ends in /p# and the dock's key");
        }
        return parts;
    }

    /**
     * Sends a photo, once.
     *
     * @param name of its file
     * @throws SnapdockException {@link SnapdockException#UNREACHABLE}. What Snapdock refuses is no exception here
     */
    public Sent send(String name, byte[] photo) {
        try {
            var stored = calls.picture("docks/" + dockId + "/photos?name=" + Calls.encoded(name), photo);
            return new Sent(Optional.of(stored.getString("id")), Optional.empty(), "");
        } catch (SnapdockException e) {
            if (e.code().equals(SnapdockException.UNREACHABLE)) {
                throw e;
            }
            return new Sent(Optional.empty(), Optional.of(e.code()), e.getMessage());
        }
    }

    /** Sends a file under its name. */
    public Sent send(Path file) throws IOException {
        return send(Objects.requireNonNull(file.getFileName()).toString(), Files.readAllBytes(file));
    }
}
