package io.snapdock.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A domain of GlassFish for one test, copied from the one that is delivered. */
final class GlassFish {

    /** The ports of the delivered domain, besides HTTP's. */
    private static final List<String> OTHER_PORTS = List.of("8181", "4848", "3700", "3820", "3920", "8686");

    private GlassFish() {}

    static List<String> prepare(Path home, ServerSetup setup, int port, Map<String, String> settings)
            throws IOException {
        Path glassfish = Path.of(System.getProperty("glassfish.home"));
        Path domain = home.resolve("domains/domain1");
        if (Files.notExists(domain)) {
            Folders.copy(glassfish.resolve("glassfish/domains/domain1"), domain);
            Files.createDirectories(domain.resolve("autodeploy"));
            Files.copy(
                    setup.war(),
                    domain.resolve("autodeploy").resolve(setup.war().getFileName()));
            configure(domain.resolve("config/domain.xml"), setup, port, settings);
            quieten(domain.resolve("config/logging.properties"));
        }
        return List.of(
                "sh",
                glassfish.resolve("bin/asadmin").toString(),
                "start-domain",
                "--verbose",
                "--domaindir",
                home.resolve("domains").toString(),
                "domain1");
    }

    private static void configure(Path file, ServerSetup setup, int port, Map<String, String> settings)
            throws IOException {
        String xml = Files.readString(file).replace("port=\"8080\"", "port=\"" + port + "\"");
        for (String other : OTHER_PORTS) {
            xml = xml.replace("port=\"" + other + "\"", "port=\"" + FreePort.next() + "\"");
        }
        String options = settings.entrySet().stream()
                        .map(setting -> option("-D" + setting.getKey() + "=" + setting.getValue()))
                        .collect(Collectors.joining())
                + setup.jvmOptions().stream().map(GlassFish::option).collect(Collectors.joining());
        int first = xml.indexOf("</java-config>");
        Files.writeString(file, xml.substring(0, first) + options + xml.substring(first));
    }

    /** As server-config/glassfish: at INFO each transaction is in the log, and each refusal with its stack trace. */
    private static void quieten(Path file) throws IOException {
        var transactions = "jakarta.enterprise.resource.jta.level=";
        Files.writeString(file, Files.readString(file).replace(transactions + "INFO", transactions + "WARNING"));
    }

    /** A colon separates options there, so it is escaped. */
    private static String option(String text) {
        return "<jvm-options>" + text.replace("&", "&amp;").replace("<", "&lt;") + "</jvm-options>\n";
    }
}
