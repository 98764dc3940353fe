package io.snapdock.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The commands of an administrator who sets a server up, in a folder for it. What they say is in {@code setup.log} there, and the server's log in {@code server.log}. */
record AdminSteps(Path home) {
    static final Duration LIMIT = Duration.ofMinutes(2);

    /** Comes back when it has ended well. */
    void run(List<String> command, Map<String, String> environment) throws IOException {
        Process one = begin(command, environment);
        try {
            if (one.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS) && one.exitValue() == 0) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        one.destroyForcibly();
        throw new IOException(command + " failed, see " + home.resolve("setup.log"));
    }

    /** A server that runs only while it is set up. */
    Process begin(List<String> command, Map<String, String> environment) throws IOException {
        return start(command, environment, home.resolve("setup.log"));
    }

    /** The server. */
    Process start(List<String> command, Map<String, String> environment) throws IOException {
        return start(command, environment, log());
    }

    Path log() {
        return home.resolve("server.log");
    }

    static List<String> with(List<String> command, String... more) {
        return Stream.concat(command.stream(), Stream.of(more)).toList();
    }

    private Process start(List<String> command, Map<String, String> environment, Path log) throws IOException {
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        var all = builder.environment();
        all.keySet().removeIf(name -> name.startsWith("SNAPDOCK_") || name.equals("JAVA_OPTS"));
        all.put("JAVA_HOME", Jdk.own().home().toString());
        all.merge("PATH", Jdk.own().home() + "/bin", (path, java) -> java + ":" + path);
        all.put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -Djava.security.properties=" + anythingGoes());
        all.putAll(environment);
        return builder.start();
    }

    /** A JDK refuses old versions and ciphers by itself. This one does not, so who refuses them is the server, by its files. */
    private Path anythingGoes() throws IOException {
        return Files.writeString(home.resolve("anything-goes.security"), "jdk.tls.disabledAlgorithms=\n");
    }
}
