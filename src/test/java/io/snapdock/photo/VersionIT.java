package io.snapdock.photo;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.support.DockClient;
import io.snapdock.support.DockClient.OpenDock;
import io.snapdock.support.Pictures;
import io.snapdock.support.ServerIT;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A dock's version: what a form submits is the state that its page has seen, and no other. */
@Tag("http")
class VersionIT extends ServerIT {

    private final DockClient client = new DockClient(BASE);

    @Test
    void growsWithEachChangeOfThePhotos() {
        var dock = client.open();
        try (var stream = dock.events(dock.ownerKey())) {
            assertThat(stream.next("snapshot").json().getInt("version")).isZero();
            var first = dock.photo(Pictures.jpeg(61, 41), "").getString("id");
            assertThat(stream.next("photo-received").json().getInt("version")).isEqualTo(1);
            var second = dock.photo(Pictures.jpeg(62, 42), "").getString("id");
            assertThat(stream.next("photo-received").json().getInt("version")).isEqualTo(2);
            order(dock, second, first);
            assertThat(stream.next("photos-reordered").json().getInt("version")).isEqualTo(3);
            dock.owner("DELETE", "/photos/" + first).send().expect(204);
            assertThat(stream.next("photo-removed").json().getInt("version")).isEqualTo(4);
        }
        assertThat(dock.snapshot().getInt("version")).isEqualTo(4);
    }

    @Test
    void staysWhenNothingChanges() {
        var dock = client.open();
        byte[] picture = Pictures.jpeg(63, 43);
        var photo = dock.photo(picture, "").getString("id");
        dock.send(dock.ownerKey(), picture, "").expect(200);
        order(dock, photo);
        dock.owner("DELETE", "/photos/AAAAAAAAAAAAAAAA").send().expectProblem(404, "photo-unknown");
        dock.beginUpload(1000);
        dock.join("Ana");
        assertThat(dock.snapshot().getInt("version")).isEqualTo(1);
    }

    @Test
    void phonesKnowItToo() {
        var dock = client.open();
        dock.photo(Pictures.jpeg(64, 44), "");
        var joined = dock.call("POST", "/phones")
                .key(dock.joinKey())
                .json("{}")
                .send()
                .expect(201)
                .json();
        assertThat(joined.getJsonObject("dock").getInt("version")).isEqualTo(1);
        try (var stream = dock.events(joined.getString("phoneKey"))) {
            assertThat(stream.next("snapshot").json().getInt("version")).isEqualTo(1);
            dock.photo(Pictures.jpeg(65, 45), "");
            assertThat(stream.next("photo-received").json().getInt("version")).isEqualTo(2);
        }
    }

    private static void order(OpenDock dock, String... ids) {
        assertThat(List.of(ids)).isNotEmpty();
        dock.owner("PUT", "/photos/order")
                .json(DockClient.array(Stream.of(ids)))
                .send()
                .expect(204);
    }
}
