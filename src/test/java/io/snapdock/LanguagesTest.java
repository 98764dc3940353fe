package io.snapdock;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Each language is complete, and the pages ask for those that are there and for no other one: each 404 would stand in the browser's console. */
class LanguagesTest {
    private static final Path FOLDER = Path.of("src/main/webapp/i18n");
    private static final Pattern PLACE = Pattern.compile("\\{\\w+}");
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
        try (var folder = Files.list(FOLDER)) {
            files = folder.map(file -> file.getFileName().toString().replace(".json", ""))
                    .toList();
        }
        assertThat(list).isNotEmpty().containsExactlyInAnyOrderElementsOf(files);
    }

    @Test
    void eachLanguageHasAllTextsAndNoPlaceThatNothingFills() throws IOException {
        var english = texts(FOLDER.resolve("en.json"));
        try (var folder = Files.list(FOLDER)) {
            for (var file : folder.toList()) {
                var texts = texts(file);
                assertThat(texts.keySet()).as("texts of " + file).isEqualTo(english.keySet());
                texts.forEach((key, places) ->
                        assertThat(places).as(key + " in " + file).isSubsetOf(english.get(key)));
            }
        }
    }

    /** What each text has places for; of one with several forms, those of all together, as one for "one" may name no number. */
    private static Map<String, Set<String>> texts(Path file) throws IOException {
        try (var reader = Json.createReader(Files.newBufferedReader(file))) {
            return reader.readObject().entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey,
                            text -> PLACE.matcher(text.getValue().toString())
                                    .results()
                                    .map(MatchResult::group)
                                    .collect(Collectors.toSet())));
        }
    }
}
