package io.snapdock.inside;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.support.Condition;
import io.snapdock.support.DockClient;
import io.snapdock.support.InsideWar;
import io.snapdock.support.ServerLog;
import io.snapdock.support.ServerProcess;
import io.snapdock.support.ServerSetup;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Snapdock inside of host applications. All are in one server, whose start takes longer than all that is asked of it; what is asked stands in a file for each of them. */
@Tag("own-server")
class InsideIT {
    static final Duration LIMIT = Duration.ofSeconds(30);

    static ServerProcess server;
    static Path folder;

    @BeforeAll
    static void start(@TempDir Path own) {
        folder = own;
        var wars = new InsideWar(folder);
        var beside = List.of(
                wars.with("shop-a", "example/shop"),
                wars.without("shop-b", "example/shop"),
                wars.with("office-a", "example/office"),
                wars.without("office-b", "example/office"),
                wars.with("class-a", "example/classic"),
                wars.without("class-b", "example/classic"));
        server = ServerProcess.start(
                "inside",
                ServerSetup.inside(wars.empty("empty"), Map.of("snapdock.create", "open"))
                        .withBeside(beside));
        awaitDeployed("shop-a", "start.html");
        awaitDeployed("shop-b", "start.html");
        awaitDeployed("office-a", "desk");
        awaitDeployed("office-b", "desk");
        awaitDeployed("class-b", "");
        awaitDeployed("class-a", "");
        server.assertLogClean();
    }

    @AfterAll
    static void stop() {
        server.close();
        assertThat(ServerLog.errors(server.log()))
                .as("the hosts' own errors are on purpose")
                .noneMatch(line -> line.contains("snapdock"));
    }

    /** Where one of them keeps its photos. */
    static Path data(String name) {
        return folder.resolve("data-" + name);
    }

    /** @return the base address of a WAR, with a slash at its end */
    static URI host(String name) {
        return server.base().resolve("/" + name + "/");
    }

    static void awaitDeployed(String name, String path) {
        Condition.await(
                name + " to be deployed",
                LIMIT,
                () -> new DockClient(host(name)).call("GET", path).send().status() < 404);
    }

    @Nested
    class Empty extends EmptyHost {}

    @Nested
    class Unchanged extends HostUnchanged {}

    @Nested
    class Login extends LoginHost {}

    @Nested
    class Classic extends ClassicHost {}

    @Nested
    class Again extends Redeployed {}
}
