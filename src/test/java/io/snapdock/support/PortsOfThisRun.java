package io.snapdock.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Gives the shared server of this JVM its ports before Arquillian reads them: several JVMs test at once. */
public final class PortsOfThisRun implements LauncherSessionListener {
    @Override
    public void launcherSessionOpened(LauncherSession session) {
        for (var name : new String[] {"it.http.port", "it.https.port", "it.management.port"}) {
            try {
                System.setProperty(name, Integer.toString(FreePort.next()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
