package io.snapdock.problem;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The error table of docs/api.md is exactly the sum of the features' tables. */
class ErrorTableTest {
    private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\| ([0-9]{3}) \\| .+ \\|");

    @Test
    void theDocumentListsEveryProblemAndNoOther() throws IOException {
        Map<String, Integer> inCode = new TreeMap<>();
        kinds().forEach(kind -> inCode.put(kind.code(), kind.status()));

        assertThat(documented()).containsExactlyInAnyOrderEntriesOf(inCode);
    }

    @Test
    void everyProblemHasACodeOfItsOwnAndATextForPeople() {
        assertThat(kinds()).extracting(ProblemKind::code).doesNotHaveDuplicates();
        assertThat(kinds()).allSatisfy(kind -> {
            assertThat(kind.code()).matches("[a-z]+(-[a-z]+)*");
            assertThat(kind.status()).isBetween(400, 599);
            assertThat(kind.title()).isNotBlank().endsWith(".");
        });
    }

    private static Map<String, Integer> documented() throws IOException {
        var document = Files.readString(Path.of("docs/api.md"));
        Map<String, Integer> rows = new TreeMap<>();
        document.substring(document.indexOf("\n## Errors\n"))
                .lines()
                .map(ROW::matcher)
                .filter(row -> row.matches())
                .forEach(row -> assertThat(rows.put(row.group(1), Integer.valueOf(row.group(2))))
                        .as(row.group(1) + " twice")
                        .isNull());
        return rows;
    }

    /** The constants of all enums that are tables of problems. */
    private static List<ProblemKind> kinds() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.snapdock").stream()
                        .filter(type -> type.isEnum() && type.isAssignableTo(ProblemKind.class))
                        .map(type -> type.reflect().getEnumConstants())
                        .flatMap(Stream::of)
                        .map(ProblemKind.class::cast)
                        .toList();
    }
}
