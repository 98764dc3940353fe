package io.snapdock.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A server of its own for one test, started with the WAR that ships: for what a shared server cannot be asked to bear,
 * such as {@code kill -9}, a restart, other settings or a look at its heap.
 *
 * <p>{@link #start} comes back when {@code api/health/ready} answers 200. The data folder, the port and the settings
 * stay the same over {@link #restart}. The server's files and log lie in {@code target/it/<server>/servers/<name>-…}.
 */
public final class ServerProcess implements AutoCloseable {
    /** Stands for the data folder in a setup's environment: only a server that was started has one. */
    static final String DATA_FOLDER = "{data}";

    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private final ServerSetup setup;
    private final Path home;
    private final Path data;
    private final int port;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private Process process;

    private ServerProcess(ServerSetup setup, Path home, Path data, int port) {
        this.setup = setup;
        this.home = home;
        this.data = data;
        this.port = port;
    }

    /** Starts the server under test with an empty data folder and default settings. */
    public static ServerProcess start(String name) {
        return start(name, Map.of());
    }

    /**
     * Starts the server under test with an empty data folder.
     *
     * @param name for the folder of its files
     * @param settings system properties such as {@code snapdock.dock.ttl}
     */
    public static ServerProcess start(String name, Map<String, String> settings) {
        return start(name, ServerSetup.shipped(), settings);
    }

    /** The same with another WAR than the one that ships; its file's name is the context root. */
    public static ServerProcess start(String name, Path war, Map<String, String> settings) {
        return start(name, ServerSetup.underTest(war, settings));
    }

    /** Starts the server that all tests share, at the port of {@link SetupOfThisRun}. */
    static ServerProcess startShared(ServerSetup setup) {
        return start("shared", setup, Integer.getInteger("it.http.port"));
    }

    /** Starts what the setup says, with an empty data folder. */
    public static ServerProcess start(String name, ServerSetup setup) {
        try {
            return start(name, setup, FreePort.next());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ServerProcess start(String name, ServerSetup setup, int port) {
        try {
            var folder = Path.of(System.getProperty("snapdock.it", "target/it"))
                    .toAbsolutePath()
                    .resolve("servers");
            Files.createDirectories(folder);
            var home = Files.createTempDirectory(folder, name + "-");
            Files.createDirectories(home.resolve("tmp"));
            var server = new ServerProcess(setup, home, home.resolve("data"), port);
            server.launch();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void launch() {
        var withData = new HashMap<>(setup.settings());
        withData.put("snapdock.data", data.toString());
        try {
            var builder = new ProcessBuilder(setup.kind().prepare(home, setup, port, withData))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            home.resolve("server.log").toFile()));
            // The settings of the shared server.
            builder.environment().keySet().removeIf(name -> name.startsWith("SNAPDOCK_") || name.equals("JAVA_OPTS"));
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            // What WildFly's script takes, in place of its own -Xms64m -Xmx512m.
            builder.environment().put("JBOSS_JAVA_SIZING", "-Xmx512m " + String.join(" ", setup.jvmOptions()));
            setup.environment()
                    .forEach((name, value) -> builder.environment()
                            .put(
                                    name,
                                    value.replace(DATA_FOLDER, data.toString())
                                            .replace(ServerSetup.PORT, Integer.toString(port))));
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            Condition.await(setup.kind() + " to be ready, see " + home.resolve("server.log"), START_LIMIT, this::ready);
        } catch (AssertionError e) {
            kill();
            throw e;
        }
    }

    private boolean ready() throws IOException, InterruptedException {
        if (!process.isAlive()) {
            throw new IOException("The process has ended with " + process.exitValue() + "\n" + log());
        }
        var request = HttpRequest.newBuilder(base().resolve("api/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    }

    /** The base address of Snapdock, with a slash at its end. */
    public URI base() {
        return URI.create("http://localhost:" + port + "/" + setup.context() + "/" + setup.below());
    }

    public int port() {
        return port;
    }

    public Path data() {
        return data;
    }

    /** The Java process itself, not the shell script that WildFly starts it with. */
    public long pid() {
        return java().pid();
    }

    private ProcessHandle java() {
        return process.descendants()
                .filter(child -> child.info().command().orElse("").endsWith("java"))
                .findFirst()
                .orElse(process.toHandle());
    }

    /** As {@code kill -9}: nothing in the server gets to run any more. Comes back when the process is gone. */
    public void kill() {
        var java = java();
        java.destroyForcibly();
        process.destroyForcibly();
        awaitEnd(java);
    }

    /** An orderly stop, as {@code kill} does it. */
    public void stop() {
        var java = java();
        java.destroy();
        try {
            awaitEnd(java);
        } catch (AssertionError e) {
            kill();
            throw e;
        }
    }

    private void awaitEnd(ProcessHandle java) {
        Condition.await("the end of process " + java.pid(), STOP_LIMIT, () -> !java.isAlive() && !process.isAlive());
    }

    /** Stops it, if it still runs, and starts it again with the same data folder, port and settings. */
    public void restart() {
        if (process.isAlive()) {
            stop();
        }
        launch();
    }

    /** Of WildFly: what lies here it deploys, and what is removed from here it undeploys, within five seconds. */
    public Path deployments() {
        return home.resolve("standalone/deployments");
    }

    /** Where its log lies. */
    Path logFile() {
        return home.resolve("server.log");
    }

    /** All that the server wrote since the first start, over restarts. */
    public String log() {
        try {
            return Files.readString(home.resolve("server.log"), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails when the log holds an error or a stack trace. */
    public void assertLogClean() {
        var errors = ServerLog.errors(log());
        if (!errors.isEmpty()) {
            throw new AssertionError("%s holds errors:%n%s"
                    .formatted(
                            home.resolve("server.log"),
                            String.join("\n", errors.subList(0, Math.min(20, errors.size())))));
        }
    }

    /** Bytes of the objects that a full garbage collection leaves. */
    public long liveHeapBytes() {
        var histogram = jcmd("GC.class_histogram");
        var total = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)").matcher(histogram);
        if (!total.find()) {
            throw new AssertionError("No total in the class histogram:\n" + histogram);
        }
        return Long.parseLong(total.group(1));
    }

    /** Whether threads wait for each other for ever. */
    public boolean hasDeadlock() {
        return jcmd("Thread.print").contains("deadlock");
    }

    private String jcmd(String command) {
        try {
            var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
            var run = new ProcessBuilder(List.of(jcmd, Long.toString(pid()), command))
                    .redirectErrorStream(true)
                    .start();
            var text = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!run.waitFor(30, TimeUnit.SECONDS) || run.exitValue() != 0) {
                throw new AssertionError("jcmd failed: " + text);
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            stop();
        }
    }
}
