package io.snapdock.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PostgreSQL of the test's own, from the distribution's package: in a new folder, on a free port, as a user that is not root, for PostgreSQL
 * refuses root. It can be restarted and held as a machine does that has gone to sleep.
 */
public final class PostgresServer implements AutoCloseable {
    static final String USER = "snapdock";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Path bin;
    private final Path home;
    private final int port;

    private PostgresServer(Path bin, Path home, int port) {
        this.bin = bin;
        this.home = home;
        this.port = port;
    }

    public static PostgresServer start(String name) {
        try {
            // Below the folder for temporary files, which every user may enter.
            var home = Files.createTempDirectory("snapdock-" + name + "-");
            var server = new PostgresServer(newest(), home, FreePort.next());
            if (isRoot()) {
                run(List.of("chown", "postgres", home.toString()));
            }
            server.call("initdb", "-D", server.data(), "-U", USER, "-A", "trust", "-E", "UTF8", "--no-sync");
            Files.writeString(home.resolve("data/postgresql.auto.conf"), """
                    listen_addresses = '127.0.0.1'
                    port = %d
                    unix_socket_directories = ''
                    max_connections = 50
                    """.formatted(server.port));
            server.begin();
            server.call("createdb", "-h", "127.0.0.1", "-p", "" + server.port, "-U", USER, USER);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path newest() throws IOException {
        var debian = Path.of("/usr/lib/postgresql");
        if (Files.isDirectory(debian)) {
            try (Stream<Path> versions = Files.list(debian)) {
                var found = versions.map(version -> version.resolve("bin"))
                        .filter(bin -> Files.isExecutable(bin.resolve("postgres")))
                        .max(Comparator.comparing(Path::toString));
                if (found.isPresent()) {
                    return found.get();
                }
            }
        }
        throw new AssertionError("The tests need PostgreSQL (Debian: apt-get install postgresql-15).");
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private String data() {
        return home.resolve("data").toString();
    }

    public int port() {
        return port;
    }

    /** Starts it again after {@link #stop}. */
    public void begin() {
        call("pg_ctl", "-D", data(), "-l", home.resolve("log").toString(), "-w", "start");
    }

    /** As an administrator does it who cannot wait: connections are cut. */
    public void stop() {
        call("pg_ctl", "-D", data(), "-m", "fast", "-w", "stop");
    }

    public void restart() {
        stop();
        begin();
    }

    /** Nothing of it runs any more until {@link #goOn}; its port still takes connections, as the kernel does that. */
    public void hold() {
        signal("-STOP");
    }

    public void goOn() {
        signal("-CONT");
    }

    /** Commits go through from now on, and nobody hears of it until {@link #letCommit}: they wait for a second server that there is not. */
    public void holdCommits() {
        query("alter system set synchronous_standby_names = 'nobody'");
        query("select pg_reload_conf()");
    }

    public void letCommit() {
        query("alter system reset synchronous_standby_names");
        query("select pg_reload_conf()");
    }

    private void signal(String signal) {
        var master = ProcessHandle.of(masterPid()).orElseThrow();
        var command = new ArrayList<>(List.of("kill", signal, Long.toString(master.pid())));
        master.descendants().forEach(child -> command.add(Long.toString(child.pid())));
        try {
            // A child may have ended meanwhile.
            new ProcessBuilder(command).start().waitFor(10, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long masterPid() {
        try {
            return Long.parseLong(Files.readAllLines(home.resolve("data/postmaster.pid"))
                    .get(0)
                    .strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean takesConnections() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** Asks by the distribution's own client; the answer without its line end. */
    public String query(String sql) {
        return call("psql", "-h", "127.0.0.1", "-p", "" + port, "-U", USER, "-d", USER, "-Atc", sql);
    }

    /** The server under test, with a data source as docs/operations.md asks an administrator for one. */
    public ServerSetup setup(Map<String, String> settings) {
        try {
            return ServerKind.underTest().withPostgres(this, settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The driver that the tests bring. */
    static Path driver() {
        return Stream.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1))
                .filter(jar -> jar.matches(".*/postgresql-[0-9.]+\\.jar"))
                .map(Path::of)
                .findFirst()
                .orElseThrow(() -> new AssertionError("PostgreSQL's driver is not on the class path of the tests"));
    }

    private String call(String program, String... args) {
        var command = new ArrayList<String>();
        if (isRoot()) {
            command.addAll(List.of("runuser", "-u", "postgres", "--"));
        }
        command.add(bin.resolve(program).toString());
        command.addAll(List.of(args));
        return run(command);
    }

    private static String run(List<String> command) {
        try {
            // A file and no pipe: the server inherits it from pg_ctl, and a pipe would not end before the server does.
            var output = Files.createTempFile("snapdock-postgres", ".out");
            var process = new ProcessBuilder(command)
                    .directory(Path.of("/").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
            var text = Files.readString(output, StandardCharsets.UTF_8).strip();
            Files.delete(output);
            if (!ended || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new AssertionError(String.join(" ", command) + ":\n" + text);
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
        goOn();
        call("pg_ctl", "-D", data(), "-m", "immediate", "-w", "stop");
        run(List.of("rm", "-r", home.toString()));
    }
}
