package io.snapdock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The Java and the pages that docs/host-apps.md shows are those of the examples, which are compiled and run. What is left out of a snippet is marked by "…" there. */
class SnippetsTest {
    private static final Pattern CODE = Pattern.compile("```(?:java|xhtml|jsp)\\R(.*?)```", Pattern.DOTALL);
    private static final List<Path> EXAMPLES =
            List.of(Path.of("src/test/java/example"), Path.of("src/test/resources/example"));

    @TestFactory
    Stream<DynamicTest> eachSnippetIsCompiled() throws IOException {
        var texts = new ArrayList<String>();
        for (var folder : EXAMPLES) {
            try (var files = Files.walk(folder)) {
                files.filter(Files::isRegularFile).map(SnippetsTest::read).forEach(texts::add);
            }
        }
        var examples = texts.stream().map(SnippetsTest::inOneLine).collect(Collectors.joining("\n"));
        var snippets = CODE.matcher(read(Path.of("docs/host-apps.md")))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(snippets).hasSizeGreaterThan(3);
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
