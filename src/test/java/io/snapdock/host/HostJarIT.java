package io.snapdock.host;

import io.snapdock.support.DamagesWar;
import io.snapdock.support.DockClient;
import io.snapdock.support.ServerProcess;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example beside Snapdock, each on a server of its own. */
@Tag("own-server")
class HostJarIT extends DamagesTests {
    @BeforeAll
    static void start(@TempDir Path folder) {
        snapdock =
                ServerProcess.start("host-jar-snapdock", Map.of("snapdock.create", "key", "snapdock.api-key", API_KEY));
        client = new DockClient(snapdock.base());
        host = ServerProcess.start(
                "host-jar-host",
                DamagesWar.make(folder, folder.resolve("damages")),
                Map.of("snapdock.url", snapdock.base().toString(), "snapdock.api-key", API_KEY));
    }

    @Test
    void withoutASecretNothingReceivesWebhooks() {
        new DockClient(host.base()).call("GET", "snapdock-hook").send().expect(404);
    }
}
