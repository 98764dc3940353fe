package io.snapdock.host;

import io.snapdock.support.DamagesWar;
import io.snapdock.support.DockClient;
import io.snapdock.support.ServerProcess;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The example with Snapdock in its WAR: it is not told where that is. */
@Tag("own-server")
class InsideJarIT extends DamagesTests {
    @BeforeAll
    static void start(@TempDir Path folder) {
        host = ServerProcess.start(
                "inside-jar",
                DamagesWar.makeInside(folder, folder.resolve("damages")),
                Map.of("snapdock.create", "key", "snapdock.api-key", API_KEY));
        snapdock = host;
        client = new DockClient(host.base().resolve("snapdock/"));
    }
}
