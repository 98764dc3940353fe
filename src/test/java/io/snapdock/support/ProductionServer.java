package io.snapdock.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/**
 * The server under test as an administrator sets it up by the files of {@code server-config}, with HTTPS and an {@link OwnCertificate}. The steps are those that the
 * files name. What it leaves lies in {@code target/it/<server>/servers/production-…}.
 */
public final class ProductionServer implements AutoCloseable {
    private static final Path CONFIG = Path.of("server-config").toAbsolutePath();
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    /** Of a domain of Payara Server as it is delivered. */
    private static final String MASTER_PASSWORD = "changeit";

    private final Path home;
    private final AdminSteps steps;
    private final OwnCertificate certificate;
    private final int httpPort = FreePort.next();
    private final int httpsPort = FreePort.next();
    private final Process process;

    private ProductionServer() throws IOException {
        Path folder = Path.of(System.getProperty("snapdock.it", "target/it"))
                .toAbsolutePath()
                .resolve("servers");
        Files.createDirectories(folder);
        home = Files.createTempDirectory(folder, "production-");
        steps = new AdminSteps(home);
        certificate = OwnCertificate.make(steps);
        process = switch (ServerKind.underTest()) {
            case PAYARA -> payaraMicro();
            case PAYARA_SERVER -> payaraServer();
            case WILDFLY -> wildfly();
            default -> throw new IllegalStateException("server-config has no HTTPS for this server");
        };
    }

    /** It is set up, and still starting. */
    public static ProductionServer start() throws IOException {
        return new ProductionServer();
    }

    private Process payaraMicro() throws IOException {
        Path folder = home.resolve("payara-micro");
        Folders.copy(CONFIG.resolve("payara-micro"), folder);
        Files.createSymbolicLink(folder.resolve("payara-micro.jar"), Path.of(System.getProperty("payara.jar")));
        Files.copy(ServerSetup.shipped(), folder.resolve("snapdock.war"));
        Files.copy(certificate.keystore(), folder.resolve("snapdock.p12"));
        Path settings = folder.resolve("snapdock.properties");
        Files.writeString(settings, withDataFolder(settings));
        List<String> script = List.of("sh", folder.resolve("start.sh").toString());
        // An earlier start, with another port: what it leaves must not count.
        Path configuration = folder.resolve("server/config/domain.xml");
        during(
                steps.begin(script, portsAndPassword(FreePort.next())),
                () -> awaitSetUp(() -> Files.readString(configuration).contains("tls-or-redirect")));
        return steps.start(script, portsAndPassword(httpsPort));
    }

    private Map<String, String> portsAndPassword(int https) {
        return Map.of(
                "HTTP_PORT", "" + httpPort, "HTTPS_PORT", "" + https, "KEYSTORE_PASSWORD", OwnCertificate.PASSWORD);
    }

    private Process payaraServer() throws IOException {
        Path payara = Path.of(System.getProperty("payara.home"));
        Path domain = home.resolve("domains/domain1");
        Folders.copy(payara.resolve("glassfish/domains/domain1"), domain);
        int adminPort = FreePort.next();
        GlassFish.givePorts(domain.resolve("config/domain.xml"), httpPort, httpsPort, adminPort);
        Files.delete(domain.resolve("docroot/index.html"));
        certificate.importInto(domain.resolve("config/keystore.p12"), MASTER_PASSWORD, steps);
        List<String> start = GlassFish.start(payara, domain.getParent());
        List<String> asadmin = List.of(payara.resolve("bin/asadmin").toString(), "--port", "" + adminPort);
        during(steps.begin(start, Map.of()), () -> {
            awaitSetUp(() -> takesCommands(asadmin));
            for (String script : List.of("snapdock.asadmin", "tls.asadmin")) {
                Path file = home.resolve(script);
                Path shipped = CONFIG.resolve("payara-server").resolve(script);
                Files.writeString(file, withDataFolder(shipped).replace("=8181 ", "=" + httpsPort + " "));
                steps.run(AdminSteps.with(asadmin, "multimode", "--file", file.toString()), Map.of());
            }
        });
        Process restarted = steps.start(start, Map.of());
        try {
            awaitSetUp(() -> takesCommands(asadmin));
            String war = ServerSetup.shipped().toAbsolutePath().toString();
            steps.run(AdminSteps.with(asadmin, "deploy", "--contextroot", "snapdock", war), Map.of());
            return restarted;
        } catch (IOException | AssertionError e) {
            end(processes(restarted));
            throw e;
        }
    }

