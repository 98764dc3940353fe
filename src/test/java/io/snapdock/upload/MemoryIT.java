package io.snapdock.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.support.Condition;
import io.snapdock.support.DockClient;
import io.snapdock.support.Pictures;
import io.snapdock.support.RawConnection;
import io.snapdock.support.ServerKind;
import io.snapdock.support.ServerProcess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A photo goes to disk while it arrives: memory does not depend on its size. */
@Tag("own-server")
class MemoryIT {
    private static final int MIB = 1024 * 1024;
    private static final int PHOTO_BYTES = 50 * MIB;

    @Test
    void fiftyMebibytesRaiseTheHeapByLessThanOne() throws IOException {
        try (var server = ServerProcess.start("memory", Map.of(ServerKind.MAX_BODY, String.valueOf(64 * MIB)))) {
            var dock = new DockClient(server.base()).open();
            // Loads what a first upload loads for good: classes, pools, statements.
            for (int i = 0; i < 3; i++) {
                dock.photo(Pictures.jpeg(64 + i, 48), "");
            }
            long before = server.liveHeapBytes();

            try (var connection = new RawConnection(server.base());
                    InputStream picture = Pictures.jpegStreamOfSize(PHOTO_BYTES)) {
                connection.head(
                        "POST /snapdock/" + dock.path("/photos") + " HTTP/1.1",
                        "Host: localhost",
                        "Authorization: Bearer " + dock.ownerKey(),
                        "Content-Type: image/jpeg",
                        "Content-Length: " + PHOTO_BYTES,
                        "Connection: close");
                for (int sent = 0; sent < PHOTO_BYTES - MIB; sent += MIB) {
                    connection.send(picture.readNBytes(MIB));
                }
                Condition.await(
                        "the server to read all but the last part",
                        Duration.ofSeconds(30),
                        () -> onDisk(server.data()) >= PHOTO_BYTES - 2 * MIB);

                long meanwhile = server.liveHeapBytes();
                assertThat(meanwhile - before).isLessThan(MIB);

                connection.send(picture.readAllBytes());
                assertThat(RawConnection.status(connection.answer())).isEqualTo(201);
            }
            server.assertLogClean();
        }
    }

    private static long onDisk(Path data) throws IOException {
        try (Stream<Path> parts = Files.list(data.resolve("incoming"))) {
            return Files.size(parts.findFirst().orElseThrow());
        }
    }
}
