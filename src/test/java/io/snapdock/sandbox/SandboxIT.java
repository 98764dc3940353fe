package io.snapdock.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import example.damages.TestPhone;
import io.snapdock.host.Dock;
import io.snapdock.host.SealedPhoto;
import io.snapdock.host.Snapdock;
import io.snapdock.host.SnapdockException;
import io.snapdock.host.SnapdockPhone;
import io.snapdock.support.Condition;
import io.snapdock.support.DockClient;
import io.snapdock.support.DockClient.Answer;
import io.snapdock.support.HostClient;
import io.snapdock.support.Pictures;
import io.snapdock.support.ServerProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host's own tests, by the host jar: photos without a phone. */
@Tag("own-server")
class SandboxIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String API_KEY = "api-key-of-hosts-in-tests";

    private static ServerProcess server;
    private static Snapdock snapdock;
    private static HostClient host;
    private static int docks;

    private final String ref = "sandbox-" + ++docks;

    @BeforeAll
    static void start() {
        server = ServerProcess.start("sandbox", Map.of("snapdock.api-key", API_KEY, "snapdock.sandbox", "true"));
        snapdock = Snapdock.at(server.base(), API_KEY);
        host = new HostClient(new DockClient(server.base()), API_KEY);
    }

    @AfterAll
    static void stop() {
        server.close();
        server.assertLogClean();
    }

    @Test
    void testPhotosAreRealOnes() throws IOException {
        var dock = snapdock.dock(ref).open();
        var made = testPhotos(dock, "{\"count\": 3}").expect(201).json().getJsonArray("photos");
        assertThat(made).hasSize(3);
        Condition.await(
                "they have thumbnails",
                LIMIT,
                () -> photos(dock).json().getJsonArray("photos").stream()
                        .allMatch(photo -> photo.asJsonObject().getBoolean("thumbnail")));
        var sealed =
                snapdock.seal(ref, snapdock.find(ref).orElseThrow().ticket().toString());
        assertThat(sealed.photos().stream().map(SealedPhoto::id)).containsExactlyElementsOf(DockClient.ids(made));
        assertThat(sealed.photos().stream().map(SealedPhoto::name))
                .containsExactly("test-1.jpg", "test-2.jpg", "test-3.jpg");
        assertThat(sealed.photos().stream().map(SealedPhoto::sha256)).doesNotHaveDuplicates();
        var copy = new ByteArrayOutputStream();
        sealed.photos().get(0).copyTo(copy);
        assertThat(copy.size()).isEqualTo(sealed.photos().get(0).bytes());
    }

    @Test
    void oneUnlessMoreAreAskedForAndNoMoreThanThereMayBe() {
        var dock = snapdock.dock(ref).max(3).open();
        assertThat(testPhotos(dock, "{}").expect(201).json().getJsonArray("photos"))
                .hasSize(1);
        testPhotos(dock, "{\"count\": 0}").expectProblem(400, "json-out-of-bounds");
        testPhotos(dock, "{\"count\": 21}").expectProblem(400, "json-out-of-bounds");
        testPhotos(dock, "{\"counts\": 2}").expectProblem(400, "json-unknown-member");
        testPhotos(dock, "{\"count\": 5}").expectProblem(409, "dock-full");
        assertThat(photos(dock).json().getJsonArray("photos"))
                .as("those before it are there")
                .hasSize(3);
        snapdock.seal(ref, snapdock.find(ref).orElseThrow().ticket().toString());
        testPhotos(dock, "{}").expectProblem(409, "dock-sealed");
    }

    @Test
    void onlyItsHostMakesThem() {
        var dock = snapdock.dock(ref).open();
        var path = "api/docks/" + dock.id() + "/test-photos";
        var client = host.client();
        client.call("POST", path).json("{}").send().expectProblem(403, "api-key-wrong");
        client.call("POST", path)
                .key(dock.session("ana", Duration.ofMinutes(1)))
                .json("{}")
                .send()
                .expectProblem(403, "api-key-wrong");
        var ofAPerson = client.open();
        host.post(ofAPerson.path("/test-photos"), "{}").expectProblem(404, "dock-unavailable");
    }

    @Test
    void aPhoneOfTheTestsSendsPhotos(@TempDir Path folder) throws IOException {
        var dock = snapdock.dock(ref).open();
        assertThat(TestPhone.send(dock, Pictures.jpeg(64, 48)).isTaken()).isTrue();
        var phone = SnapdockPhone.join(link(snapdock.find(ref).orElseThrow()), "Ana’s phone");
        var file = Files.write(folder.resolve("現場 1.jpg"), Pictures.jpeg(65, 48));
        var sent = phone.send(file);
        assertThat(sent.isTaken()).isTrue();

        var text = phone.send("b.jpg", "no picture".getBytes(StandardCharsets.UTF_8));
        assertThat(text.isTaken()).isFalse();
        assertThat(text.code()).contains("photo-type-unknown");
        assertThat(text.detail()).isNotBlank();

        var sealed =
                snapdock.seal(ref, snapdock.find(ref).orElseThrow().ticket().toString());
        assertThat(sealed.photos().stream().map(SealedPhoto::name)).containsExactly("hail.jpg", "現場 1.jpg");
        assertThat(sealed.photos().get(1).id()).isEqualTo(sent.photoId().orElseThrow());
        assertThat(phone.send("c.jpg", Pictures.jpeg(66, 48)).code()).contains("dock-sealed");
    }

    @Test
    void aPhoneOfTheTestsJoinsWithARightLinkOnly() {
        var dock = snapdock.dock(ref).open();
        var link = link(dock).toString();
        assertThatThrownBy(() -> SnapdockPhone.join(URI.create(link.substring(0, link.lastIndexOf('.'))), "x"))
                .isInstanceOf(IllegalArgumentException.class);
        var wrong = URI.create(link.substring(0, link.length() - 4) + "AAAA");
        assertThatThrownBy(() -> SnapdockPhone.join(wrong, "x"))
                .isInstanceOfSatisfying(
                        SnapdockException.class, e -> assertThat(e.code()).isEqualTo("dock-unavailable"));
    }

    /** At the address of the test's server. What stands in the link is what phones reach, which may be another one. */
    private static URI link(Dock dock) {
        var link = dock.joinUrl().toString();
        return URI.create(server.base() + link.substring(link.indexOf("p#")));
    }

    private static Answer testPhotos(Dock dock, String json) {
        return host.post("api/docks/" + dock.id() + "/test-photos", json);
    }

    private static Answer photos(Dock dock) {
        return host.get("api/docks/" + dock.id() + "/photos").expect(200);
    }
}
