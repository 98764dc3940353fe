package io.snapdock.support;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a {@link ServerProcess} is to be.
 *
 * @param war deployed under its name, and ready when its {@code api/health/ready} answers 200
 * @param settings system properties such as {@code snapdock.dock.ttl}
 * @param jvmOptions besides {@code -Xmx512m}, or instead of it
 * @param environment besides this process'
 * @param beside other WARs in the same server
 * @param below where in the WAR Snapdock lies, with a slash at its end: empty, or {@code snapdock/} in a host's
 */
public record ServerSetup(
        ServerKind kind,
        Path war,
        Map<String, String> settings,
        List<String> jvmOptions,
        Map<String, String> environment,
        List<Path> beside,
        String below) {
    /** Stands for the server's port in a setup's environment. */
    public static final String PORT = "{port}";

    /** Most tests start servers often and run them briefly: the optimising compiler would never earn back its time. */
    private static final List<String> QUICK_START = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    public ServerSetup {
        war = war.toAbsolutePath();
        settings = Map.copyOf(settings);
        jvmOptions = List.copyOf(jvmOptions);
        environment = Map.copyOf(environment);
        beside = beside.stream().map(Path::toAbsolutePath).toList();
    }

    public ServerSetup(ServerKind kind, Path war, Map<String, String> settings, List<String> jvmOptions) {
        this(kind, war, settings, jvmOptions, Map.of(), List.of(), "");
    }

    public ServerSetup withEnvironment(Map<String, String> more) {
        return new ServerSetup(kind, war, settings, jvmOptions, more, beside, below);
    }

    /** The same server with another application in it. */
    public ServerSetup withBeside(Path other) {
        return withBeside(List.of(other));
    }

    public ServerSetup withBeside(List<Path> others) {
        return new ServerSetup(kind, war, settings, jvmOptions, environment, others, below);
    }

    /** The server under test with Snapdock in a host's WAR, for a brief run. */
    public static ServerSetup inside(Path war, Map<String, String> settings) {
        return new ServerSetup(ServerKind.underTest(), war, settings, QUICK_START, Map.of(), List.of(), "snapdock/");
    }

    /** The server under test with the WAR that ships, for a brief run. */
    public static ServerSetup underTest(Map<String, String> settings) {
        return underTest(shipped(), settings);
    }

    /** The server under test, for a brief run. */
    static ServerSetup underTest(Path war, Map<String, String> settings) {
        return new ServerSetup(ServerKind.underTest(), war, settings, QUICK_START);
    }

    /** A server with the WAR that ships for what is about speed and memory: the JVM's own compilers and collector, as in production. */
    public static ServerSetup atFullSpeed(ServerKind kind, Map<String, String> settings, String... jvmOptions) {
        return new ServerSetup(kind, shipped(), settings, List.of(jvmOptions));
    }

    /**
     * For measuring memory: as {@link #atFullSpeed}, with the whole heap resident from the start, so that what becomes resident later lies outside
     * of it.
     */
    public static ServerSetup withResidentHeap(Map<String, String> settings) {
        return atFullSpeed(ServerKind.underTest(), settings, "-Xms512m", "-XX:+AlwaysPreTouch");
    }

    static Path shipped() {
        return Path.of(System.getProperty("snapdock.war", "target/snapdock.war"));
    }

    /** The WAR's name, which is its context root on both servers. */
    String context() {
        return war.getFileName().toString().replaceFirst("\\.war$", "");
    }
}
