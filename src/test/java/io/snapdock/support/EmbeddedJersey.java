package io.snapdock.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;
import org.glassfish.jersey.servlet.ServletContainer;

/**
 * JAX-RS resources on Jersey in an embedded servlet container: a second instead of a server's start. No CDI and no
 * transactions: register instances, or bind what they inject with an {@code AbstractBinder}.
 */
public final class EmbeddedJersey implements AutoCloseable {
    private final Tomcat tomcat;
    private final Path folder;

    public EmbeddedJersey(ResourceConfig resources) {
        try {
            folder = Files.createTempDirectory("embedded-jersey");
            tomcat = new Tomcat();
            tomcat.setBaseDir(folder.toString());
            tomcat.setPort(0);
            var context = (StandardContext) tomcat.addContext("/snapdock", folder.toString());
            // Tomcat's search for leaks in applications that are undeployed from a server that lives on
            context.setClearReferencesRmiTargets(false);
            context.setClearReferencesThreadLocals(false);
            context.setClearReferencesObjectStreamClassCaches(false);
            resources.property(ServerProperties.WADL_FEATURE_DISABLE, true);
            var servlet = Tomcat.addServlet(context, "rest", new ServletContainer(resources));
            servlet.setAsyncSupported(true);
            servlet.setLoadOnStartup(1);
            context.addServletMappingDecoded("/api/*", "rest");
            tomcat.getConnector();
            tomcat.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (LifecycleException e) {
            throw new IllegalStateException("Tomcat did not start", e);
        }
    }

    /** The application's base address, with a slash at its end; resources lie under {@code api/}. */
    public URI base() {
        return URI.create("http://localhost:" + tomcat.getConnector().getLocalPort() + "/snapdock/");
    }

    @Override
    public void close() {
        try {
            tomcat.stop();
            tomcat.destroy();
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        } catch (LifecycleException e) {
            throw new IllegalStateException("Tomcat did not stop", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
