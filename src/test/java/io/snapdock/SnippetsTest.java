package io.snapdock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The Java and the pages that the documents show are those of the examples, which are compiled and run. What is left out of a snippet is marked by "…" there. */
class SnippetsTest {
    private static final Pattern SNIPPET = Pattern.compile("```(?:java|html|xhtml|jsp|tsx)\\R(.*?)```", Pattern.DOTALL);

    @TestFactory
    Stream<DynamicTest> eachSnippetIsCompiled() throws IOException {
        String examples;
        try (var files = Files.walk(Path.of("src/example"));
                var tests = Files.walk(Path.of("src/test/java/example"));
                var pages = Files.walk(Path.of("src/test/resources/example"))) {
            examples = Stream.of(files, tests, pages)
                    .flatMap(each -> each)
                    .filter(file -> file.toString().matches(".*\\.(java|html|xhtml|jsp|tsx)"))
                    .map(SnippetsTest::read)
                    .map(SnippetsTest::inOneLine)
                    .collect(Collectors.joining("\n"));
        }
        var documents = read(Path.of("README.md")) + read(Path.of("docs/host-apps.md"));
        var snippets = SNIPPET.matcher(documents)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(snippets).hasSizeGreaterThan(10);
        return snippets.stream()
                .filter(snippet -> !snippet.contains("…"))
                .map(snippet -> DynamicTest.dynamicTest(
                        snippet.lines().findFirst().orElseThrow(),
                        () -> assertThat(examples).contains(inOneLine(snippet))));
    }

    private static String inOneLine(String code) {
        return List.of(code.strip().split("\\s+")).stream().collect(Collectors.joining(" "));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
