package io.snapdock.support;

import java.net.URI;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test over HTTP against the WAR that ships, on the server under test. All classes share one server and one
 * deployment, so each test opens docks of its own and expects those of others.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
public abstract class ServerIT {
    /** The application's base address, with a slash at its end, to resolve paths such as {@code api/docks} against. */
    protected static final URI BASE =
            URI.create("http://localhost:%s/snapdock/".formatted(System.getProperty("it.http.port")));
}
