package io.snapdock.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** What Arquillian deploys, once for all test classes (arquillian.xml names this class): the WAR that ships, as it is. */
public class ShippedWar {
    @Deployment(testable = false)
    public static WebArchive war() throws IOException {
        forgetEarlierRun(Path.of(System.getProperty("snapdock.it")));
        return ShrinkWrap.createFromZipFile(
                WebArchive.class, Path.of(System.getProperty("snapdock.war")).toFile());
    }

    private static void forgetEarlierRun(Path folder) throws IOException {
        var data = folder.resolve("data");
        if (Files.exists(data)) {
            try (var files = Files.walk(data)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.deleteIfExists(folder.resolve("server.log.0"));
        Files.createDirectories(folder.resolve("tmp"));
    }
}
