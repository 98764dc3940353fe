package io.snapdock.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.support.DockClient;
import io.snapdock.support.DockClient.OpenDock;
import io.snapdock.support.Pictures;
import io.snapdock.support.RawConnection;
import io.snapdock.support.ServerIT;
import io.snapdock.support.ServerKind;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Many requests that one client sends before it has read an answer (RFC 9112, 9.3.2). Servers began each of them inside the one before, when that was answered on its own thread: the stack
 * overflowed.
 */
@Tag("http")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PipelinesIT extends ServerIT {
    private static final int REQUESTS = 1_500;
    /** Most servers end a connection after so many or more; WildFly after none. */
    private static final int LEAST = 100;

    private OpenDock dock;
    private String photo;
    private String upload;

    @BeforeAll
    void openDock() {
        dock = new DockClient(BASE).open();
        photo = dock.photo(Pictures.jpeg(64, 48), "").getString("id");
        String location = dock.beginUpload(1_000);
        upload = location.substring(location.lastIndexOf('/') + 1);
    }

    static Stream<Arguments> requests() {
        return Stream.of(
                Arguments.of("HEAD api/uploads/unknown", false, 404),
                Arguments.of("HEAD api/docks/{dock}/uploads/{upload}", true, 200),
                Arguments.of("GET api/docks/{dock}/photos/{photo}", false, 404),
                Arguments.of("HEAD api/docks/{dock}/photos/{photo}", true, 200),
                Arguments.of("GET api/docks/{dock}/events", false, 404));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void areAllAnswered(String request, boolean hasKey, int status) {
        String[] line = request.replace("{dock}", dock.id())
                .replace("{photo}", photo)
                .replace("{upload}", upload)
                .split(" ", 2);
        String head =
                line[0] + " " + BASE.getPath() + line[1] + " HTTP/1.1\r\nHost: localhost\r\nTus-Resumable: 1.0.0\r\n"
                        + (hasKey ? "Authorization: Bearer " + dock.ownerKey() + "\r\n" : "");
        try (var connection = new RawConnection(BASE)) {
            connection.send((head + "\r\n").repeat(REQUESTS - 1) + head + "Connection: close\r\n\r\n");
            assertThat(connection.statuses())
                    .hasSizeBetween(ServerKind.underTest() == ServerKind.WILDFLY ? REQUESTS : LEAST, REQUESTS)
                    .containsOnly(status);
        }
    }
}
