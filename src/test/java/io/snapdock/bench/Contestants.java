package io.snapdock.bench;

import io.snapdock.bench.stock.StockApplication;
import io.snapdock.support.Condition;
import io.snapdock.support.FreePort;
import io.snapdock.support.ServerKind;
import io.snapdock.support.ServerProcess;
import io.snapdock.support.ServerSetup;
import io.snapdock.swarm.ProcessUsage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Starts those that are compared. Each has a process of its own, so that neither its heap nor its compiled code is another's doing. */
final class Contestants {
    private static final Duration START_LIMIT = Duration.ofSeconds(20);
    private static final String KEY = "benchmark-publish-key";

    /** Heap that is resident from the start: what grows besides is outside of it. */
    private static final List<String> HEAP = List.of("-Xms512m", "-XX:+AlwaysPreTouch");

    private final Path folder;

    /** @param folder for their files */
    Contestants(Path folder) {
        this.folder = folder;
    }

    Contestant snapdock(ServerKind kind) {
        String name = kind.name().toLowerCase(Locale.ROOT);
        var settings = Map.of(
                "snapdock.topics.publish-key", KEY,
                "snapdock.topics.subscribe", "open",
                "snapdock.push.max-streams", "20000",
                "snapdock.push.max-streams-per-topic", "20000",
                "snapdock.push.max-streams-per-address", "20000");
        var server = ServerProcess.start("bench", ServerSetup.atFullSpeed(kind, settings, jvmOptions()));
        return new Contestant(
                name,
                server.port(),
                new ProcessUsage(server.pid()),
                topic -> "/snapdock/api/topics/" + topic + "/events",
                topic -> "/snapdock/api/topics/" + topic + "/events",
                Map.of("Authorization", "Bearer " + KEY),
                true,
                () -> jvmBytes(server),
                server::close);
    }

    Contestant stock(ServerKind kind) throws IOException {
        Files.createDirectories(folder);
        Path war = folder.resolve("stock.war");
        if (Files.notExists(war)) {
            ShrinkWrap.create(WebArchive.class)
                    .addPackage(StockApplication.class.getPackage())
                    .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml")
                    .as(ZipExporter.class)
                    .exportTo(war.toFile());
        }
        var server = ServerProcess.start("bench-stock", new ServerSetup(kind, war, Map.of(), List.of(jvmOptions())));
        return new Contestant(
                kind.name().toLowerCase(Locale.ROOT) + "-stock",
                server.port(),
                new ProcessUsage(server.pid()),
                topic -> "/stock/api/events",
                topic -> "/stock/api/events",
                Map.of(),
                false,
                () -> jvmBytes(server),
                server::close);
    }

    private static String[] jvmOptions() {
        return Stream.concat(
                        HEAP.stream(),
                        Stream.of(System.getProperty("bench.jvm", "").split(" ")))
                .filter(option -> !option.isBlank())
                .toArray(String[]::new);
    }

    /** Live objects, and what is resident outside of the heap, which is resident as a whole. */
    private static long jvmBytes(ServerProcess server) {
        long live = server.liveHeapBytes();
        return live + new ProcessUsage(server.pid()).residentBytes();
    }

    /** Empty when nginx or its module is not installed. */
    Optional<Contestant> nchan() throws IOException {
        var module = Path.of("/usr/lib/nginx/modules/ngx_nchan_module.so");
        var nginx = Stream.of("/usr/sbin/nginx", "/usr/bin/nginx").map(Path::of).filter(Files::isExecutable);
        var program = nginx.findFirst();
        if (program.isEmpty() || Files.notExists(module)) {
            return Optional.empty();
        }
        int port = FreePort.next();
        Path home = folder.resolve("nginx");
        Files.createDirectories(home);
        Path configuration = home.resolve("nginx.conf");
        Files.writeString(
                configuration,
                nginxConfiguration().replace("MODULE", module.toString()).replace("PORT", Integer.toString(port)));
        var master = new ProcessBuilder(program.get().toString(), "-p", home + "/", "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("output.log").toFile())
                .start();
        Condition.await(
                "nginx' worker, see " + home,
                START_LIMIT,
                () -> master.children().count() == 1);
        awaitPort(port);
        var usage = new ProcessUsage(master.children().findFirst().orElseThrow().pid());
        return Optional.of(new Contestant(
                "nchan",
                port,
                usage,
                topic -> "/sub/" + topic,
                topic -> "/pub/" + topic,
                Map.of(),
                true,
                usage::residentBytes,
                () -> end(master)));
    }

    private static String nginxConfiguration() throws IOException {
        try (var in = Contestants.class.getResourceAsStream("/bench/nginx.conf")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    Contestant floor() throws IOException {
        int port = FreePort.next();
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx64m",
                "-Xms64m",
                "-XX:+AlwaysPreTouch",
                "-cp",
                System.getProperty("java.class.path"),
                SendLoop.class.getName(),
                Integer.toString(port)));
        var process = new ProcessBuilder(command).inheritIO().start();
        awaitPort(port);
        var usage = new ProcessUsage(process.pid());
        return new Contestant(
                "floor",
                port,
                usage,
                topic -> "/",
                topic -> "/",
                Map.of(),
                false,
                usage::residentBytes,
                () -> end(process));
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
