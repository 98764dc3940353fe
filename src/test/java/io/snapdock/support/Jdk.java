package io.snapdock.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** A JDK of this machine: the one that runs the tests, or one that lies beside it. */
public record Jdk(Path home, int feature) {

    /** The JDK that runs the tests. */
    public static Jdk own() {
        return new Jdk(
                Path.of(System.getProperty("java.home")), Runtime.version().feature());
    }

    /** The oldest one that is new enough: the tests' own, or one in the folder where that lies. */
    public static Optional<Jdk> atLeast(int feature) {
        return Stream.concat(Stream.of(own()), beside(own().home()).stream())
                .filter(jdk -> jdk.feature() >= feature)
                .min(Comparator.comparingInt(Jdk::feature));
    }

    public String java() {
        return home.resolve("bin").resolve("java").toString();
    }

    private static List<Jdk> beside(Path home) {
        try (Stream<Path> folders = Files.list(home.toRealPath().getParent())) {
            return folders.map(Jdk::in).flatMap(Optional::stream).toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** By the file {@code release}, which every JDK has. */
    private static Optional<Jdk> in(Path folder) {
        Path release = folder.resolve("release");
        if (!Files.isExecutable(folder.resolve("bin/java")) || !Files.isReadable(release)) {
            return Optional.empty();
        }
        try (var in = Files.newBufferedReader(release)) {
            var properties = new Properties();
            properties.load(in);
            String version = properties.getProperty("JAVA_VERSION", "0").replace("\"", "");
            return Optional.of(new Jdk(folder, Runtime.Version.parse(version).feature()));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
