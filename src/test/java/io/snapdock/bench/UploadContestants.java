package io.snapdock.bench;

import io.snapdock.bench.UploadContestant.Burst;
import io.snapdock.support.Condition;
import io.snapdock.support.DockClient;
import io.snapdock.support.DockClient.OpenDock;
import io.snapdock.support.FreePort;
import io.snapdock.support.ServerKind;
import io.snapdock.support.ServerProcess;
import io.snapdock.support.ServerSetup;
import io.snapdock.swarm.ProcessUsage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Starts those that uploads are compared with. */
final class UploadContestants {
    private static final Duration START_LIMIT = Duration.ofSeconds(20);
    private static final Duration SETTLE_LIMIT = Duration.ofMinutes(2);
    private static final int PICTURES_PER_DOCK = 100;
    private static final int LEAST_DOCKS = 8;
    private static final List<String> TUS = List.of("@tus/server@2.4.5", "@tus/file-store@2.1.1");

    private final Path folder;
    private final Map<ServerKind, ServerProcess> servers = new HashMap<>();

    /** @param folder for their files */
    UploadContestants(Path folder) {
        this.folder = folder;
    }

    /** By tus, creation-with-upload. */
    UploadContestant tus(ServerKind kind) {
        return snapdock(kind, shared(kind), "", "/uploads", UploadContestants::tusHeaders);
    }

    /** By the one-request door of the same server. */
    UploadContestant door(ServerKind kind) {
        return snapdock(kind, shared(kind), "-door", "/photos", bytes -> "Content-Type: image/jpeg\r\n");
    }

    /** By tus, at a server whose syncs do nothing: what they cost is the difference. Empty when libeatmydata is not installed. */
    Optional<UploadContestant> unsynced(ServerKind kind) {
        return Stream.of("/usr/lib/" + System.getProperty("os.arch").replace("amd64", "x86_64")
                        + "-linux-gnu/libeatmydata.so")
                .filter(library -> Files.exists(Path.of(library)))
                .findFirst()
                .map(library -> snapdock(
                        kind,
                        start(kind, Map.of("LD_PRELOAD", library)),
                        "-unsynced",
                        "/uploads",
                        UploadContestants::tusHeaders));
    }

    private static String tusHeaders(int bytes) {
        return "Tus-Resumable: 1.0.0\r\nUpload-Length: %d\r\nContent-Type: application/offset+octet-stream\r\n"
                .formatted(bytes);
    }

    private ServerProcess shared(ServerKind kind) {
        return servers.computeIfAbsent(kind, one -> start(one, Map.of()));
    }

    @FunctionalInterface
    private interface Headers {
        String of(int bytes);
    }

    private static UploadContestant snapdock(
            ServerKind kind, ServerProcess server, String suffix, String below, Headers headers) {
        return new UploadContestant(
                kind.name().toLowerCase(Locale.ROOT) + suffix,
                server.port(),
                new ProcessUsage(server.pid()),
                pictures -> new Docks(new DockClient(server.base()), pictures, below, headers),
                server::close);
    }

    private static ServerProcess start(ServerKind kind, Map<String, String> environment) {
        var settings = Map.of(
                "snapdock.dock.max-open", "100000",
                "snapdock.dock.keep", "PT1S",
                "snapdock.upload.max-parallel-per-phone", "100");
        var jvm = Stream.of(System.getProperty("bench.jvm", "").split(" "))
                .filter(option -> !option.isBlank())
                .toArray(String[]::new);
        return ServerProcess.start(
                "bench-uploads", ServerSetup.atFullSpeed(kind, settings, jvm).withEnvironment(environment));
    }

    /** As many docks as a hundred pictures each need, and one for each connection at least: so it is with people. */
    private static final class Docks implements Burst {
        private final List<OpenDock> docks;
        private final int pictures;
        private final String below;
        private final Headers headers;

        Docks(DockClient client, int pictures, String below, Headers headers) {
            int count = Math.max(LEAST_DOCKS, (pictures + PICTURES_PER_DOCK - 1) / PICTURES_PER_DOCK);
            this.docks = Stream.generate(client::open).limit(count).toList();
            this.pictures = pictures;
            this.below = below;
            this.headers = headers;
        }

        @Override
        public String head(int number, int bytes) {
            var dock = docks.get(number % docks.size());
            return "POST /snapdock/" + dock.path(below) + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                    + dock.ownerKey() + "\r\n" + headers.of(bytes) + "Content-Length: " + bytes + "\r\n\r\n";
        }

        @Override
        public void settle() {
            int photos = 0;
            for (OpenDock dock : docks) {
                Condition.await("thumbnails of " + dock.id(), SETTLE_LIMIT, () -> hasThumbnails(dock));
                photos += dock.photoIds().size();
            }
            if (photos != pictures) {
                throw new AssertionError(photos + " photos of " + pictures + " pictures");
            }
        }

