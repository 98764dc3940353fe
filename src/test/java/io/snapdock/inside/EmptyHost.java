package io.snapdock.inside;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.support.DockClient;
import io.snapdock.support.Pictures;
import io.snapdock.support.RawConnection;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** A WAR with nothing in it but the jar. */
abstract class EmptyHost {
    private final URI base = InsideIT.host("empty");
    private final DockClient client = new DockClient(base.resolve("snapdock/"));

    @Test
    void itsPagesAreThere() {
        for (var page : new String[] {"", "p", "index.html", "icon.svg"}) {
            var answer = client.call("GET", page).send().expect(200);
            assertThat(answer.header("Content-Security-Policy")).as(page).startsWith("default-src 'none'");
            assertThat(client.call("HEAD", page).send().expect(200).body()).isEmpty();
        }
    }

    @Test
    void thePageWithoutASlashLeadsToTheOneWithIt() {
        var answer = new DockClient(base).call("GET", "snapdock").send().expect(302);
        assertThat(base.resolve(answer.header("Location"))).isEqualTo(base.resolve("snapdock/"));
    }

    @Test
    void theElementIsThere() {
        var answer = client.call("GET", "snap-dock.js").send().expect(200);
        assertThat(answer.header("Content-Type")).startsWith("text/javascript");
        assertThat(answer.text()).contains("assets/");
    }

    @Test
    void itSaysThatItIsReady() {
        client.call("GET", "api/health/ready").send().expect(200);
        client.call("GET", "api/health/live").send().expect(200);
    }

    @Test
    void whatIsWrongIsToldAsAlways() {
        client.call("GET", "api/nothing").odd().send().expectProblem(404, "not-found");
        client.call("DELETE", "api/docks").odd().send().expectProblem(405, "method-not-allowed");
        client.call("POST", "api/docks").json("[]").odd().send().expectProblem(400, "json-malformed");
        client.call("PATCH", "api/uploads/none").odd().send().expect(412);
        client.call("GET", "nothing").send().expect(404);
        client.call("PUT", "p").send().expect(405);
    }

    @Test
    void aPhotoGoesItsWholeWay() {
        var dock = client.open();
        assertThat(dock.joinUrl()).contains("/empty/snapdock/p#");
        var phone = dock.join("Phone");
        var picture = Pictures.jpeg(640, 480);
        try (var events = dock.events(dock.ownerKey())) {
            events.next("snapshot");
            var sent = dock.send(phone.key(), picture, "?name=a.jpg").expect(201);
            assertThat(sent.header("Location")).startsWith("/empty/snapdock/api/docks/");
            var came = events.next("photo-received").json();
            assertThat(came.getString("url")).startsWith("/empty/snapdock/api/docks/");
            events.next("thumbnail-ready");
        }
        var photo = dock.snapshot().getJsonArray("photos").getJsonObject(0);
        assertThat(get(photo.getString("url"), dock.ownerKey()).body()).isEqualTo(picture);
        assertThat(get(photo.getString("thumbnailUrl"), dock.ownerKey()).header("Content-Type"))
                .isEqualTo("image/jpeg");
    }

    private DockClient.Answer get(String address, String key) {
        return new DockClient(base).call("GET", address).key(key).send().expect(200);
    }

    /** The sliced one, at the address that the server names. */
    @Test
    void aPhotoComesByTus() {
        var dock = client.open();
        var picture = Pictures.jpeg(640, 480);
        var address = dock.beginUpload(picture.length);
        assertThat(address).startsWith("/empty/snapdock/api/docks/");
        client.call("PATCH", address)
                .key(dock.ownerKey())
                .header("Tus-Resumable", "1.0.0")
                .header("Upload-Offset", "0")
                .body("application/offset+octet-stream", picture)
                .send()
                .expect(204);
        assertThat(dock.photoIds()).hasSize(1);
    }

    /** Nothing of a request says where it goes but its path. */
    @Test
    void oddPathsAreNobodys() {
        for (var path :
                new String[] {"/empty/snapdock/../WEB-INF/web.xml", "/empty/snapdock/api/%2e%2e/WEB-INF/web.xml"}) {
            try (var raw = new RawConnection(base)) {
                var answer = raw.head("GET " + path + " HTTP/1.1", "Host: localhost", "Connection: close")
                        .answer();
                assertThat(answer).as(path).startsWith("HTTP/1.1 4");
            }
        }
    }
}
