package io.snapdock.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.support.Condition;
import io.snapdock.support.DockClient;
import io.snapdock.support.DockClient.OpenDock;
import io.snapdock.support.ForgetfulDisk;
import io.snapdock.support.Pictures;
import io.snapdock.support.ServerProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What was answered is there after a power cut, and after a disk that was full: rows of the embedded database and files. */
@Tag("own-server")
@Tag("once")
class PowerCutIT {
    private static final Duration BACK = Duration.ofSeconds(5);

    @Test
    void whatWasAnsweredOutlivesAPowerCutAndAFullDisk() throws IOException {
        var disk = ForgetfulDisk.make();
        // Freed by the test itself, so the reserve must not get in the way.
        var settings = Map.of("snapdock.upload.disk-reserve", "0");
        try (var server = ServerProcess.start("power-cut", disk.setup(settings))) {
            var client = new DockClient(server.base());
            var dock = client.open("{\"ttlSeconds\": 7200}");
            Map<String, byte[]> acknowledged = new LinkedHashMap<>();
            send(dock, acknowledged, 0);
            send(dock, acknowledged, 1);

            var removed = acknowledged.keySet().iterator().next();
            aFullDisk(disk, client, dock, acknowledged);
            send(dock, acknowledged, 2);
            dock.owner("DELETE", "/photos/" + removed).send().expect(204);
            acknowledged.remove(removed);
            send(dock, acknowledged, 3);

            server.kill();
            disk.cutPower(server.data());
            server.restart();

            assertThat(dock.photoIds()).containsExactlyInAnyOrderElementsOf(acknowledged.keySet());
            acknowledged.forEach((id, picture) -> assertThat(dock.owner("GET", "/photos/" + id)
                            .send()
                            .expect(200)
                            .body())
                    .isEqualTo(picture));
            send(dock, acknowledged, 4);
        }
    }

    private static void send(OpenDock dock, Map<String, byte[]> acknowledged, int number) {
        byte[] picture = Pictures.jpeg(120 + number, 90, 5);
        acknowledged.put(dock.photo(picture, "?clientId=photo" + number).getString("id"), picture);
    }

    private static void aFullDisk(
            ForgetfulDisk disk, DockClient client, OpenDock dock, Map<String, byte[]> acknowledged) throws IOException {
        disk.fill();
        byte[] picture = Pictures.jpeg(200, 150, 5);
        for (int i = 0; i < 3; i++) {
            assertThat(dock.send(dock.ownerKey(), picture, "?clientId=full").status())
                    .as("while the disk is full")
                    .isGreaterThanOrEqualTo(500);
        }
        assertThat(client.call("POST", "api/docks").json("{}").send().status()).isGreaterThanOrEqualTo(500);
        disk.makeRoom();
        Condition.await("a photo to be taken again", BACK, () -> {
            var answer = dock.send(dock.ownerKey(), picture, "?clientId=full");
            boolean taken = answer.status() == 201 || answer.status() == 200;
            if (taken) {
                acknowledged.put(answer.json().getString("id"), picture);
            }
            return taken;
        });
        client.call("GET", "api/health/ready").send().expect(200);
    }
}
