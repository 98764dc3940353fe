package io.snapdock.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The servers that Snapdock is tested on, and how each is started by hand with one WAR. */
public enum ServerKind {
    PAYARA {
        @Override
        List<String> prepare(Path home, Path war, int port, Map<String, String> settings) {
            var command = new ArrayList<String>();
            command.add(java());
            command.add("-Xmx512m");
            command.addAll(QUICK_START);
            command.add("-Djava.io.tmpdir=" + home.resolve("tmp"));
            settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
            command.addAll(List.of("-jar", System.getProperty("payara.jar")));
            command.addAll(List.of("--nocluster", "--nohostaware", "--disablephonehome"));
            command.addAll(List.of("--port", Integer.toString(port), "--deploy", war.toString()));
            return command;
        }
    },

    WILDFLY {
        @Override
        List<String> prepare(Path home, Path war, int port, Map<String, String> settings) throws IOException {
            var wildfly = Path.of(System.getProperty("wildfly.home"));
            var base = home.resolve("standalone");
            if (Files.notExists(base)) {
                copy(wildfly.resolve("standalone/configuration"), base.resolve("configuration"));
                Files.createDirectories(base.resolve("deployments"));
                Files.copy(war, base.resolve("deployments").resolve(war.getFileName()));
                if (settings.containsKey(MAX_BODY)) {
                    allowBodies(base.resolve("configuration/standalone.xml"), settings.get(MAX_BODY));
                }
            }
            var command = new ArrayList<String>();
            command.add(wildfly.resolve("bin/standalone.sh").toString());
            command.add("-Djboss.server.base.dir=" + base);
            command.add("-Djboss.http.port=" + port);
            command.add("-Djboss.https.port=" + FreePort.next());
            command.add("-Djboss.management.http.port=" + FreePort.next());
            settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
            return command;
        }

        /** What server-config/wildfly does to the listener by jboss-cli, which would take another start of the server. */
        private void allowBodies(Path configuration, String maxBytes) throws IOException {
            var listener = "<http-listener name=\"default\" ";
            var xml = Files.readString(configuration);
            if (!xml.contains(listener)) {
                throw new IOException(configuration + " has no " + listener);
            }
            Files.writeString(configuration, xml.replace(listener, listener + "max-post-size=\"" + maxBytes + "\" "));
        }

        private void copy(Path from, Path to) throws IOException {
            try (var files = Files.walk(from)) {
                for (var file : (Iterable<Path>) files::iterator) {
                    var target = to.resolve(from.relativize(file).toString());
                    if (Files.isDirectory(file)) {
                        Files.createDirectories(target);
                    } else {
                        Files.copy(file, target);
                    }
                }
            }
        }
    };

    /** Tests start servers often and run them briefly: the optimising compiler would never earn back its time. */
    static final List<String> QUICK_START = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    /**
     * A setting of the server, not of the application: bytes that a request's body may have. In its delivered state
     * WildFly refuses more than 10 MiB.
     */
    public static final String MAX_BODY = "snapdock.it.max-body";

    /** The one that this run of the tests is about: the system property {@code snapdock.server}. */
    public static ServerKind underTest() {
        return switch (System.getProperty("snapdock.server", "payara")) {
            case "payara" -> PAYARA;
            case "wildfly" -> WILDFLY;
            default -> throw new IllegalArgumentException("snapdock.server: payara or wildfly");
        };
    }

    /**
     * Lays the server's own files under {@code home} and gives the command that starts it.
     *
     * @param settings system properties for it
     */
    abstract List<String> prepare(Path home, Path war, int port, Map<String, String> settings) throws IOException;

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
