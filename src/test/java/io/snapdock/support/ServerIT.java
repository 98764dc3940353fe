package io.snapdock.support;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A test over HTTP against the WAR that ships, on the server under test. All classes share one server and one
 * deployment, so each test opens docks of its own and expects those of others. After each class the server's log must
 * hold neither an error nor a stack trace.
 */
@RunAsClient
public abstract class ServerIT {
    @RegisterExtension
    static final Extension SERVER = SharedServer.underTest();

    /** The application's base address, with a slash at its end, to resolve paths such as {@code api/docks} against. */
    protected static final URI BASE =
            URI.create("http://localhost:%s/snapdock/".formatted(System.getProperty("it.http.port")));

    private static long logBytesBefore;

    @BeforeAll
    static void rememberLog() throws IOException {
        logBytesBefore = Files.exists(log()) ? Files.size(log()) : 0;
    }

    @AfterAll
    static void logIsClean() throws IOException {
        byte[] all = Files.readAllBytes(log());
        // A log that has been rotated meanwhile is read from its beginning.
        int from = (int) (logBytesBefore <= all.length ? logBytesBefore : 0);
        var errors = ServerLog.errors(new String(all, from, all.length - from, StandardCharsets.UTF_8));
        if (!errors.isEmpty()) {
            throw new AssertionError(log() + " holds errors:\n"
                    + String.join("\n", errors.subList(0, Math.min(20, errors.size()))));
        }
    }

    private static Path log() {
        if (!SharedServer.isByArquillian()) {
            return Path.of(System.getProperty("it.log"));
        }
        return Path.of(System.getProperty("snapdock.it"))
                .resolve(
                        // the suffix is Payara's doing: the number of the rotated file, 0 for the current one
                        ServerKind.underTest() == ServerKind.PAYARA ? "server.log.0" : "standalone/log/server.log");
    }
}
