package io.snapdock.inside;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.support.Condition;
import io.snapdock.support.DockClient;
import io.snapdock.support.DockClient.OpenDock;
import io.snapdock.support.Pictures;
import io.snapdock.support.ServerKind;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A host is undeployed and deployed again while its server goes on: nothing of Snapdock stays, no thread and no lock on its database. */
abstract class Redeployed {
    private final DockClient client = new DockClient(InsideIT.host("empty").resolve("snapdock/"));

    @Test
    void whatWasThereIsThereAgain() throws IOException {
        OpenDock dock = client.open();
        var picture = Pictures.jpeg(320, 200);
        var photo = dock.photo(picture, "").getString("id");
        Condition.await(
                "its thumbnail",
                InsideIT.LIMIT,
                () -> dock.snapshot().getJsonArray("photos").getJsonObject(0).getBoolean("thumbnail"));
        for (int round = 0; round < 2; round++) {
            undeploy();
            Condition.await("nobody to answer", InsideIT.LIMIT, () -> status() == 404);
            assertThat(InsideIT.data("empty").resolve("snapdock.mv.db")).exists();
            deploy();
            Condition.await("an answer again", InsideIT.LIMIT, () -> status() == 200);
            assertThat(dock.owner("GET", "/photos/" + photo).send().expect(200).body())
                    .isEqualTo(picture);
        }
        dock.photo(Pictures.jpeg(64, 48), "");
        assertThat(dock.photoIds()).hasSize(2);
    }

    private int status() {
        return client.call("GET", "api/health/ready").odd().send().status();
    }

    private static void undeploy() throws IOException {
        if (isWildFly()) {
            Files.delete(deployed());
        } else {
            steward("undeploy", "empty");
        }
    }

    private static void deploy() throws IOException {
        if (isWildFly()) {
            var part = Files.copy(war(), deployed().resolveSibling("part"));
            Files.move(part, deployed());
        } else {
            steward("deploy", war().toString());
        }
    }

    private static boolean isWildFly() {
        return ServerKind.underTest() == ServerKind.WILDFLY;
    }

    private static Path war() {
        return InsideIT.folder.resolve("empty.war");
    }

    private static Path deployed() {
        return InsideIT.server.deployments().resolve("empty.war");
    }

    private static void steward(String what, String which) {
        new DockClient(InsideIT.host("class-b"))
                .call("POST", "steward?" + what + "=" + URLEncoder.encode(which, StandardCharsets.UTF_8))
                .send()
                .expect(200);
    }
}
