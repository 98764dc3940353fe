package io.snapdock.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The servers that Snapdock is tested on, and how each is started by hand with one WAR. */
public enum ServerKind {
    PAYARA {
        @Override
        List<String> prepare(Path home, ServerSetup setup, int port, Map<String, String> settings) throws IOException {
            return payaraMicro(Jdk.own(), System.getProperty("payara.jar"), home, setup, port, settings);
        }
    },

    /** Jakarta EE 11. No adapter of Arquillian starts it on another JDK than the tests'. */
    PAYARA7 {
        @Override
        List<String> prepare(Path home, ServerSetup setup, int port, Map<String, String> settings) throws IOException {
            return payaraMicro(jdk().orElseThrow(), System.getProperty("payara7.jar"), home, setup, port, settings);
        }

        @Override
        Optional<String> missing() {
            return jdk().isPresent()
                    ? Optional.empty()
                    : Optional.of("Payara 7 wants a JDK 21 or newer beside "
                            + Jdk.own().home());
        }

        private Optional<Jdk> jdk() {
            return Jdk.atLeast(21);
        }
    },

    WILDFLY {
        @Override
        List<String> prepare(Path home, ServerSetup setup, int port, Map<String, String> settings) throws IOException {
            var wildfly = Path.of(System.getProperty("wildfly.home"));
            var base = home.resolve("standalone");
            if (Files.notExists(base)) {
                Folders.copy(wildfly.resolve("standalone/configuration"), base.resolve("configuration"));
                Files.createDirectories(base.resolve("deployments"));
                Files.copy(
                        setup.war(),
                        base.resolve("deployments").resolve(setup.war().getFileName()));
                for (var other : setup.beside()) {
                    Files.copy(other, base.resolve("deployments").resolve(other.getFileName()));
                }
                if (settings.containsKey(MAX_BODY)) {
                    allowBodies(base.resolve("configuration/standalone.xml"), settings.get(MAX_BODY));
                }
                if (settings.containsKey(POSTGRES_PORT)) {
                    addDataSource(base.resolve("configuration/standalone.xml"), settings.get(POSTGRES_PORT));
                }
            }
            var command = new ArrayList<String>();
            command.add(wildfly.resolve("bin/standalone.sh").toString());
            command.add("-Djboss.server.base.dir=" + base);
            command.add("-Djboss.http.port=" + port);
            command.add("-Djboss.https.port=" + FreePort.next());
            command.add("-Djboss.management.http.port=" + FreePort.next());
            settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
            return command;
        }

        @Override
        ServerSetup withPostgres(PostgresServer postgres, Map<String, String> settings) throws IOException {
            var all = new HashMap<>(settings);
            all.put(POSTGRES_PORT, Integer.toString(postgres.port()));
            all.put("snapdock.datasource", "java:jboss/datasources/SnapdockPostgres");
            var modules = Files.createTempDirectory("snapdock-modules-");
            var module = modules.resolve("org/postgresql/jdbc/main");
            Files.createDirectories(module);
            Files.copy(PostgresServer.driver(), module.resolve("postgresql.jar"));
            Files.writeString(module.resolve("module.xml"), """
                    <module xmlns="urn:jboss:module:1.9" name="org.postgresql.jdbc">
                        <resources><resource-root path="postgresql.jar"/></resources>
                        <dependencies><module name="java.se"/><module name="jdk.unsupported"/></dependencies>
                    </module>
                    """);
            var own = Path.of(System.getProperty("wildfly.home")).resolve("modules");
            return ServerSetup.underTest(ServerSetup.shipped(), all)
                    .withEnvironment(Map.of("JBOSS_MODULEPATH", modules + java.io.File.pathSeparator + own));
        }

        /** As the lines about PostgreSQL of server-config/wildfly/snapdock.cli. */
        private void addDataSource(Path configuration, String port) throws IOException {
            var xml = Files.readString(configuration);
            var source = """
                    <datasource jndi-name="java:jboss/datasources/SnapdockPostgres" pool-name="SnapdockPostgres" enabled="true" jta="false">
                        <connection-url>jdbc:postgresql://127.0.0.1:%s/snapdock?loginTimeout=5&amp;connectTimeout=5&amp;socketTimeout=10</connection-url>
                        <driver>postgresql</driver>
                        <pool><max-pool-size>32</max-pool-size></pool>
                        <security user-name="snapdock" password="none"/>
                        <validation>
                            <valid-connection-checker class-name="org.jboss.jca.adapters.jdbc.extensions.postgres.PostgreSQLValidConnectionChecker"/>
                            <validate-on-match>true</validate-on-match>
                        </validation>
                    </datasource>
                    <drivers>
                        <driver name="postgresql" module="org.postgresql.jdbc"/>
                    """.formatted(port);
            Files.writeString(configuration, xml.replaceFirst("<drivers>", source));
        }

        /** What server-config/wildfly does to the listener by jboss-cli, which would take another start of the server. */
        private void allowBodies(Path configuration, String maxBytes) throws IOException {
            var listener = "<http-listener name=\"default\" ";
            var xml = Files.readString(configuration);
            if (!xml.contains(listener)) {
                throw new IOException(configuration + " has no " + listener);
            }
            Files.writeString(configuration, xml.replace(listener, listener + "max-post-size=\"" + maxBytes + "\" "));
        }
    },

