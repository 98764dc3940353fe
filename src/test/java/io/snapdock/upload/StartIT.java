package io.snapdock.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.support.Condition;
import io.snapdock.support.DockClient;
import io.snapdock.support.Pictures;
import io.snapdock.support.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A start never fails over one upload and deletes nothing that it does not understand: after odd files, with a database that was taken away, and
 * with the right one again.
 */
@Tag("own-server")
@Tag("once")
class StartIT {
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final byte[] PICTURE = Pictures.jpegOfSize(200_000);
    private static final int HALF = 100_000;

    @Test
    void oddFilesStopNothingAndNothingIsDeleted() throws IOException {
        try (var server = ServerProcess.start("start")) {
            var data = server.data();
            var tus = new TusDock(new DockClient(server.base()).open("{\"ttlSeconds\": 7200}"));
            Map<String, String> half = new LinkedHashMap<>();
            for (var name : List.of("empty", "garbage", "folder", "long", "short", "unmarked", "whole", "none")) {
                half.put(name, tus.create(PICTURE.length, "clientId", name));
                if (!name.equals("none")) {
                    tus.patch(half.get(name), PICTURE, 0, HALF).expect(204);
                }
            }
            byte[] small = Pictures.jpeg(320, 240, 6);
            var photo = tus.dock().photo(small, "?name=one.jpg").getString("id");
            var other = tus.dock().photo(Pictures.jpeg(120, 90), "").getString("id");

            server.kill();
            Files.writeString(beside(data, half.get("empty"), ".unverified"), "");
            Files.write(beside(data, half.get("garbage"), ".unverified"), new byte[5]);
            var folder = beside(data, half.get("folder"), ".part");
            Files.delete(folder);
            Files.createDirectory(folder);
            Files.write(beside(data, half.get("long"), ".part"), new byte[PICTURE.length + 1]);
            Files.write(beside(data, half.get("short"), ".part"), java.util.Arrays.copyOf(PICTURE, 10));
            Files.delete(beside(data, half.get("unmarked"), ".part"));
            Files.writeString(beside(data, half.get("unmarked"), ".unverified"), "50000");
            Files.write(beside(data, half.get("whole"), ".part"), PICTURE);
            Files.write(data.resolve("incoming/AAAAAAAAAAAAAAAA.part"), PICTURE);
            server.restart();

            Condition.await(
                    "the upload that was whole",
                    LIMIT,
                    () -> tus.dock().photoIds().contains(idOf(half.get("whole"))));
            assertThat(tus.offset(half.get("empty"))).isZero();
            assertThat(tus.offset(half.get("garbage"))).isZero();
            assertThat(tus.offset(half.get("folder"))).isZero();
            assertThat(tus.offset(half.get("long"))).isZero();
            assertThat(tus.offset(half.get("short"))).isEqualTo(10);
            assertThat(tus.offset(half.get("unmarked"))).isZero();
            assertThat(tus.offset(half.get("none"))).isZero();
            half.remove("whole");
            finishAll(tus, half);
            assertThat(isLost(data, "incoming/AAAAAAAAAAAAAAAA.part")).isTrue();
            assertThat(Stream.of("empty", "garbage", "folder", "long"))
                    .allMatch(name -> isLost(data, "unusable/" + idOf(half.get(name)) + ".part"));
            assertThat(server.log()).contains("belong to no row of the database", "nothing was deleted");
            server.assertLogClean();

            withoutItsDatabaseAndWithItAgain(server, tus, photo, small);
            aRowWithoutItsFile(server, tus, photo, other);
        }
    }

    /** The same bytes are one photo, so each gets its own. */
    private static void finishAll(TusDock tus, Map<String, String> uploads) {
        var ids = new ArrayList<String>();
        uploads.forEach((name, location) -> {
            int from = (int) tus.offset(location);
            var answer = tus.patch(location, PICTURE, from, PICTURE.length).expect(204);
            ids.add(answer.header("Snapdock-Photo"));
        });
        assertThat(ids).doesNotContainNull();
        var bytes = tus.dock()
                .owner("GET", "/photos/" + ids.get(0))
                .send()
                .expect(200)
                .body();
        assertThat(bytes).isEqualTo(PICTURE);
    }

    private static void withoutItsDatabaseAndWithItAgain(ServerProcess server, TusDock tus, String photo, byte[] small)
            throws IOException {
        var data = server.data();
        var database = data.resolve("snapdock.mv.db");
        var away = data.resolveSibling("database.away");
        server.stop();
        var originals = photosOf(data);
        Files.move(database, away);
        server.restart();

        assertThat(photosOf(data)).as("photos of nobody").isEmpty();
        assertThat(originals).as("moved away, not deleted").allMatch(name -> isLost(data, name));
        assertThat(server.log())
                .contains("This is another database", "the files go back by themselves")
                .doesNotContain("cannot be gone on with");
        tus.dock().owner("GET", "").send().expect(404);

        server.stop();
        Files.move(database, data.resolveSibling("database.other"));
        Files.move(away, database);
        server.restart();

        assertThat(tus.dock().photoIds()).contains(photo);
        assertThat(tus.dock()
                        .owner("GET", "/photos/" + photo)
                        .send()
                        .expect(200)
                        .body())
                .isEqualTo(small);
        assertThat(photosOf(data)).containsAll(originals);
        server.assertLogClean();
    }

    private static void aRowWithoutItsFile(ServerProcess server, TusDock tus, String photo, String other)
            throws IOException {
        var folder = server.data().resolve("photos").resolve(tus.dock().id());
        Files.delete(folder.resolve(photo));
        Files.deleteIfExists(folder.resolve(photo + ".thumbnail.jpg"));
        var dock = tus.dock();
        var path = "/photos/" + photo;
        dock.owner("GET", path).send().expectProblem(410, "photo-file-missing");
        dock.owner("GET", path).header("Range", "bytes=0-9").send().expectProblem(410, "photo-file-missing");
        dock.owner("GET", path + "/thumbnail").send().expectProblem(410, "photo-file-missing");
        dock.owner("GET", path + "/preview").send().expectProblem(410, "photo-file-missing");
        dock.owner("GET", "/photos.zip").send().expectProblem(410, "photo-file-missing");
        dock.owner("GET", "/photos/" + other).send().expect(200);
        dock.owner("DELETE", path).send().expect(204);
        dock.owner("GET", "/photos.zip").send().expect(200);
        server.assertLogClean();
    }

    private static Path beside(Path data, String location, String suffix) {
        return data.resolve("incoming").resolve(idOf(location) + suffix);
    }

    private static String idOf(String location) {
        return location.substring(location.lastIndexOf('/') + 1);
    }

    private static boolean isLost(Path data, String name) {
        try (Stream<Path> starts = Files.list(data.resolve("lost"))) {
            return starts.anyMatch(start -> Files.exists(start.resolve(name)));
        } catch (IOException e) {
            return false;
        }
    }

    private static List<String> photosOf(Path data) throws IOException {
        return filesOf(data).stream().filter(name -> name.startsWith("photos/")).toList();
    }

    private static List<String> filesOf(Path data) throws IOException {
        try (Stream<Path> all = Files.walk(data)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> data.relativize(file).toString())
                    .filter(name -> !name.contains("snapdock."))
                    .toList();
        }
    }
}
