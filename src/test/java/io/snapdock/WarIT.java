package io.snapdock;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What lies in the WAR that ships, where each library is in its bill of materials and has its licence's text, and in the jars beside it. */
class WarIT {

    private static final Pattern LIBRARY = Pattern.compile("WEB-INF/lib/(.+)-([0-9][^-]*)\\.jar");

    private ZipFile war;

    @BeforeEach
    void open() throws IOException {
        war = new ZipFile(Path.of(System.getProperty("snapdock.war")).toFile());
    }

    @AfterEach
    void close() throws IOException {
        war.close();
    }

    @Test
    void the_bill_of_materials_names_exactly_the_libraries() throws IOException {
        JsonObject bill = Json.createReader(war.getInputStream(war.getEntry("META-INF/sbom.json")))
                .readObject();

        assertThat(bill.getString("bomFormat")).isEqualTo("CycloneDX");
        assertThat(bill.getJsonArray("components").getValuesAs(JsonObject.class).stream()
                        .collect(Collectors.toMap(one -> one.getString("name"), one -> one.getString("version"))))
                .containsExactlyInAnyOrderEntriesOf(libraries());
    }

    @Test
    void every_library_has_its_licence() throws IOException {
        List<Row> rows = text("META-INF/licenses/LIBRARIES.md")
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(Row::of)
                .toList();

        for (String library : libraries().keySet()) {
            Row row = rows.stream()
                    .filter(one -> one.beginnings().stream().anyMatch(library::startsWith))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("LIBRARIES.md does not name " + library));
            assertThat(text("META-INF/licenses/" + row.file())).as(library).hasSizeGreaterThan(500);
        }
    }

    /** A host's WAR would have the libraries of ours inside. */
    @Test
    void the_published_pom_brings_nothing_along() throws IOException {
        Path pom = Path.of(System.getProperty("snapdock.war")).resolveSibling("published-pom.xml");
        assertThat(Files.readString(pom))
                .contains("<artifactId>snapdock</artifactId>")
                .doesNotContain("<dependency>", "<parent>");
    }

    /** A descriptor too many turns Faces on for an application that wants none. */
    @Test
    void the_jars_for_host_applications_hold_what_is_theirs() throws IOException {
        assertThat(folders("snapdock-host.jar"))
                .containsExactly("io/snapdock/host", "io/snapdock/host/event", "io/snapdock/host/hook");
        assertThat(folders("snapdock-tags.jar"))
                .containsExactlyInAnyOrder(
                        "META-INF",
                        "META-INF/resources/snapdock-faces",
                        "io/snapdock/tags",
                        "io/snapdock/tags/faces",
                        "io/snapdock/tags/jsp");
        assertThat(files("snapdock-tags.jar").filter(name -> name.startsWith("META-INF/")))
                .containsExactlyInAnyOrder(
                        "META-INF/faces-config.xml",
                        "META-INF/snapdock.taglib.xml",
                        "META-INF/snapdock.tld",
                        "META-INF/resources/snapdock-faces/dock.js");
        assertThat(files("snapdock.war"))
                .isNotEmpty()
                .noneMatch(name -> name.matches(
                        ".*(io/snapdock/(host|inside|tags)/|META-INF/(faces-config|snapdock\\.|resources/)).*"));
    }

    /** Whatever else lay in it, a host would have it too: a library's class, a driver, a unit, a component. */
    @Test
    void the_jar_for_a_hosts_war_holds_nothing_that_is_seen() throws IOException {
        assertThat(files("snapdock-inside.jar").filter(name -> name.endsWith(".class")))
                .isNotEmpty()
                .allMatch(name -> name.matches("io/snapdock/.*"))
                .noneMatch(name -> name.matches("io/snapdock/(beside|tags|host/hook)/.*|.*/SnapdockProducer.class"));
        assertThat(files("snapdock-inside.jar")
                        .filter(name -> name.matches("META-INF/[^/]*\\.xml|META-INF/services/.*")))
                .containsExactlyInAnyOrder(
                        "META-INF/beans.xml",
                        "META-INF/web-fragment.xml",
                        "META-INF/services/io.snapdock.lib.flyway.core.extensibility.Plugin");
        assertThat(files("snapdock-inside.jar").filter(name -> name.startsWith("META-INF/resources/")))
                .isNotEmpty()
                .allMatch(name -> name.startsWith("META-INF/resources/snapdock/"));
    }

    private static Set<String> folders(String jar) throws IOException {
        return files(jar)
                .map(name -> name.substring(0, name.lastIndexOf('/')))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Without what Maven says of each jar. */
    private static Stream<String> files(String jar) throws IOException {
        var file = Path.of(System.getProperty("snapdock.war")).resolveSibling(jar);
        try (var zip = new ZipFile(file.toFile())) {
            return zip.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> !name.endsWith("/") && !name.matches("META-INF/(MANIFEST.MF|maven/.*)"))
                    .toList()
                    .stream();
        }
    }

    private record Row(List<String> beginnings, String file) {

        static Row of(String line) {
            String[] cells = line.split("\\|", -1);
            return new Row(
                    Pattern.compile("`([^`]+)`")
                            .matcher(cells[1])
                            .results()
                            .map(found -> found.group(1))
                            .toList(),
                    cells[3].strip().replace("`", ""));
        }
    }

    private Map<String, String> libraries() {
        Map<String, String> libraries = new TreeMap<>();
        war.stream().forEach(entry -> {
            var library = LIBRARY.matcher(entry.getName());
            if (library.matches()) {
                libraries.put(library.group(1), library.group(2));
            }
        });
        assertThat(libraries).containsKey("h2");
        return libraries;
    }

    private String text(String name) throws IOException {
        var entry = war.getEntry(name);
        assertThat(entry).as(name).isNotNull();
        return new String(war.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
    }
}
