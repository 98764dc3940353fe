package io.snapdock.support;

import io.snapdock.support.DockClient.Answer;
import io.snapdock.support.DockClient.Call;
import io.snapdock.support.DockClient.OpenDock;
import jakarta.json.JsonObject;

/** A host application's backend, which has an API key. */
public record HostClient(DockClient client, String key) {

    /** The one whose key the shared server has in {@code snapdock.api-key}. */
    public static HostClient ofShared(DockClient client) {
        return new HostClient(client, SharedSettings.get("snapdock.api-key"));
    }

    /** Another one that the shared server knows. */
    public static HostClient another(DockClient client) {
        return new HostClient(client, SharedSettings.get("snapdock.api-keys").split(":", 2)[1]);
    }

    public Call call(String method, String path) {
        return client.call(method, path).key(key);
    }

    public Answer get(String path) {
        return call("GET", path).send();
    }

    public Answer post(String path, String json) {
        return call("POST", path).json(json).send();
    }

    /** Opens a dock that has no reference. */
    public OpenDock open(String json) {
        return new OpenDock(client, post("api/docks", json).expect(201).json());
    }

    /** @param rights as in JSON, such as {@code "view", "add"} */
    public JsonObject session(String dockId, String rights, String more) {
        return post("api/docks/" + dockId + "/sessions", "{\"rights\": [" + rights + "]" + more + "}")
                .expect(201)
                .json();
    }

    /** The token of a session with these rights. */
    public String token(String dockId, String rights) {
        return session(dockId, rights, "").getString("token");
    }
}
