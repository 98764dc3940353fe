package io.snapdock.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A domain of GlassFish, or of Payara Server, which comes from it, for one test: copied from the one that is delivered. */
final class GlassFish {

    /** The ports of the delivered domain, besides those for HTTP, HTTPS and asadmin. */
    private static final List<String> OTHER_PORTS = List.of("3700", "3820", "3920", "8686");

    private GlassFish() {}

    static List<String> prepare(Path glassfish, Path home, ServerSetup setup, int port, Map<String, String> settings)
            throws IOException {
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
        return start(glassfish, home.resolve("domains"));
    }

    /** Until the domain ends. */
    static List<String> start(Path glassfish, Path domains) {
        String asadmin = glassfish.resolve("bin/asadmin").toString();
        return List.of("sh", asadmin, "start-domain", "--verbose", "--domaindir", domains.toString(), "domain1");
    }

    /** In place of the delivered domain's ports. */
    static void givePorts(Path file, int http, int https, int admin) throws IOException {
        String xml = Files.readString(file)
                .replace("port=\"8080\"", "port=\"" + http + "\"")
                .replace("port=\"8181\"", "port=\"" + https + "\"")
                .replace("port=\"4848\"", "port=\"" + admin + "\"");
        // For messages: Payara Server does not start when this one is taken.
        xml = xml.replace("value=\"7676\"", "value=\"" + FreePort.next() + "\"");
        for (String other : OTHER_PORTS) {
            xml = xml.replace("port=\"" + other + "\"", "port=\"" + FreePort.next() + "\"");
        }
        Files.writeString(file, xml);
    }

    private static void configure(Path file, ServerSetup setup, int port, Map<String, String> settings)
            throws IOException {
        givePorts(file, port, FreePort.next(), FreePort.next());
        String xml = Files.readString(file);
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
