package io.snapdock.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The element's declarations take what is right and refuse what is wrong, by TypeScript's own word. */
class TypesTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsWrongIsRefusedAndNothingElse() throws IOException, InterruptedException {
        var lines = Files.readAllLines(Path.of("src/test/resources/example/react/wrong.tsx"));
        List<String> marked = IntStream.range(0, lines.size())
                .filter(index -> lines.get(index).endsWith("// wrong"))
                .mapToObj(index -> "wrong.tsx(" + (index + 1) + ",")
                .toList();
        var problems = TypeScript.in(folder).compile().stream()
                .filter(line -> !line.startsWith(" "))
                .toList();
        assertThat(problems).as("all of %s", problems).hasSameSizeAs(marked);
        for (int i = 0; i < marked.size(); i++) {
            assertThat(problems.get(i)).startsWith(marked.get(i));
        }
    }
}
