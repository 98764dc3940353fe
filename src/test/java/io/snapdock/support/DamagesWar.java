package io.snapdock.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcDataSource;

/** The example with what tests need beside it: a database that outlives the server, a look at its table, a call that fails on purpose, and pages of Faces and JSP. */
public final class DamagesWar {
    private static final String PERSISTENCE = "WEB-INF/classes/META-INF/persistence.xml";
    private static final String OWN_DATA_SOURCE = "java:app/jdbc/damages";
    private static final Path CLASSES_OF_TESTS = Path.of("target/test-classes/example/damages");
    private static final Path PAGES = Path.of("src/test/resources/example/damages");
    private static final List<String> CLASSES = List.of(
            "DamagesApplication",
            "DamagesApplication$Ready",
            "DamagesResource",
            "FailingReports",
            "NewsResource",
            "PhotoNews",
            "Sums");
    private static final List<String> BEANS_OF_PAGES =
            List.of("DamageForm", "DamagePage", "SeveralForm", "SeveralForm$Row");

    private DamagesWar() {}

    /** As it is built, to lie beside Snapdock. */
    public static Path built() {
        return Path.of(System.getProperty("snapdock.war", "target/snapdock.war"))
                .toAbsolutePath()
                .resolveSibling("damages.war");
    }

    /**
     * @param folder where it shall lie
     * @param database the file of its own database, without the ending
     */
    public static Path make(Path folder, Path database) {
        var war = folder.resolve("damages.war");
        try {
            Files.copy(built(), war);
            try (var zip = FileSystems.newFileSystem(war, Map.of())) {
                addClasses(zip, CLASSES);
                copy(zip, h2(), "WEB-INF/lib/h2.jar");
                replace(zip, PERSISTENCE, "java:comp/DefaultDataSource", OWN_DATA_SOURCE);
                replace(zip, "WEB-INF/web.xml", "</web-app>", dataSource(database) + "</web-app>");
            }
            return war;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The same with Snapdock inside.
     *
     * @param folder where it shall lie
     * @param database the file of its own database, without the ending
     */
    public static Path makeInside(Path folder, Path database) {
        var war = make(folder, database);
        try (var zip = FileSystems.newFileSystem(war, Map.of())) {
            Files.delete(zip.getPath("WEB-INF/lib/snapdock-host.jar"));
            copy(zip, built().resolveSibling("snapdock-inside.jar"), "WEB-INF/lib/snapdock-inside.jar");
            return war;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The same with the tags, and with a form for each of them. Its database ends with the server.
     *
     * @param folder where it shall lie
     */
    public static Path makeWithTags(Path folder) {
        var war = folder.resolve("damages.war");
        try {
            Files.copy(built(), war);
            try (var zip = FileSystems.newFileSystem(war, Map.of())) {
                addClasses(zip, CLASSES);
                addClasses(zip, BEANS_OF_PAGES);
                copy(zip, built().resolveSibling("snapdock-tags.jar"), "WEB-INF/lib/snapdock-tags.jar");
                for (var page : List.of("form.xhtml", "several.xhtml", "form.jsp")) {
                    Files.copy(PAGES.resolve(page), zip.getPath(page));
                }
            }
            return war;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The same as {@link #make}, with a login before all but some addresses. Nobody can pass it.
     *
     * @param open the patterns of those
     */
    public static Path makeWithLogin(Path folder, Path database, String... open) {
        var war = make(folder, database);
        try (var zip = FileSystems.newFileSystem(war, Map.of())) {
            var constraints = constraint("/*", "<auth-constraint><role-name>clerk</role-name></auth-constraint>")
                    + Stream.of(open).map(pattern -> constraint(pattern, "")).collect(Collectors.joining())
                    + "<login-config><auth-method>BASIC</auth-method></login-config>"
                    + "<security-role><role-name>clerk</role-name></security-role>";
            replace(zip, "WEB-INF/web.xml", "</web-app>", constraints + "</web-app>");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return war;
    }

    private static String constraint(String pattern, String who) {
        return "<security-constraint><web-resource-collection><web-resource-name>%1$s</web-resource-name><url-pattern>%1$s</url-pattern></web-resource-collection>%2$s</security-constraint>"
                .formatted(pattern, who);
    }

    private static void addClasses(FileSystem war, List<String> names) throws IOException {
        for (var name : names) {
            copy(war, CLASSES_OF_TESTS.resolve(name + ".class"), "WEB-INF/classes/example/damages/" + name + ".class");
        }
    }

    private static String dataSource(Path database) {
        return """
                <data-source>
                  <name>%s</name>
                  <class-name>org.h2.jdbcx.JdbcDataSource</class-name>
                  <url>jdbc:h2:file:%s;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE</url>
                  <user>sa</user>
                  <password>damages</password>
                </data-source>
                """.formatted(OWN_DATA_SOURCE, database);
    }

    private static void replace(FileSystem war, String name, String what, String with) throws IOException {
        var file = war.getPath(name);
        var text = Files.readString(file);
        if (!text.contains(what)) {
            throw new IOException(name + " has no " + what);
        }
        Files.writeString(file, text.replace(what, with));
    }

    private static Path h2() throws IOException {
        try {
            return Path.of(JdbcDataSource.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    private static void copy(FileSystem war, Path file, String name) throws IOException {
        var target = war.getPath(name);
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
    }
}
