package io.snapdock.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.support.DockClient;
import io.snapdock.support.RawConnection;
import io.snapdock.support.ServerIT;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Hundreds of photos that a phone begins to send in one moment: each creation waits for its dock's turn and the database, and nobody else does. How
 * long others' calls take meanwhile is in docs/performance.md; here they are answered before most of the storm is.
 */
class CreationStormIT extends ServerIT {
    private static final int CREATIONS = 400;

    @Test
    void holdsNoOtherDockUp() {
        var client = new DockClient(BASE);
        var dock = client.open();
        var other = client.open();
        List<RawConnection> storm = IntStream.range(0, CREATIONS)
                .mapToObj(i -> new RawConnection(BASE))
                .toList();
        try {
            storm.forEach(one -> one.head(
                    "POST " + BASE.getPath() + dock.path("/uploads") + " HTTP/1.1",
                    "Host: localhost",
                    "Authorization: Bearer " + dock.ownerKey(),
                    "Tus-Resumable: 1.0.0",
                    "Upload-Length: 1000",
                    "Content-Length: 0"));
            other.owner("GET", "").send().expect(200);
            assertThat(storm.stream().filter(RawConnection::isAnswered).count())
                    .as("of the storm answered before")
                    .isLessThan(CREATIONS / 2);
            assertThat(storm.stream().map(one -> RawConnection.status(one.answer())))
                    .containsOnly(201);
        } finally {
            storm.forEach(RawConnection::close);
        }
    }
}
