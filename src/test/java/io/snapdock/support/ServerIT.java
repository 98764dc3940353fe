package io.snapdock.support;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test over HTTP against the WAR that ships, on the server under test. All classes share one server and one
 * deployment, so each test opens docks of its own and expects those of others. After each class the server's log must
 * hold neither an error nor a stack trace.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
public abstract class ServerIT {
    /** The application's base address, with a slash at its end, to resolve paths such as {@code api/docks} against. */
    protected static final URI BASE =
            URI.create("http://localhost:%s/snapdock/".formatted(System.getProperty("it.http.port")));

    @AfterAll
    static void logIsClean() throws IOException {
        var file = Path.of(System.getProperty("snapdock.it"))
                .resolve(
                        switch (ServerKind.underTest()) {
                            // the suffix is Payara's doing: the number of the rotated file, 0 for the current one
                            case PAYARA -> "server.log.0";
                            case WILDFLY -> "standalone/log/server.log";
                        });
        var errors = ServerLog.errors(Files.readString(file, StandardCharsets.UTF_8));
        if (!errors.isEmpty()) {
            throw new AssertionError(file + " holds errors:\n"
                    + String.join("\n", errors.subList(0, Math.min(20, errors.size()))));
        }
    }
}
