package io.snapdock.inside;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.support.DockClient;
import io.snapdock.support.Pictures;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The container asks for a login at each address of the host: phones have none, and need none. */
abstract class LoginHost {
    private final DockClient host = new DockClient(InsideIT.host("office-a"));
    private final DockClient client = new DockClient(host.base().resolve("snapdock/"));

    @Test
    void theHostsPagesWantALogin() {
        for (var path : List.of("", "index.html", "desk", "nothing", "snapdockery", "snap-dock.js")) {
            host.call("GET", path).send().expect(401);
        }
    }

    @Test
    void thePagesOfPhonesDoNot() {
        for (var path : List.of("snapdock/", "snapdock/p", "snapdock/snap-dock.js", "snapdock/i18n/en.json")) {
            host.call("GET", path).send().expect(200);
        }
        host.call("GET", "snapdock").send().expect(302);
        host.call("GET", "snapdock/api/health/ready").send().expect(200);
    }

    @Test
    void aPhotoNeedsItsKeyAndNoLogin() {
        var dock = client.open();
        dock.call("GET", "").odd().send().expectProblem(404, "dock-unavailable");
        dock.call("GET", "/events").odd().send().expectProblem(404, "dock-unavailable");
        var phone = dock.join("Phone");
        dock.send(phone.key(), Pictures.jpeg(64, 48), "").expect(201);
        assertThat(dock.photoIds()).hasSize(1);
    }

    @Test
    void withoutALoginAllIsAsWithoutTheJar() {
        var offices = new TwoHosts("office-a", "office-b");
        for (var path : List.of("", "index.html", "desk", "nothing", "rest/docks", "snapdockery")) {
            for (var method : List.of("GET", "HEAD", "OPTIONS", "POST", "PUT")) {
                offices.expectSame(method, path);
            }
        }
    }
}
