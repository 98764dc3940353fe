package io.snapdock.photo;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.support.Condition;
import io.snapdock.support.DockClient;
import io.snapdock.support.Pictures;
import io.snapdock.support.ServerProcess;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What was answered survives {@code kill -9}: guarantee 1 of the design. */
@Tag("own-server")
class KillIT {
    private static final int ROUNDS = 10;
    private static final Duration AT_ONCE = Duration.ofMillis(50);
    private static final Duration THUMBNAIL_LIMIT = Duration.ofSeconds(20);

    @Test
    void anAnsweredPhotoOutlivesAKillRightBehindIt() {
        try (var server = ServerProcess.start("kill")) {
            var dock = new DockClient(server.base()).open("{\"ttlSeconds\": 3600}");
            var sent = new ArrayList<String>();
            for (int round = 0, inTime = 0; inTime < ROUNDS; round++) {
                assertThat(round)
                        .as("rounds, with those whose signal came late")
                        .isLessThan(2 * ROUNDS);
                byte[] picture = Pictures.jpeg(320 + round, 240, 6);
                var java = ProcessHandle.of(server.pid()).orElseThrow();

                var photo = dock.photo(picture, "?name=round" + round + ".jpg");
                long answered = System.nanoTime();
                java.destroyForcibly();
                // A machine that is busy may hold up the test itself: such a round proves too little, and does not
                // count.
                inTime += Duration.ofNanos(System.nanoTime() - answered).compareTo(AT_ONCE) < 0 ? 1 : 0;

                server.kill();
                server.restart();
                sent.add(photo.getString("id"));
                assertThat(dock.photoIds()).containsExactlyElementsOf(sent);
                var path = "/photos/" + photo.getString("id");
                assertThat(dock.owner("GET", path).send().expect(200).body()).isEqualTo(picture);
                Condition.await(
                        "the thumbnail after round " + round,
                        THUMBNAIL_LIMIT,
                        () -> dock.owner("GET", path + "/thumbnail").send().status() == 200);
            }
            server.assertLogClean();
        }
    }
}
