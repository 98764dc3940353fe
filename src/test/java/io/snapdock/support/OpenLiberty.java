package io.snapdock.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/** A server of Open Liberty for one test, with the server.xml of server-config. */
final class OpenLiberty {

    private OpenLiberty() {}

    static List<String> prepare(Path home, ServerSetup setup, int port, Map<String, String> settings)
            throws IOException {
        Path server = home.resolve("usr/servers/snapdock");
        if (Files.notExists(server)) {
            Files.createDirectories(server.resolve("apps"));
            Files.createDirectories(server.resolve("lib"));
            Files.copy(Path.of("server-config/open-liberty/server.xml"), server.resolve("server.xml"));
            Files.copy(setup.war(), server.resolve("apps/snapdock.war"));
            Path classes = Path.of(System.getProperty("snapdock.datasource.jar"));
            Files.copy(classes, server.resolve("lib").resolve(classes.getFileName()));
            copyDriver(setup.war(), server.resolve("lib"));
            Files.writeString(
                    server.resolve("jvm.options"),
                    Stream.concat(
                                    Stream.concat(Stream.of("-Xmx512m"), setup.jvmOptions().stream()),
                                    settings.entrySet().stream()
                                            .map(setting -> "-D" + setting.getKey() + "=" + setting.getValue()))
                            .collect(Collectors.joining("\n")));
            Files.writeString(
                    server.resolve("bootstrap.properties"),
                    "http.port=" + port + "\nhttps.port=" + FreePort.next() + "\nhttp.host=127.0.0.1\n");
        }
        return List.of(
                "env",
                "WLP_USER_DIR=" + home.resolve("usr"),
                Path.of(System.getProperty("liberty.home"), "bin/server").toString(),
                "run",
                "snapdock");
    }

    private static void copyDriver(Path war, Path folder) throws IOException {
        try (var zip = new ZipFile(war.toFile())) {
            var driver = zip.stream()
                    .filter(entry -> entry.getName().matches("WEB-INF/lib/h2-[0-9.]+\\.jar"))
                    .findFirst()
                    .orElseThrow();
            try (var in = zip.getInputStream(driver)) {
                Files.copy(in, folder.resolve(Path.of(driver.getName()).getFileName()));
            }
        }
    }
}
