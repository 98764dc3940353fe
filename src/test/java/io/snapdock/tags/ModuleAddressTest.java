package io.snapdock.tags;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModuleAddressTest {

    /** The host's server listens at 8080. */
    @ParameterizedTest
    @CsvSource({
        "https://photos.example.com/snapdock, , https://photos.example.com/snapdock/snap-dock.js",
        "https://photos.example.com/, , https://photos.example.com/snap-dock.js",
        "https://photos.example.com, , https://photos.example.com/snap-dock.js",
        "http://localhost:8080/snapdock, , /snapdock/snap-dock.js",
        "http://127.0.0.1:8080/snapdock/, , /snapdock/snap-dock.js",
        "http://[::1]:8080/snapdock, , /snapdock/snap-dock.js",
        "http://localhost:8081/snapdock, , http://localhost:8081/snapdock/snap-dock.js",
        "http://localhost/snapdock, , http://localhost/snapdock/snap-dock.js",
        "http://snapdock:8080/snapdock, /photos, /photos/snap-dock.js",
        "http://localhost:8080/snapdock, https://photos.example.com/, https://photos.example.com/snap-dock.js",
    })
    void isThatOfBrowsers(String forServer, String forBrowsers, String address) {
        assertThat(ModuleAddress.of(Optional.ofNullable(forBrowsers), () -> forServer, 8080))
                .isEqualTo(address);
    }
}
