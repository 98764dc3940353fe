package io.snapdock.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.snapdock.settings.HostAndPort;
import io.snapdock.support.Condition;
import io.snapdock.support.FreePort;
import io.snapdock.support.Pictures;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The daemon itself, where it is installed, with a configuration and one signature of its own. */
class RealClamdTest {

    private static final Path PROGRAM = Path.of("/usr/sbin/clamd");

    /** In two parts, so that no scanner takes this source for the test file itself. */
    private static final String EICAR = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-" + "STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";

    @TempDir
    static Path folder;

    private static Process daemon;
    private static Clamd clamd;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(Files.isExecutable(PROGRAM), "clamd is not installed here");
        int port = FreePort.next();
        Path signatures = Files.createDirectory(folder.resolve("signatures"));
        String hex = HexFormat.of().formatHex(EICAR.getBytes(StandardCharsets.US_ASCII));
        // Name, any type of file, any offset, bytes: the extended format of clamav's signatures.
        Files.writeString(signatures.resolve("test.ndb"), "Snapdock.Test:0:*:" + hex + "\n");
        Path settings = Files.writeString(
                folder.resolve("clamd.conf"),
                String.join(
                        "\n",
                        "Foreground yes",
                        "TCPSocket " + port,
                        "TCPAddr 127.0.0.1",
                        "DatabaseDirectory " + signatures,
                        "TemporaryDirectory " + folder,
                        "StreamMaxLength 1M",
                        ""));
        // Some packages start as root and give that up for a user who may not read a test's folder.
        daemon = new ProcessBuilder(PROGRAM.toString(), "--config-file=" + settings)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("clamd.log").toFile())
                .start();
        clamd = new Clamd(new HostAndPort("127.0.0.1", port), Duration.ofSeconds(20));
        Condition.await("clamd listens", Duration.ofSeconds(30), () -> listens(port));
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (daemon != null) {
            daemon.destroy();
            daemon.waitFor(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void calls_a_photo_clean() throws Exception {
        assertThat(clamd.scan(file(Pictures.jpeg(64, 48))).signature()).isEmpty();
    }

    @Test
    void finds_what_hides_in_a_photo() throws Exception {
        byte[] infected = Pictures.joined(Pictures.jpeg(64, 48), EICAR.getBytes(StandardCharsets.US_ASCII));
        assertThat(clamd.scan(file(infected)).signature())
                .hasValueSatisfying(name -> assertThat(name).contains("Snapdock.Test"));
    }

    @Test
    void does_not_call_clean_what_was_too_long_to_scan() throws Exception {
        Path large = file(Pictures.jpegOfSize(5_000_000));
        assertThatThrownBy(() -> clamd.scan(large)).isInstanceOf(IOException.class);
    }

    private static Path file(byte[] bytes) throws IOException {
        return Files.write(Files.createTempFile(folder, "photo", ""), bytes);
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
