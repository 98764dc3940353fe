package io.snapdock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The pages ask for the languages that are there, and for no other one: each 404 would stand in the browser's console. */
class LanguagesTest {
    private static final Pattern LIST = Pattern.compile("const LANGUAGES = \\[(.*?)]");
    private static final Pattern TAG = Pattern.compile("'([\\w-]+)'");

    @Test
    void eachFileIsNamedInTheModule() throws IOException {
        var module = Files.readString(Path.of("src/main/webapp/js/i18n.js"));
        var list = LIST.matcher(module)
                .results()
                .flatMap(found -> TAG.matcher(found.group(1)).results())
                .map(tag -> tag.group(1))
                .toList();
        List<String> files;
        try (var folder = Files.list(Path.of("src/main/webapp/i18n"))) {
            files = folder.map(file -> file.getFileName().toString().replace(".json", ""))
                    .toList();
        }
        assertThat(list).isNotEmpty().containsExactlyInAnyOrderElementsOf(files);
    }
}
