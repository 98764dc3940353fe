package io.snapdock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How much of a host application is about Snapdock: what the example marks, and it marks all of it. */
class ExampleGlueTest {
    private static final int MOST_LINES = 13;
    private static final String BEGIN = "Snapdock";
    private static final String END = "the application's own again";

    @Test
    void thirteenLinesAreEnough() throws IOException {
        var glue = new ArrayList<String>();
        var others = new ArrayList<String>();
        for (var file : files()) {
            boolean marked = false;
            for (var line : Files.readAllLines(file)) {
                var words = line.strip().replaceAll("^(//|<!--)|-->$", "").strip();
                if (words.equals(line.strip())) {
                    (marked ? glue : others).add(words);
                } else {
                    marked = words.equals(BEGIN) || (marked && !words.equals(END));
                }
            }
        }
        // A line with nothing but a brace says nothing.
        glue.removeIf(line -> line.isEmpty() || line.equals("}"));
        assertThat(glue).hasSizeBetween(10, MOST_LINES);
        assertThat(glue).anyMatch(line -> line.contains("<snap-dock "));
        // What only names it, and what a caught refusal is answered with, is no call.
        assertThat(others)
                .noneMatch(line -> line.matches(".*(\\bsnapdock\\.|\\bdock\\.|photo\\.copyTo|<snap-dock|/snapdock/).*")
                        && !line.startsWith("import ")
                        && !line.startsWith("*")
                        && !line.startsWith("/*"));
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/example"))) {
            return files.filter(file -> file.toString().matches(".*\\.(java|html)"))
                    .sorted()
                    .toList();
        }
    }
}
