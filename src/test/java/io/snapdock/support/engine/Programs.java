package io.snapdock.support.engine;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds what a machine must have. */
final class Programs {

    private Programs() {}

    /**
     * @param variable of the environment, which may have the program's path
     * @param names that it has in different distributions
     * @param packageName Debian's
     */
    static Path find(String variable, List<String> names, String packageName) {
        var told = System.getenv(variable);
        var paths = told != null
                ? Stream.of(Path.of(told))
                : Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                        .flatMap(folder -> names.stream().map(name -> Path.of(folder, name)));
        return paths.filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        "The browser tests need %s, which is not installed (Debian: apt-get install %s; elsewhere set %s to its path)."
                                .formatted(names.get(0), packageName, variable)));
    }
}
