import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Starts the WAR and the example beside it on Payara Micro until Ctrl-C. Called by {@code ./mvnw -Prun} with the server's
 * jar, both WARs, the data folder, the port (empty for their defaults) and the file to write when it refuses to start.
 * What is wrong is said in one sentence, exit code 1.
 */
public final class Run {
    private static final long START_LIMIT_SECONDS = 180;

    /** ECMA-48, 8.3.117. */
    private static final Pattern COLOUR = Pattern.compile("\u001B\\[[0-9;]*m");

    private final Path server;
    private final Path war;
    private final Path example;
    private final Path data;
    private final int port;

    private Run(Path server, Path war, Path example, Path data, int port) {
        this.server = server;
        this.war = war;
        this.example = example;
        this.data = data;
        this.port = port;
    }

    /** Something that the person at the keyboard can put right; the message says how. */
    private static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;

        Refusal(String message) {
            super(message);
        }
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        var refused = Path.of(args[5]);
        Files.deleteIfExists(refused);
        try {
            new Run(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]), dataFolder(args[3]), port(args[4])).run();
        } catch (Refusal e) {
            System.out.flush();
            System.err.println("\n  Snapdock did not start. " + e.getMessage() + "\n");
            Files.writeString(refused, e.getMessage());
            System.exit(1);
        }
    }

    private static Path dataFolder(String argument) {
        var fromEnvironment =
                Optional.ofNullable(System.getenv("SNAPDOCK_DATA")).filter(value -> !value.isBlank());
        var folder = argument.isBlank()
                ? fromEnvironment.map(Path::of).orElse(Path.of(System.getProperty("user.home"), ".snapdock"))
                : Path.of(argument);
        return folder.toAbsolutePath().normalize();
    }

    private static int port(String argument) throws Refusal {
        try {
            var port = argument.isBlank() ? 8080 : Integer.parseInt(argument);
            if (port > 0 && port < 65_536) {
                return port;
            }
        } catch (NumberFormatException e) {
            // the same sentence as for a number out of bounds
        }
        throw new Refusal("\"" + argument + "\" is no port: choose one from 1 to 65535, for example -Dport=8081.");
    }

    private void run() throws Refusal, IOException, InterruptedException {
        requireWritableData();
        requireFreePort();

        System.out.println("\nStarting Snapdock on " + serverName() + ", this takes ten seconds to a minute …");
        var log = data.resolve("logs").resolve("server.log");
        Files.createDirectories(log.getParent());
        var builder = new ProcessBuilder(command()).redirectErrorStream(true);
        introduce(builder.environment());
        var process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process)));
        var output = new Thread(() -> copy(process, log), "server output");
        output.setDaemon(true);
        output.start();

        awaitReady(process, log);
        System.out.println(welcome(log));
        var exit = process.waitFor();
        if (exit != 0 && exit != 143 && exit != 130) {
            throw new Refusal("The server has ended by itself (" + exit + "); its log is " + log + ".");
        }
    }

    /** Which Payara, and why: the file's name has the version. */
    private String serverName() {
        var name = server.getFileName()
                .toString()
                .replaceFirst("\\.jar$", "")
                .replaceFirst("payara-micro-", "Payara Micro ");
        var java = Runtime.version().feature();
        return name.startsWith("Payara Micro 6")
                ? name + " (Java " + java + "; with a JDK 21 or newer it is Payara 7, which still gets fixes)"
                : name + " (Java " + java + ")";
    }

    private void requireWritableData() throws Refusal {
        var advice = " Choose another one: ./mvnw -Prun -Dsnapdock.data=/path/to/folder";
        try {
            makeForThisUser(data);
            Files.delete(Files.createTempFile(data, "writable", null));
        } catch (IOException e) {
            throw new Refusal("The data folder " + data + " cannot be written to." + advice);
        }
    }

    /** The database in it has no password. What is there already keeps its rights. */
    private static void makeForThisUser(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            var thisUser = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
            Files.createDirectories(folder, thisUser);
        } else {
            Files.createDirectories(folder);
        }
    }

    private void requireFreePort() throws Refusal, IOException {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
        } catch (BindException e) {
            var other = port < 65_535 ? port + 1 : port - 1;
            throw new Refusal("Port " + port + (port < 1024 ? " may not be used" : " is taken by another program")
                    + ". Choose another one: ./mvnw -Prun -Dport=" + other);
        }
    }

    private List<String> command() {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return List.of(
                java,
                "-Xmx512m",
                "-Dsnapdock.data=" + data,
                "-Dsnapdock.lab=true",
                "-jar",
                server.toString(),
                "--nohazelcast",
                "--nohostaware",
                "--disablephonehome",
                "--port",
                Integer.toString(port),
                "--deploy",
                war.toString(),
                "--deploy",
                example.toString());
    }

    /** Tells Snapdock and the example of each other. The key is another one at each start, and in no list of processes; who has one set keeps it. */
    private void introduce(Map<String, String> environment) {
        byte[] key = new byte[24];
        new SecureRandom().nextBytes(key);
        environment.putIfAbsent("SNAPDOCK_API_KEY", Base64.getUrlEncoder().encodeToString(key));
        environment.put("SNAPDOCK_URL", address("localhost", "snapdock"));
    }

    /** All goes to the log, without the colours that Payara gives a terminal: they stand in the middle of its words. Warnings and errors of Snapdock itself are shown as well. */
    private static void copy(Process process, Path log) {
        try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8);
                BufferedWriter out = Files.newBufferedWriter(log)) {
            for (var coloured = in.readLine(); coloured != null; coloured = in.readLine()) {
                var line = COLOUR.matcher(coloured).replaceAll("");
                out.write(line);
                out.newLine();
                out.flush();
                if (line.contains("[io.snapdock") && (line.contains("[WARNING]") || line.contains("[SEVERE]"))) {
                    System.out.println(line);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            System.err.println("The log " + log + " cannot be written: " + e.getMessage());
        }
    }

    private void awaitReady(Process process, Path log) throws Refusal, InterruptedException {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_LIMIT_SECONDS);
        while (!answers(address("localhost", "snapdock") + "api/health/ready")
                || !answers(address("localhost", "damages"))) {
            if (!process.isAlive() || System.nanoTime() > end) {
                process.destroy();
                throw new Refusal("The server did not come up; what it says about that is at the end of " + log + ".");
            }
            Thread.sleep(200);
        }
    }

    private static boolean answers(String address) {
        try {
            var connection = (HttpURLConnection) URI.create(address).toURL().openConnection();
            connection.setConnectTimeout(1_000);
            connection.setReadTimeout(5_000);
            return connection.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private String address(String host, String context) {
        return "http://" + host + ":" + port + "/" + context + "/";
    }

    private String welcome(Path log) throws IOException {
        var lines = new ArrayList<String>();
        lines.add("Snapdock is running.");
        lines.add("");
        lines.add("In a form               " + address("localhost", "damages"));
        lines.add("Snapdock alone          " + address("localhost", "snapdock"));
        for (var host : lanAddresses()) {
            lines.add("In your network         " + address(host, "damages"));
            lines.add("                        " + address(host, "snapdock"));
        }
        lines.add("Stream lab              " + address("localhost", "snapdock") + "lab");
        lines.add("");
        lines.add("Photos and database     " + data);
        lines.add("Server log              " + log);
        lines.add("Stop with               Ctrl-C");
        var rule = "─".repeat(lines.stream().mapToInt(String::length).max().orElse(0) + 2);
        return "\n" + rule + "\n " + String.join("\n ", lines) + "\n" + rule + "\n";
    }

    /** IPv4 addresses of this computer, without those of containers and virtual machines. */
    private static List<String> lanAddresses() throws IOException {
        var found = new ArrayList<String>();
        for (var network : NetworkInterface.networkInterfaces().toList()) {
            if (network.isUp()
                    && !network.isLoopback()
                    && !network.getName().matches("(docker|br-|veth|virbr|vmnet).*")) {
                network.inetAddresses()
                        .filter(address -> address.getAddress().length == 4 && !address.isLinkLocalAddress())
                        .forEach(address -> found.add(address.getHostAddress()));
            }
        }
        return found;
    }

    private static void stop(Process process) {
        if (!process.isAlive()) {
            return;
        }
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            System.out.println("\nSnapdock has stopped.");
        } catch (InterruptedException e) {
            process.destroyForcibly();
        }
    }
}