        private static boolean hasThumbnails(OpenDock dock) {
            return dock.snapshot().getJsonArray("photos").stream()
                    .allMatch(photo -> !photo.asJsonObject().getString("type").equals("image/jpeg")
                            || photo.asJsonObject().getBoolean("thumbnail"));
        }

        @Override
        public void clear() {
            docks.forEach(dock -> dock.owner("DELETE", "").send().expect(204));
        }
    }

    /** Empty when node or npm is not installed, or npm reaches no registry. */
    Optional<UploadContestant> tusNode() throws IOException, InterruptedException {
        Path home = folder.resolve("tus");
        Path files = Files.createDirectories(home.resolve("files"));
        Path script = home.resolve("tus-server.mjs");
        Files.writeString(script, resource("tus-server.mjs"));
        if (Files.notExists(home.resolve("node_modules/@tus/server")) && !install(home)) {
            return Optional.empty();
        }
        int port = FreePort.next();
        var node = new ProcessBuilder("node", script.toString(), Integer.toString(port), files.toString())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("output.log").toFile())
                .start();
        awaitPort(port);
        return Optional.of(new UploadContestant(
                "tus-node",
                port,
                new ProcessUsage(node.pid()),
                pictures -> new Folder(
                        files,
                        2 * pictures,
                        (number, bytes) ->
                                "POST /files HTTP/1.1\r\nHost: localhost\r\nTus-Resumable: 1.0.0\r\nUpload-Length: "
                                        + bytes + "\r\nContent-Type: application/offset+octet-stream\r\n"
                                        + "Content-Length: " + bytes + "\r\n\r\n"),
                () -> end(node)));
    }

    private static boolean install(Path home) throws InterruptedException {
        var command = Stream.concat(
                        Stream.of("npm", "install", "--no-audit", "--no-fund", "--prefix", home.toString()),
                        TUS.stream())
                .toList();
        try {
            var npm = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(home.resolve("npm.log").toFile())
                    .start();
            return npm.waitFor(2, TimeUnit.MINUTES) && npm.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Empty when nginx is not installed. */
    Optional<UploadContestant> nginx() throws IOException {
        Path program = Path.of("/usr/sbin/nginx");
        if (!Files.isExecutable(program)) {
            return Optional.empty();
        }
        int port = FreePort.next();
        Path home = folder.resolve("nginx-put");
        Path files = Files.createDirectories(home.resolve("files"));
        Path configuration = home.resolve("nginx.conf");
        Files.writeString(
                configuration,
                resource("nginx-put.conf")
                        .replace("FILES", files.toString())
                        .replace("PORT", Integer.toString(port))
                        .replace("USER", System.getProperty("user.name")));
        var master = new ProcessBuilder(program.toString(), "-p", home + "/", "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("output.log").toFile())
                .start();
        Condition.await(
                "nginx' worker, see " + home,
                START_LIMIT,
                () -> master.children().count() == 1);
        awaitPort(port);
        var usage = new ProcessUsage(master.children().findFirst().orElseThrow().pid());
        return Optional.of(new UploadContestant(
                "nginx",
                port,
                usage,
                pictures -> new Folder(
                        files,
                        pictures,
                        (number, bytes) -> "PUT /" + number + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + bytes
                                + "\r\n\r\n"),
                () -> end(master)));
    }

    @FunctionalInterface
    private interface Heads {
        String of(int number, int bytes);
    }

    /** For servers that keep files and do nothing else. */
    private record Folder(Path files, int expected, Heads heads) implements Burst {
        @Override
        public String head(int number, int bytes) {
            return heads.of(number, bytes);
        }

        @Override
        public void settle() throws IOException {
            try (Stream<Path> all = Files.list(files)) {
                long count = all.count();
                if (count != expected) {
                    throw new AssertionError(count + " files in " + files + " for " + expected);
                }
            }
        }

        @Override
        public void clear() throws IOException {
            try (Stream<Path> all = Files.walk(files)) {
                all.sorted(Comparator.reverseOrder())
                        .filter(path -> !path.equals(files))
                        .forEach(Folder::delete);
            }
        }

        private static void delete(Path path) {
            try {
                Files.delete(path);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static String resource(String name) throws IOException {
        try (var in = UploadContestants.class.getResourceAsStream("/bench/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void awaitPort(int port) {
        Condition.await("port " + port, START_LIMIT, () -> {
            new Socket(InetAddress.getLoopbackAddress(), port).close();
            return true;
        });
    }

    private static void end(Process process) {
        process.destroy();
        Condition.await("the end of process " + process.pid(), START_LIMIT, () -> !process.isAlive());
    }
}
