package io.snapdock.transfer;

import io.snapdock.support.DockClient;
import io.snapdock.support.DockClient.OpenDock;
import io.snapdock.support.Pictures;
import io.snapdock.support.RawConnection;
import io.snapdock.support.ServerIT;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Senders that leave before their answer, as a page that is loaded again at once. They leave nothing in the log, for which {@link ServerIT} looks, and nobody
 * else notices: on Payara each stream that was left while it began was an error of 150 lines.
 */
@Tag("http")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AbandonedIT extends ServerIT {
    private static final int TIMES = 96;

    /** No wait for anything: when it leaves is what is tried, from at once to later than the answer. */
    private static final int STEPS = 12;

    private static final long STEP_NANOS = 500_000;

    private OpenDock dock;
    private String photo;

    @BeforeAll
    void openDock() {
        dock = new DockClient(BASE).open();
        photo = dock.photo(Pictures.noisyJpegOfSize(200_000, 1), "").getString("id");
    }

    static Stream<String> requests() {
        return Stream.of(
                "GET api/docks/{dock}",
                "GET api/docks/{dock}/events",
                "GET api/docks/{dock}/photos",
                "GET api/docks/{dock}/photos/{photo}",
                "GET api/docks/{dock}/photos.zip",
                "POST api/docks {}",
                "POST api/docks/{dock}/uploads",
                "PUT api/docks/{dock}/photos/order [\"{photo}\"]");
    }

    @ParameterizedTest
    @MethodSource("requests")
    void nothingIsSaidOfWhoLeavesAtOnce(String request) {
        for (int i = 0; i < TIMES; i++) {
            var connection = new RawConnection(BASE);
            send(connection, request);
            long nanos = i % STEPS * STEP_NANOS;
            LockSupport.parkNanos(nanos);
            if (i / STEPS % 2 == 0) {
                connection.reset();
            } else {
                connection.close();
            }
        }
        dock.owner("GET", "").send().expect(200);
    }

    private void send(RawConnection connection, String request) {
        String[] parts =
                request.replace("{dock}", dock.id()).replace("{photo}", photo).split(" ", 3);
        String body = parts.length > 2 ? parts[2] : "";
        connection.head(
                parts[0] + " " + BASE.getPath() + parts[1] + " HTTP/1.1",
                "Host: localhost",
                "Authorization: Bearer " + dock.ownerKey(),
                "Tus-Resumable: 1.0.0",
                "Upload-Length: 1000",
                body.isEmpty() ? "Accept: */*" : "Content-Type: application/json",
                "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length);
        connection.send(body);
    }
}
