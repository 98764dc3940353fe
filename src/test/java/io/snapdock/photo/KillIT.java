package io.snapdock.photo;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.support.Condition;
import io.snapdock.support.DockClient;
import io.snapdock.support.DockClient.OpenDock;
import io.snapdock.support.Pictures;
import io.snapdock.support.ServerProcess;
import io.snapdock.support.SlicedUpload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The server is killed at a random moment of a large upload and at once behind the answer for a small photo: nothing that was
 * acknowledged is lost. A few rounds in each run of the tests, many with {@code -Pchaos}.
 */
@Tag("own-server")
class KillIT {
    private static final int ROUNDS = Integer.getInteger("it.chaos.kills");
    private static final int LARGE_BYTES = 20 * 1024 * 1024;
    private static final int SLICE_BYTES = 1024 * 1024;
    private static final long SEED = 20_261_121;
    private static final Duration AT_ONCE = Duration.ofMillis(50);
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Test
    void whatWasAnsweredOutlivesAKill() {
        var random = new Random(SEED);
        try (var server = ServerProcess.start("kill")) {
            var dock = new DockClient(server.base()).open("{\"ttlSeconds\": 7200}");
            var sent = new ArrayList<String>();
            for (int round = 0, inTime = 0; inTime < ROUNDS; round++) {
                assertThat(round)
                        .as("rounds, with those whose signal came late")
                        .isLessThan(2 * ROUNDS);
                byte[] picture = Pictures.jpeg(320 + round, 240, 6);
                byte[] large = Pictures.jpegOfSize(LARGE_BYTES + round);
                var upload = SlicedUpload.begin(dock, large, SLICE_BYTES);
                int slices = random.nextInt(LARGE_BYTES / SLICE_BYTES);
                upload.sendSlices(slices);
                var cut = CompletableFuture.runAsync(upload::sendOn);

                var java = ProcessHandle.of(server.pid()).orElseThrow();
                var photo = dock.photo(picture, "?name=round" + round + ".jpg");
                long answered = System.nanoTime();
                java.destroyForcibly();
                // A machine that is busy may hold up the test itself: such a round proves too little, and does not
                // count.
                inTime += Duration.ofNanos(System.nanoTime() - answered).compareTo(AT_ONCE) < 0 ? 1 : 0;

                server.kill();
                cut.join();
                server.restart();
                sent.add(photo.getString("id"));
                var ids = dock.photoIds();
                assertThat(ids).containsAll(sent);
                sent.add(goesOn(dock, upload, large));
                var path = "/photos/" + photo.getString("id");
                assertThat(dock.owner("GET", path).send().expect(200).body()).isEqualTo(picture);
                Condition.await(
                        "the thumbnail after round " + round,
                        LIMIT,
                        () -> dock.owner("GET", path + "/thumbnail").send().status() == 200);
                remove(dock, sent);
            }
            server.assertLogClean();
        }
    }

    /** Where it was cut; returns the photo's id. */
    private static String goesOn(OpenDock dock, SlicedUpload upload, byte[] large) {
        upload.resume();
        assertThat(upload.resumedAt()).as("the offset after the restart").isGreaterThanOrEqualTo(upload.acknowledged());
        assertThat(upload.mostSent() - upload.resumedAt())
                .as("bytes sent twice")
                .isLessThanOrEqualTo(SLICE_BYTES);
        String photo = upload.finish();
        assertThat(dock.owner("GET", "/photos/" + photo).send().expect(200).body())
                .isEqualTo(large);
        return photo;
    }

    private static void remove(OpenDock dock, List<String> photos) {
        photos.forEach(photo -> dock.owner("DELETE", "/photos/" + photo).send().expect(204));
        photos.clear();
    }
}
