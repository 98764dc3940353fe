package io.snapdock.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.support.DockClient;
import io.snapdock.support.DockClient.OpenDock;
import io.snapdock.support.Pictures;
import io.snapdock.support.RawConnection;
import io.snapdock.support.ServerIT;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A phone comes back while the rest of its old request still arrives. On Payara a piece that came in the moment of the old request's answer was run as a
 * request of its own with the same head, 8 times in 300 rounds: its traces were errors in the log, which {@link ServerIT} looks for, and answers with 500.
 */
@Tag("http")
class TakeOverIT extends ServerIT {
    private static final int SENDERS = 4;
    private static final int ROUNDS_OF_EACH = 60;
    private static final byte[] PICTURE = Pictures.noisyJpegOfSize(200_000, 1);
    private static final int FIRST_BYTES = 2_000;
    private static final int PIECE_BYTES = 50;
    private static final int PIECES = 40;

    /** The pieces arrive all the while that the old request is answered. */
    private static final long BETWEEN_PIECES_NANOS = 100_000;

    /** In most rounds the old request is being read by then; in the others there is nothing to take over yet. */
    private static final long HEAD_START_NANOS = 10_000_000;

    @Test
    void theRestOfTheOldRequestIsNobodysRequest() throws Exception {
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        try {
            List<Callable<Integer>> all = new ArrayList<>();
            for (int i = 0; i < SENDERS; i++) {
                all.add(TakeOverIT::comeBackAgainAndAgain);
            }
            int takenOver = 0;
            for (Future<Integer> one : senders.invokeAll(all)) {
                takenOver += one.get();
            }
            assertThat(takenOver).as("requests that were taken over").isGreaterThan(SENDERS * ROUNDS_OF_EACH / 2);
        } finally {
            senders.shutdownNow();
        }
    }

    private static int comeBackAgainAndAgain() {
        OpenDock dock = new DockClient(BASE).open();
        int takenOver = 0;
        for (int i = 0; i < ROUNDS_OF_EACH; i++) {
            takenOver += comeBack(dock) ? 1 : 0;
        }
        return takenOver;
    }

    /** @return whether there was a request to be taken over */
    private static boolean comeBack(OpenDock dock) {
        String location = dock.beginUpload(PICTURE.length);
        String path = URI.create(location).getPath();
        try (var old = new RawConnection(BASE);
                var next = new RawConnection(BASE)) {
            old.head(
                    "PATCH " + path + " HTTP/1.1",
                    "Host: localhost",
                    "Authorization: Bearer " + dock.ownerKey(),
                    "Tus-Resumable: 1.0.0",
                    "Upload-Offset: 0",
                    "Content-Type: application/offset+octet-stream",
                    "Content-Length: " + PICTURE.length);
            old.send(PICTURE, 0, FIRST_BYTES);
            LockSupport.parkNanos(HEAD_START_NANOS);
            next.head(
                    "HEAD " + path + " HTTP/1.1",
                    "Host: localhost",
                    "Authorization: Bearer " + dock.ownerKey(),
                    "Tus-Resumable: 1.0.0",
                    "Connection: close");
            trickle(old);
            assertThat(RawConnection.status(next.answer())).isEqualTo(200);
            return isTakenOver(old);
        } finally {
            dock.client()
                    .call("DELETE", location)
                    .key(dock.ownerKey())
                    .header("Tus-Resumable", "1.0.0")
                    .send();
        }
    }

    private static void trickle(RawConnection old) {
        try {
            for (int i = 0; i < PIECES; i++) {
                int from = FIRST_BYTES + i * PIECE_BYTES;
                old.send(PICTURE, from, from + PIECE_BYTES);
                LockSupport.parkNanos(BETWEEN_PIECES_NANOS);
            }
        } catch (UncheckedIOException e) {
            // Answered, and its connection closed.
        }
    }

    /** Sends all that is left, as a request that was not taken over is answered only then. */
    private static boolean isTakenOver(RawConnection old) {
        try {
            old.send(PICTURE, FIRST_BYTES + PIECES * PIECE_BYTES, PICTURE.length);
            String answer = old.answer();
            if (answer.startsWith("HTTP/1.1 204")) {
                return false;
            }
            assertThat(answer).startsWith("HTTP/1.1 409").contains("upload-superseded");
        } catch (UncheckedIOException e) {
            assertThat(e).hasCauseInstanceOf(SocketException.class);
        }
        return true;
    }
}
