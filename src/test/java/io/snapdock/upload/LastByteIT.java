package io.snapdock.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.support.Condition;
import io.snapdock.support.DockClient;
import io.snapdock.support.DockClient.Answer;
import io.snapdock.support.DockClient.Call;
import io.snapdock.support.DockClient.OpenDock;
import io.snapdock.support.Pictures;
import io.snapdock.support.RawConnection;
import io.snapdock.support.ServerIT;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Between its last byte and its photo an upload is still to be cancelled, and needs its sender no more. */
@Tag("http")
class LastByteIT extends ServerIT {
    private static final int ROUNDS = 80;
    private static final int STEPS = 25;
    private static final long STEP_NANOS = 2_000_000;
    private static final Duration SOON = Duration.ofSeconds(10);

    private OpenDock dock;

    @BeforeEach
    void openDock() {
        dock = new DockClient(BASE).open();
    }

    /** Some were told 204 and stayed, others took the files from under the checks: an internal error, with its trace in the log. */
    @Test
    void aCancelCountsOrIsRefused() {
        int cancelled = 0;
        for (int i = 0; i < ROUNDS; i++) {
            byte[] picture = Pictures.noisyJpegOfSize(60_000, i);
            String location = dock.beginUpload(picture.length);
            CompletableFuture<Answer> sent = tus("PATCH", location)
                    .header("Upload-Offset", "0")
                    .body("application/offset+octet-stream", picture)
                    .sendAsync();
            // No wait for anything: when the cancel comes is what is tried.
            LockSupport.parkNanos(i % STEPS * STEP_NANOS);
            Answer cancel = tus("DELETE", location).send();
            Answer patched = sent.join();
            Answer after = tus("HEAD", location).send();
            if (cancel.status() == 204) {
                cancelled++;
                assertThat(patched.status()).as(patched.text()).isIn(404, 409, 410);
                assertThat(after.expect(410).header("Snapdock-Problem")).isEqualTo("upload-cancelled");
            } else {
                cancel.expectProblem(410, "upload-gone");
                patched.expect(204);
                String photo = after.expect(200).header("Snapdock-Photo");
                assertThat(photo).isNotEmpty();
                dock.owner("DELETE", "/photos/" + photo).send().expect(204);
            }
        }
        assertThat(cancelled).as("cancelled in time").isBetween(1, ROUNDS - 1);
        assertThat(dock.photoIds()).isEmpty();
    }

    /** Its sender was told nothing, and may never come back: a phone in a pocket. */
    @Test
    void whatIsAllHereBecomesAPhotoThoughItsRequestNeverEnds() {
        byte[] picture = Pictures.jpeg(210, 150, 5);
        String location = dock.beginUpload(picture.length);
        try (var connection = new RawConnection(BASE)) {
            connection.head(
                    "PATCH " + URI.create(location).getPath() + " HTTP/1.1",
                    "Host: localhost",
                    "Authorization: Bearer " + dock.ownerKey(),
                    "Tus-Resumable: 1.0.0",
                    "Upload-Offset: 0",
                    "Content-Type: application/offset+octet-stream",
                    "Transfer-Encoding: chunked");
            connection.send(Integer.toHexString(picture.length) + "\r\n").send(picture);
            Condition.await(
                    "all of its bytes at the server",
                    SOON,
                    () -> dock.snapshot()
                                    .getJsonArray("uploads")
                                    .getJsonObject(0)
                                    .getInt("received")
                            == picture.length);
        }
        Condition.await("the photo", SOON, () -> dock.photoIds().size() == 1);
    }

    private Call tus(String method, String location) {
        return dock.client().call(method, location).key(dock.ownerKey()).header("Tus-Resumable", "1.0.0");
    }
}
