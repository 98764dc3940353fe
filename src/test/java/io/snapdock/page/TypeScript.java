package io.snapdock.page;

import com.microsoft.playwright.impl.driver.Driver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A folder with the sources of {@code src/test/resources/example/react} and the element's declarations, and TypeScript to compile it. The compiler and the packages come
 * as webjars, and the runtime for it is the one that Playwright brings: nothing is to be installed.
 */
final class TypeScript {
    private static final Path SOURCES = Path.of("src/test/resources/example/react");
    private static final Path WEBAPP = Path.of("src/main/webapp");

    private final Path folder;

    private TypeScript(Path folder) {
        this.folder = folder;
    }

    /** @param folder empty */
    static TypeScript in(Path folder) throws IOException {
        var sources = new TypeScript(folder);
        for (var file : Map.of(
                        SOURCES, List.of("DamageForm.tsx", "main.tsx", "wrong.tsx", "tsconfig.json"),
                        WEBAPP, List.of("snap-dock.d.ts", "snap-dock-react.d.ts"))
                .entrySet()) {
            for (var name : file.getValue()) {
                Files.copy(file.getKey().resolve(name), folder.resolve(name));
            }
        }
        var packages = folder.resolve("node_modules");
        copy(webjar("typescript"), packages.resolve("typescript"));
        copy(webjar("types__react"), packages.resolve("@types/react"));
        copy(webjar("csstype"), packages.resolve("csstype"));
        // There are no types for this one; it is called once.
        Files.createDirectories(packages.resolve("@types/react-dom"));
        Files.writeString(packages.resolve("@types/react-dom/client.d.ts"), """
                import type { ReactNode } from 'react';
                export function createRoot(container: Element): { render(children: ReactNode): void };
                """);
        return sources;
    }

    /** @return what the compiler wrote, a problem a line */
    List<String> compile() throws IOException, InterruptedException {
        var node = Driver.ensureDriverInstalled(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"), false)
                .driverDir()
                .resolve("node");
        var output = folder.resolve("compiler.log");
        var compiler = new ProcessBuilder(node.toString(), "node_modules/typescript/lib/tsc.js", "-p", ".")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!compiler.waitFor(2, TimeUnit.MINUTES)) {
            compiler.destroyForcibly();
            throw new IllegalStateException("The compiler does not end: " + Files.readString(output));
        }
        return Files.readAllLines(output);
    }

    /** What a source has become. */
    String compiled(String name) throws IOException {
        return Files.readString(folder.resolve("built").resolve(name));
    }

    /** The files of a package, in its jar. */
    static Path webjar(String name) throws IOException {
        var root = "META-INF/resources/webjars/" + name;
        var found = TypeScript.class.getClassLoader().getResource(root);
        try {
            return versionOf(inJar(found.toURI(), root));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path inJar(URI address, String root) throws IOException {
        try {
            return FileSystems.newFileSystem(address, Map.of()).getPath(root);
        } catch (java.nio.file.FileSystemAlreadyExistsException e) {
            return FileSystems.getFileSystem(address).getPath(root);
        }
    }

    private static Path versionOf(Path root) throws IOException {
        try (var versions = Files.list(root)) {
            return versions.findFirst().orElseThrow();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            files.forEach(file -> {
                try {
                    var target = to.resolve(from.relativize(file).toString());
                    if (Files.isDirectory(file)) {
                        Files.createDirectories(target);
                    } else if (file.toString().matches(".*\\.(ts|json)|.*/_?tsc\\.js")) {
                        Files.copy(file, target);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
