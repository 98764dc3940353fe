package io.snapdock.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapdock.scan.FakeClamd.Manner;
import io.snapdock.settings.HostAndPort;
import io.snapdock.support.FreePort;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ClamdTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);

    /** More than the buffers of both sides of a connection hold. */
    private static final int MANY_BYTES = 20_000_000;

    @TempDir
    Path folder;

    private Path file;
    private byte[] bytes;

    @BeforeEach
    void write() throws IOException {
        bytes = new byte[MANY_BYTES];
        new Random(7).nextBytes(bytes);
        file = Files.write(folder.resolve("photo"), bytes);
    }

    @Test
    void sends_all_of_a_file_and_reads_that_it_is_clean() throws Exception {
        try (FakeClamd fake = new FakeClamd(Manner.ANSWERS, "stream: OK")) {
            assertThat(new Clamd(fake.address(), LONG).scan(file).signature()).isEmpty();
            assertThat(fake.received().join()).isEqualTo(bytes);
        }
    }

    @Test
    void sends_an_empty_file() throws Exception {
        try (FakeClamd fake = new FakeClamd(Manner.ANSWERS, "stream: OK")) {
            Path empty = Files.createFile(folder.resolve("empty"));
            assertThat(new Clamd(fake.address(), LONG).scan(empty).signature()).isEmpty();
        }
    }

    @Test
    void reads_what_was_found() throws Exception {
        try (FakeClamd fake = new FakeClamd(Manner.ANSWERS, "stream: Win.Test.EICAR_HDB-1 FOUND")) {
            assertThat(new Clamd(fake.address(), LONG).scan(file).signature()).contains("Win.Test.EICAR_HDB-1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream: Can't allocate memory ERROR", "UNKNOWN COMMAND", "stream:  FOUND", "", "OK"})
    void takes_nothing_else_for_clean(String answer) throws Exception {
        try (FakeClamd fake = new FakeClamd(Manner.ANSWERS, answer)) {
            assertThatThrownBy(() -> new Clamd(fake.address(), LONG).scan(file)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void hears_an_answer_in_the_middle_of_the_stream() throws Exception {
        try (FakeClamd fake = new FakeClamd(Manner.ANSWERS_EARLY, "INSTREAM size limit exceeded. ERROR")) {
            // Whether the answer arrives before the connection's end is up to the network.
            assertThatThrownBy(() -> new Clamd(fake.address(), LONG).scan(file)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void notices_a_connection_that_ends() throws Exception {
        try (FakeClamd fake = new FakeClamd(Manner.CLOSES, "")) {
            assertThatThrownBy(() -> new Clamd(fake.address(), LONG).scan(file)).isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Manner.class,
            names = {"SILENT", "DEAF"})
    void does_not_wait_for_ever(Manner manner) throws Exception {
        try (FakeClamd fake = new FakeClamd(manner, "")) {
            assertThatThrownBy(() -> new Clamd(fake.address(), SHORT).scan(file))
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void says_that_nobody_listens() throws Exception {
        HostAndPort nobody = new HostAndPort("127.0.0.1", FreePort.next());
        assertThatThrownBy(() -> new Clamd(nobody, LONG).scan(file)).isInstanceOf(IOException.class);
        HostAndPort nowhere = new HostAndPort("no-such-host.invalid", 3310);
        assertThatThrownBy(() -> new Clamd(nowhere, LONG).scan(file)).isInstanceOf(IOException.class);
    }
}
