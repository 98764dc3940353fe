package io.snapdock.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.support.ClientHello;
import io.snapdock.support.Condition;
import io.snapdock.support.ProductionServer;
import io.snapdock.support.ServerKind;
import io.snapdock.support.ServerLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the files of {@code server-config} promise, on a server that was set up by them. */
@Tag("own-server")
@Tag("server-config")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ServerConfigIT {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    /** What the files say (Payara 30 s, WildFly 20 s), and a little for a busy machine. */
    private static final Duration HEAD_LIMIT = Duration.ofSeconds(40);

    private static ProductionServer server;
    private static HttpClient http;
    private static Socket unfinishedHead;
    /** How long the server held it; asked all the time, as the other tests may take longer than that. */
    private static CompletableFuture<Duration> headHeld;

    @BeforeAll
    static void start() throws IOException, GeneralSecurityException {
        server = ProductionServer.start();
        SSLContext trusting = server.trusting();
        http = HttpClient.newBuilder().sslContext(trusting).build();
        Condition.await("the port for HTTPS, see the logs in " + server.home(), START_LIMIT, () -> {
            assertThat(server.isAlive()).isTrue();
            unfinishedHead = trusting.getSocketFactory().createSocket("localhost", server.httpsPort());
            unfinishedHead
                    .getOutputStream()
                    .write("GET /snapdock/ HTTP/1.1\r\nHost: localhost\r\nX-".getBytes(StandardCharsets.US_ASCII));
            return true;
        });
        Instant begun = Instant.now();
        headHeld = CompletableFuture.supplyAsync(() -> untilItsEnd(unfinishedHead, begun));
        Condition.await(
                "the application, see the logs in " + server.home(),
                START_LIMIT,
                () -> get("https", "/snapdock/api/health/ready").statusCode() == 200);
    }

    @AfterAll
    static void stop() {
        server.close();
        assertThat(ServerLog.errors(server.log()))
                .as("the log in " + server.home())
                .isEmpty();
        assertThat(server.log().lines())
                .as("our own warnings in the log")
                .noneMatch(line -> line.contains("WARN") && line.contains("io.snapdock"));
    }

    @Test
    void docksAreOpenedOverHttps() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address("https", "/snapdock/api/docks"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}"))
                .build();
        var answer = http.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow()).startsWith("__Secure-");
        assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/snapdock/p?a=b%20c&d=%2F", "/snapdock/api/health/ready", "/", "/metrics"})
    void plainHttpIsSentToHttps(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address("http", path))
                // As browsers do: they ask for HTTP/2 over TLS only.
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        var answer = http.send(request, BodyHandlers.discarding());
        assertThat(answer.statusCode()).isIn(301, 302, 307, 308);
        assertThat(answer.headers().firstValue("Location")).hasValue("https://localhost:" + server.httpsPort() + path);
    }

    /** Figures, a description of the API, a welcome, an administrator's door: for nobody who comes from the network. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/index.html",
                "/metrics",
                "/openapi",
                "/health",
                "/health/ready",
                "/console",
                "/management",
                "/wildfly-services",
                "/asadmin",
                "/nothing"
            })
    void theServerHasNoPagesOfItsOwn(String path) throws IOException, InterruptedException {
        var answer = get("https", path);
        assertThat(answer.statusCode()).isIn(403, 404);
        assertThat(answer.headers().map().keySet()).doesNotContain("server", "x-powered-by");
        assertThat(answer.body().toLowerCase(Locale.ROOT)).doesNotContain("payara", "wildfly", "jboss", "undertow");
    }

    @Test
    void pagesCome() throws IOException, InterruptedException {
        var answer = get("https", "/snapdock/");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
        assertThat(answer.headers().map().keySet()).doesNotContain("server", "x-powered-by");
    }

    @Test
    void passwordsAreInNoListOfProcesses() throws IOException {
        assertThat(server.commandLines())
                .anyMatch(line -> line.contains("java"))
                .noneMatch(line -> server.passwords().stream().anyMatch(line::contains));
        if (ServerKind.underTest() == ServerKind.PAYARA) {
            var secrets = server.home().resolve("payara-micro/server/secrets.options");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void tls11IsRefused() {
        var hello = new ClientHello(ClientHello.TLS_1_1, 0xC013);
        assertThat(hello.isTakenBy(server.httpsPort())).isFalse();
    }

    /** Blocks in a chain (CBC), and keys that are exchanged by RSA or by Diffie-Hellman without elliptic curves. */
    @ParameterizedTest
    @CsvSource({
        "0x009C, TLS_RSA_WITH_AES_128_GCM_SHA256",
        "0x0035, TLS_RSA_WITH_AES_256_CBC_SHA",
        "0x009E, TLS_DHE_RSA_WITH_AES_128_GCM_SHA256",
        "0xC027, TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",
        "0xC014, TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
    })
    void oldCiphersAreRefused(String suite, String name) {
        assertThat(isTaken(suite)).as(name).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "0xC02F, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        "0xC030, TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
        "0xCCA8, TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
    })
    void todaysCiphersAreTaken(String suite, String name) {
        assertThat(isTaken(suite)).as(name).isTrue();
    }

    /** The last one, as it waits. */
    @Test
    @Order(Integer.MAX_VALUE)
    void aHeadThatDoesNotEndIsClosed() {
        assertThat(headHeld.join()).isLessThan(HEAD_LIMIT);
    }

    private static Duration untilItsEnd(Socket head, Instant begun) {
        try (head) {
            head.setSoTimeout((int) HEAD_LIMIT.toMillis());
            assertThat(head.getInputStream().read()).isEqualTo(-1);
            return Duration.between(begun, Instant.now());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isTaken(String suite) {
        return new ClientHello(ClientHello.TLS_1_2, Integer.decode(suite)).isTakenBy(server.httpsPort());
    }

    private static URI address(String scheme, String path) {
        int port = scheme.equals("https") ? server.httpsPort() : server.httpPort();
        return URI.create(scheme + "://localhost:" + port + path);
    }

    private static HttpResponse<String> get(String scheme, String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address(scheme, path))
                .timeout(Duration.ofSeconds(10))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }
}
