package io.snapdock.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Tells Arquillian what this JVM's shared server is to be, before it reads that: its kind, folder, settings and ports. Several JVMs test at once. */
public final class SetupOfThisRun implements LauncherSessionListener {
    @Override
    public void launcherSessionOpened(LauncherSession session) {
        String server = System.getProperty("snapdock.server", "payara");
        System.setProperty("arquillian.launch", server);
        if (System.getProperty("snapdock.it") == null) {
            System.setProperty(
                    "snapdock.it",
                    Path.of("target", "it", server).toAbsolutePath().toString());
        }
        System.setProperty("it.data", System.getProperty("snapdock.it") + "/data");
        System.setProperty("it.settings", SharedSettings.asOptions());
        for (var name : new String[] {"it.http.port", "it.https.port", "it.management.port"}) {
            try {
                System.setProperty(name, Integer.toString(FreePort.next()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        SharedServer.stop();
    }
}
