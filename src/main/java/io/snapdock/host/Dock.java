package io.snapdock.host;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/** One form's dock, as it was when it was asked for. */
public final class Dock {

    /** Where it is in its life. */
    public enum State {
        OPEN,
        SEALED,
        CLAIMED,
        CLOSED,
        EXPIRED
    }

    private final HostApi api;
    private final JsonObject json;

    Dock(HostApi api, JsonObject json) {
        this.api = api;
        this.json = json;
    }

    HostApi api() {
        return api;
    }

    public String id() {
        return json.containsKey("id") ? json.getString("id") : json.getString("dockId");
    }

    public State state() {
        return State.valueOf(json.getString("state", State.OPEN.name()));
    }

    public Instant expiresAt() {
        return Instant.parse(json.getString("expiresAt"));
    }

    /**
     * The link in the QR code. Whoever has it can join with a phone: show it to the form's user only, or give it to {@link SnapdockPhone}.
     *
     * @throws IllegalStateException when the answer did not have it: ask by {@link Snapdock#find}; with Snapdock in the same WAR it is known when {@code snapdock.public-url} is set
     */
    public URI joinUrl() {
        if (!json.containsKey("joinUrl")) {
            throw new IllegalStateException("This answer has no link for phones");
        }
        return URI.create(json.getString("joinUrl"));
    }

    /** What {@link Snapdock#seal} takes, of the photos that are there now. */
    public Ticket ticket() {
        return new Ticket(id(), json.getJsonNumber("version").longValueExact());
    }

    /**
     * Lets a user's browser act on this dock for a while, with all rights. To be asked for by each page anew, after the host has checked that this user may.
     *
     * @param user the host's own name for who it is, by which {@link #endSessions} finds it
     * @param time one hour at most
     * @return the token, for {@code <snap-dock>}; to be kept out of logs and addresses
     */
    public String session(String user, Duration time) {
        return session(user, time, EnumSet.allOf(Right.class));
    }

    /** The same with some rights only. */
    public String session(String user, Duration time, Set<Right> rights) {
        var list = Json.createArrayBuilder();
        rights.forEach(right -> list.add(right.text()));
        JsonObject asked = Json.createObjectBuilder()
                .add("user", user)
                .add("ttlSeconds", time.toSeconds())
                .add("rights", list)
                .build();
        return api.beginSession(id(), asked).getString("token");
    }

    /** Ends what a user's browsers may do with this dock, at log-out for example. */
    public void endSessions(String user) {
        api.endSessions(id(), user);
    }

    /** Lets it live so long from now. */
    public Dock extend(Duration time) {
        JsonObject asked =
                Json.createObjectBuilder().add("expiresIn", time.toString()).build();
        return new Dock(api, api.change(id(), asked));
    }
}
