package io.snapdock.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.support.Condition;
import io.snapdock.support.DockClient;
import io.snapdock.support.Pictures;
import io.snapdock.support.RawConnection;
import io.snapdock.support.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What uploads leave behind and what becomes of it; the limits that protect the disk. */
@Tag("own-server")
@Tag("once")
class HousekeepingIT {
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final byte[] PICTURE = Pictures.jpegOfSize(200_000);

    @Test
    void endedDocksGoAndStrangersFilesStay() throws IOException {
        var settings = Map.of(
                "snapdock.dock.keep", "PT1S", "snapdock.dock.max-bytes", "500000", "snapdock.upload.idle", "PT2S");
        try (var server = ServerProcess.start("housekeeping", settings)) {
            var client = new DockClient(server.base());
            var kept = new TusDock(client.open("{\"ttlSeconds\": 3600}"));
            var ended = new TusDock(client.open());
            var photo = ended.dock().photo(PICTURE, "").getString("id");
            var phone = new TusDock(ended.dock(), ended.dock().join("phone").key());
            phone.dock().send(phone.key(), Pictures.jpeg(90, 70), "").expect(201);
            var unfinished = phone.create(PICTURE.length);
            ended.patch(unfinished, PICTURE, 0, 1_000).expect(204);
            var half = kept.create(PICTURE.length, "clientId", "half");
            kept.patch(half, PICTURE, 0, 50_000).expect(204);
            var whole = kept.dock().photo(Pictures.jpeg(100, 80), "").getString("id");

            tooMuchForOneDock(kept);
            aSilentBodyEnds(kept, half);

            var data = server.data();
            var strangers = List.of(
                    data.resolve("incoming/notes.txt"),
                    data.resolve("photos/readme.md"),
                    data.resolve("photos").resolve(ended.dock().id()).resolve("note by hand.txt"));
            for (var file : strangers) {
                Files.writeString(file, "not Snapdock's");
            }
            ended.dock().owner("DELETE", "").send().expect(204);
            var original = data.resolve("photos").resolve(ended.dock().id()).resolve(photo);
            Condition.await("the ended dock's files to go", LIMIT, () -> Files.notExists(original));
            assertThat(partOf(data, unfinished)).doesNotExist();

            // Left by a crash: bytes of nobody, and a photo that was moved but never committed.
            server.kill();
            Files.write(data.resolve("incoming/AAAAAAAAAAAAAAAA.part"), PICTURE);
            Files.write(data.resolve("photos").resolve(kept.dock().id()).resolve("BBBBBBBBBBBBBBBB"), PICTURE);
            Files.write(partOf(data, half), PICTURE);
            var moved =
                    data.resolve("photos").resolve(kept.dock().id()).resolve(half.substring(half.lastIndexOf('/') + 1));
            Files.move(partOf(data, half), moved);
            server.restart();

            Condition.await(
                    "the photo that was not committed",
                    LIMIT,
                    () -> kept.dock().photoIds().contains(moved.getFileName().toString()));
            assertThat(kept.head(half).expect(200).header("Snapdock-Photo"))
                    .isEqualTo(moved.getFileName().toString());
            assertThat(kept.dock().photoIds()).contains(whole);
            assertThat(data.resolve("incoming/AAAAAAAAAAAAAAAA.part")).doesNotExist();
            assertThat(data.resolve("photos").resolve(kept.dock().id()).resolve("BBBBBBBBBBBBBBBB"))
                    .doesNotExist();
            assertThat(isLost(data, "incoming/AAAAAAAAAAAAAAAA.part")).isTrue();
            assertThat(isLost(data, "photos/" + kept.dock().id() + "/BBBBBBBBBBBBBBBB"))
                    .isTrue();
            assertThat(strangers).allMatch(Files::exists);
            server.assertLogClean();
        }
    }

    /** Nobody knows it, so it is kept apart. */
    private static boolean isLost(Path data, String name) throws IOException {
        try (var starts = Files.list(data.resolve("lost"))) {
            return starts.anyMatch(start -> Files.exists(start.resolve(name)));
        }
    }

    private static Path partOf(Path data, String location) {
        return data.resolve("incoming").resolve(location.substring(location.lastIndexOf('/') + 1) + ".part");
    }

    private static void tooMuchForOneDock(TusDock tus) {
        tus.creation().header("Upload-Length", "300000").send().expectProblem(413, "dock-bytes-full");
    }

    private static void aSilentBodyEnds(TusDock tus, String location) throws IOException {
        try (var connection = new RawConnection(tus.dock().client().base())) {
            connection.head(
                    "PATCH " + location + " HTTP/1.1",
                    "Host: localhost",
                    "Tus-Resumable: 1.0.0",
                    "Authorization: Bearer " + tus.key(),
                    "Content-Type: " + TusDock.BYTES,
                    "Upload-Offset: 50000",
                    "Content-Length: 100000");
            connection.send(PICTURE, 50_000, 60_000);
            assertThat(RawConnection.status(connection.answer())).isEqualTo(408);
        }
        assertThat(tus.offset(location)).isEqualTo(60_000);
    }

    @Test
    void theReserveOfTheDiskStays() {
        try (var server = ServerProcess.start("reserve", Map.of("snapdock.upload.disk-reserve", "1000000000000"))) {
            var tus = new TusDock(new DockClient(server.base()).open());
            tus.creation().header("Upload-Length", "1000").send().expectProblem(507, "disk-full");
            tus.dock().send(tus.key(), PICTURE, "").expectProblem(507, "disk-full");
            server.assertLogClean();
        }
    }
}
