package io.snapdock.sandbox;

import io.snapdock.support.DockClient;
import io.snapdock.support.HostClient;
import io.snapdock.support.ServerIT;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A server with default settings makes no test photos, for nobody. */
@Tag("http")
class SandboxOffIT extends ServerIT {
    private final HostClient host = HostClient.ofShared(new DockClient(BASE));

    @Test
    void thereAreNoTestPhotos() {
        var dock = host.open("{}");
        host.post("api/docks/" + dock.id() + "/test-photos", "{}").expectProblem(403, "sandbox-off");
        dock.owner("POST", "/test-photos").json("{}").send().expectProblem(403, "sandbox-off");
        dock.call("POST", "/test-photos").json("{}").send().expectProblem(403, "sandbox-off");
    }
}
