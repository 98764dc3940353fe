package io.snapdock.inside;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.support.DockClient;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** No JAX-RS that is served, and filters over all addresses that do not let a request go on by itself. */
abstract class ClassicHost {
    private final DockClient client = new DockClient(InsideIT.host("class-a").resolve("snapdock/"));

    @Test
    void itAnswersAsBefore() {
        var hosts = new TwoHosts("class-a", "class-b");
        for (var path : List.of("", "rest/docks", "rest/health/ready", "rest/io.snapdock/docks", "rest/")) {
            for (var method : List.of("GET", "HEAD", "OPTIONS", "POST")) {
                hosts.expectSame(method, path);
            }
        }
    }

    /** In one sentence. The one whose addresses are others is not meant. */
    @Test
    void whatIsInTheWayIsNamedAtTheStart() {
        assertThat(InsideIT.server.log().lines().filter(line -> line.contains("let no photos and events")))
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains("marked (example.classic.MarkedFilter), old (example.classic.OldFilter)")
                .doesNotContain("elsewhere");
    }

    /** What waits for nobody. */
    @Test
    void itsPagesAreThereAllTheSame() {
        for (var path : List.of("", "p", "snap-dock.js", "api/health/ready")) {
            client.call("GET", path).send().expect(200);
        }
    }
}
