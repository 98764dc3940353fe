package io.snapdock.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.support.DockClient;
import io.snapdock.support.DockClient.OpenDock;
import io.snapdock.support.RawConnection;
import io.snapdock.support.ServerIT;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bodies in chunks whose end comes after their refusal. Undertow kept such a connection for ever: it read nothing more from it, nor saw that its client had gone. The next request gets its
 * answer, or the connection is closed.
 */
@Tag("http")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LateBodiesIT extends ServerIT {
    private static final int ROUNDS = 5;
    private static final String CHUNK = "1388\r\n" + "x".repeat(5_000) + "\r\n";

    private OpenDock dock;

    @BeforeAll
    void openDock() {
        dock = new DockClient(BASE).open();
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of("PATCH", "uploads/unknown", "application/offset+octet-stream", 1, 404),
                Arguments.of("PATCH", "uploads/unknown", "application/offset+octet-stream", 120, 404),
                Arguments.of("POST", "docks", "application/json", 120, 413),
                Arguments.of("PUT", "docks/{dock}/photos/order", "application/json", 1, 404));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void theNextRequestIsAnsweredOrTheConnectionEnds(String method, String path, String type, int chunks, int status) {
        for (int i = 0; i < ROUNDS; i++) {
            try (var connection = new RawConnection(BASE)) {
                connection.head(
                        method + " " + BASE.getPath() + "api/" + path.replace("{dock}", dock.id()) + " HTTP/1.1",
                        "Host: localhost",
                        "Authorization: Bearer wrong",
                        "Tus-Resumable: 1.0.0",
                        "Upload-Offset: 0",
                        "Content-Type: " + type,
                        "Transfer-Encoding: chunked");
                connection.send(CHUNK.repeat(chunks));
                assertThat(RawConnection.status(connection.answer())).isEqualTo(status);
                String next = afterTheRest(connection);
                assertThat(next.isEmpty() || RawConnection.status(next) == 200)
                        .as(next)
                        .isTrue();
            }
        }
    }

    /** @return the next answer; empty when the connection has ended */
    private static String afterTheRest(RawConnection connection) {
        try {
            connection.send("5\r\nabcde\r\n0\r\n\r\n");
            connection.head("GET " + BASE.getPath() + "api/health/live HTTP/1.1", "Host: localhost");
            return connection.answer();
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof SocketTimeoutException) {
                throw e;
            }
            return "";
        }
    }
}
