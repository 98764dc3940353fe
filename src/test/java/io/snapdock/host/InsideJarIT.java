package io.snapdock.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.support.Condition;
import io.snapdock.support.DamagesWar;
import io.snapdock.support.DockClient;
import io.snapdock.support.Pictures;
import io.snapdock.support.ServerProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
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

    @Test
    void observersHearWhatHappens() {
        var dock = form();
        var photo = dock.photo(Pictures.jpeg(64, 48), "");
        dock.owner("DELETE", "/photos/" + photo.getString("id")).send().expect(204);
        var ref = "damage-" + damage;
        Condition.await(
                "all is heard",
                LIMIT,
                () -> news().containsAll(List.of(
                        "OPENED " + ref, "arrived " + ref + " " + photo.getString("sha256"), "removed " + ref)));
    }

    @Test
    void observersRefusePhotos() {
        var dock = form();
        var small = dock.send(dock.ownerKey(), Pictures.jpeg(16, 16), "").expectProblem(422, "photo-refused");
        assertThat(small.json().getString("detail"))
                .isEqualTo("This photo is too small to see the damage. Take it again from closer.");
        var wide = dock.send(dock.ownerKey(), Pictures.jpeg(400, 100), "").expectProblem(422, "photo-refused");
        assertThat(wide.json().getString("detail")).isEqualTo("This photo is too wide.");
        assertThat(dock.photoIds()).isEmpty();
    }

    @Test
    void nothingOfTheReceiverIsThere() {
        new DockClient(host.base()).call("GET", "snapdock-hook").send().expect(404);
    }

    private static List<String> news() {
        return new DockClient(host.base())
                .call("GET", "api/host/news")
                .send()
                .expect(200)
                .text()
                .lines()
                .toList();
    }
}