    private String withDataFolder(Path file) throws IOException {
        return Files.readString(file).replace("/var/lib/snapdock", home + "/data");
    }

    private Process wildfly() throws IOException {
        Path wildfly = Path.of(System.getProperty("wildfly.home"));
        Path base = home.resolve("standalone");
        Folders.copy(wildfly.resolve("standalone/configuration"), base.resolve("configuration"));
        Files.createDirectories(base.resolve("deployments"));
        Files.copy(ServerSetup.shipped(), base.resolve("deployments/snapdock.war"));
        Files.copy(certificate.keystore(), base.resolve("configuration/snapdock.p12"));
        String where = "-Djboss.server.base.dir=" + base;
        String cli = wildfly.resolve("bin/jboss-cli.sh").toString();
        for (String script : List.of("snapdock.cli", "tls.cli")) {
            Path file = CONFIG.resolve("wildfly").resolve(script);
            steps.run(
                    List.of(cli, "--file=" + file),
                    Map.of("JAVA_OPTS", where, "KEYSTORE_PASSWORD", OwnCertificate.PASSWORD));
        }
        List<String> start = List.of(
                wildfly.resolve("bin/standalone.sh").toString(),
                where,
                "-Djboss.http.port=" + httpPort,
                "-Djboss.https.port=" + httpsPort,
                "-Djboss.management.http.port=" + FreePort.next());
        return steps.start(start, Map.of("KEYSTORE_PASSWORD", OwnCertificate.PASSWORD));
    }

    /** A step for which a server runs. */
    private interface Step {
        void take() throws IOException;
    }

    private static void during(Process running, Step step) throws IOException {
        try {
            step.take();
        } finally {
            end(processes(running));
        }
    }

    private void awaitSetUp(Condition condition) {
        Condition.await("a step, see the logs in " + home, AdminSteps.LIMIT, condition);
    }

    /** Not as soon as its port is open. */
    private boolean takesCommands(List<String> asadmin) throws IOException {
        steps.run(AdminSteps.with(asadmin, "uptime"), Map.of());
        return true;
    }

    /** Trusts the server's certificate and no other one. */
    public SSLContext trusting() throws IOException, GeneralSecurityException {
        return certificate.trusting();
    }

    public Path home() {
        return home;
    }

    /** Of the server since it is set up. */
    public String log() {
        try {
            return Files.readString(steps.log(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int httpPort() {
        return httpPort;
    }

    public int httpsPort() {
        return httpsPort;
    }

    /** What every user of the machine can read of the server's processes. */
    public List<String> commandLines() {
        return processes(process).stream()
                .map(one -> one.info().commandLine().orElseThrow())
                .toList();
    }

    /** What must be in none of them. */
    public List<String> passwords() {
        return List.of("S3cret", MASTER_PASSWORD);
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    private static List<ProcessHandle> processes(Process process) {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
    }

    @Override
    public void close() {
        end(processes(process));
    }

    /** The last one gets the signal: the Java process, not the scripts that wait for it. */
    private static void end(List<ProcessHandle> all) {
        all.get(all.size() - 1).destroy();
        try {
            Condition.await(
                    "the end of the server", STOP_LIMIT, () -> all.stream().noneMatch(ProcessHandle::isAlive));
        } finally {
            all.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
