package io.snapdock.host;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;

/** Snapdock beside the host application. */
final class HttpApi implements HostApi {

    private final URI base;
    private final Calls calls;

    /**
     * @param base where Snapdock is, such as {@code https://photos.example.com/snapdock}
     * @param apiKey what {@code snapdock.api-key} is there
     */
    HttpApi(URI base, String apiKey) {
        this.base = base;
        calls = new Calls(base, apiKey, this);
    }

    @Override
    public Optional<URI> base() {
        return Optional.of(base);
    }

    @Override
    public JsonObject open(String ref, JsonObject wanted) {
        return calls.json("PUT", byRef(ref), wanted);
    }

    @Override
    public JsonObject find(String ref) {
        return calls.json("GET", byRef(ref), null);
    }

    @Override
    public JsonObject change(String dockId, JsonObject change) {
        return calls.json("PATCH", dock(dockId), change);
    }

    @Override
    public JsonObject beginSession(String dockId, JsonObject asked) {
        return calls.json("POST", dock(dockId) + "/sessions", asked);
    }

    @Override
    public void endSessions(String dockId, String user) {
        calls.send("DELETE", dock(dockId) + "/sessions?user=" + Calls.encoded(user));
    }

    @Override
    public JsonObject seal(String dockId, JsonObject asked) {
        return calls.json("POST", dock(dockId) + "/seal", asked);
    }

    @Override
    public void reopen(String dockId) {
        calls.send("POST", dock(dockId) + "/reopen");
    }

    @Override
    public void takeBack(String dockId, JsonObject seal) {
        JsonObject unused = calls.once(dock(dockId) + "/reopen", seal);
    }

    @Override
    public void claim(String dockId, JsonObject claim) {
        JsonObject unused = calls.json("POST", dock(dockId) + "/claim", claim);
    }

    @Override
    public void release(String dockId) {
        calls.send("DELETE", dock(dockId));
    }

    @Override
    public InputStream open(JsonObject photo) throws IOException {
        return calls.open(photo.getString("url"));
    }

    private static String byRef(String ref) {
        return "docks/by-ref/" + Calls.encoded(ref);
    }

    private static String dock(String id) {
        return "docks/" + id;
    }
}