    /** No adapter of Arquillian's starts it with ports that are free. */
    GLASSFISH {
        @Override
        List<String> prepare(Path home, ServerSetup setup, int port, Map<String, String> settings) throws IOException {
            return GlassFish.prepare(Path.of(System.getProperty("glassfish.home")), home, setup, port, settings);
        }
    },

    PAYARA_SERVER {
        @Override
        List<String> prepare(Path home, ServerSetup setup, int port, Map<String, String> settings) throws IOException {
            return GlassFish.prepare(Path.of(System.getProperty("payara.home")), home, setup, port, settings);
        }
    },

    LIBERTY {
        @Override
        List<String> prepare(Path home, ServerSetup setup, int port, Map<String, String> settings) throws IOException {
            return OpenLiberty.prepare(home, setup, port, settings);
        }
    };

    /**
     * A setting of the server, not of the application: bytes that a request's body may have. In its delivered state
     * WildFly refuses more than 10 MiB.
     */
    public static final String MAX_BODY = "snapdock.it.max-body";

    /**
     * Another one, of Payara's: bytes of a socket's send buffer. Grizzly queues four times as much for a connection that takes nothing, and over
     * loopback the buffer has 2.5 MiB from the start.
     */
    public static final String WRITE_BUFFER = "snapdock.it.write-buffer";

    /** The port of a {@link PostgresServer}: makes the server's own data source for it. */
    static final String POSTGRES_PORT = "snapdock.it.postgres-port";

    /** The one that this run of the tests is about: the system property {@code snapdock.server}. */
    public static ServerKind underTest() {
        return switch (System.getProperty("snapdock.server", "payara")) {
            case "payara" -> PAYARA;
            case "payara7" -> PAYARA7;
            case "payara-server" -> PAYARA_SERVER;
            case "wildfly" -> WILDFLY;
            case "glassfish" -> GLASSFISH;
            case "liberty" -> LIBERTY;
            default ->
                throw new IllegalArgumentException(
                        "snapdock.server: payara, payara7, payara-server, wildfly, glassfish or liberty");
        };
    }

    /**
     * Lays the server's own files under {@code home} and gives the command that starts it.
     *
     * @param settings system properties for it
     */
    abstract List<String> prepare(Path home, ServerSetup setup, int port, Map<String, String> settings)
            throws IOException;

    /** Whether Arquillian starts it for the tests that share a server. */
    boolean hasAdapter() {
        return this == PAYARA || this == WILDFLY;
    }

    /** What this machine lacks to run it; empty when it can. */
    Optional<String> missing() {
        return Optional.empty();
    }

    /** The shipped WAR on this server with a data source for that database. */
    ServerSetup withPostgres(PostgresServer postgres, Map<String, String> settings) throws IOException {
        var all = new HashMap<>(settings);
        all.put(POSTGRES_PORT, Integer.toString(postgres.port()));
        all.put("snapdock.datasource", "jdbc/snapdock-postgres");
        return ServerSetup.underTest(ServerSetup.shipped(), all);
    }

    private static List<String> payaraMicro(
            Jdk jdk, String jar, Path home, ServerSetup setup, int port, Map<String, String> settings)
            throws IOException {
        var command = new ArrayList<String>();
        command.add(jdk.java());
        command.add("-Xmx512m");
        command.addAll(setup.jvmOptions());
        command.add("-Djava.io.tmpdir=" + home.resolve("tmp"));
        settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-jar", jar));
        command.addAll(List.of("--nohazelcast", "--nohostaware", "--disablephonehome"));
        if (settings.containsKey(WRITE_BUFFER)) {
            command.addAll(List.of(
                    "--prebootcommandfile",
                    limitWriteBuffer(home, settings.get(WRITE_BUFFER)).toString()));
        }
        if (settings.containsKey(POSTGRES_PORT)) {
            command.addAll(List.of(
                    "--addlibs",
                    PostgresServer.driver().toString(),
                    "--postbootcommandfile",
                    dataSource(home, settings.get(POSTGRES_PORT)).toString()));
        }
        command.addAll(List.of(
                "--port", Integer.toString(port), "--deploy", setup.war().toString()));
        setup.beside().forEach(other -> command.addAll(List.of("--deploy", other.toString())));
        return command;
    }

    /** As server-config/payara-micro/postgres.asadmin. */
    private static Path dataSource(Path home, String port) throws IOException {
        return Files.writeString(
                home.resolve("postgres.asadmin"),
                "create-jdbc-connection-pool --datasourceclassname=org.postgresql.ds.PGSimpleDataSource"
                        + " --restype=javax.sql.DataSource --nontransactionalconnections=true --steadypoolsize=1"
                        + " --maxpoolsize=32 --isconnectvalidatereq=true --validationmethod=table"
                        + " --validationtablename=pg_am --property=serverName=127.0.0.1:portNumber=" + port
                        + ":databaseName=snapdock:user=snapdock:password=none:loginTimeout=5:connectTimeout=5"
                        + ":socketTimeout=10 snapdock-postgres\n"
                        + "create-jdbc-resource --connectionpoolid=snapdock-postgres jdbc/snapdock-postgres\n");
    }

    /** A line of server-config/payara-micro. */
    private static Path limitWriteBuffer(Path home, String bytes) throws IOException {
        return Files.writeString(
                home.resolve("preboot.asadmin"),
                "set configs.config.server-config.network-config.transports.transport.tcp.socket-write-buffer-size="
                        + bytes + "\n");
    }
}
