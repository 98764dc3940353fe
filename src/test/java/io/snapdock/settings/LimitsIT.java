package io.snapdock.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.support.DockClient;
import io.snapdock.support.DockClient.Answer;
import io.snapdock.support.DockClient.Call;
import io.snapdock.support.DockClient.OpenDock;
import io.snapdock.support.ServerProcess;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Limits that belong to somebody, on a server of its own that has tight ones: who is refused, and that somebody else is not. The test is a trusted proxy, and
 * so can come from any address; each test has addresses of its own.
 */
@Tag("own-server")
class LimitsIT {
    private static final String PUBLISH_KEY = "publish-key-of-limits";
    private static final String METRICS_KEY = "metrics-key-of-limits";
    private static final int MANY = 5;

    private static ServerProcess server;
    private static DockClient client;

    @BeforeAll
    static void start() {
        server = ServerProcess.start(
                "limits",
                Map.ofEntries(
                        Map.entry("snapdock.trusted-proxies", "127.0.0.1,::1"),
                        Map.entry("snapdock.limit.opens-per-minute", String.valueOf(MANY)),
                        Map.entry("snapdock.limit.joins-per-minute", String.valueOf(MANY)),
                        Map.entry("snapdock.limit.publishes-per-minute", String.valueOf(MANY)),
                        Map.entry("snapdock.limit.wrong-keys-per-minute", String.valueOf(MANY)),
                        Map.entry("snapdock.topics.publish-key", PUBLISH_KEY),
                        Map.entry("snapdock.metrics.key", METRICS_KEY),
                        Map.entry("snapdock.lab", "true")));
        client = new DockClient(server.base());
    }

    @AfterAll
    static void stop() {
        server.close();
        server.assertLogClean();
    }

    @Test
    void opensSoManyDocksForOneAddress() {
        usesUp(() -> open("203.0.113.1"), 201);
        open("203.0.113.2").send().expect(201);
    }

    /** What a client writes before its own address counts for nothing, in the same line or in one before. */
    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-For", "Forwarded"})
    void anAddressCannotBeMadeUp(String header) {
        String form = header.equals("Forwarded") ? "for=%s" : "%s";
        String own = form.formatted(header.equals("Forwarded") ? "203.0.113.3" : "203.0.113.4");
        int[] made = {0};
        usesUp(
                () -> {
                    String other = form.formatted("198.51.100." + ++made[0]);
                    return made[0] % 2 == 0
                            ? opening().header(header, other + ", " + own)
                            : opening().header(header, other).header(header, own);
                },
                201);
    }

    @Test
    void aNetworkOfIpv6IsOneAddress() {
        int[] last = {0};
        usesUp(() -> open("2001:db8:1:2::" + Integer.toHexString(++last[0])), 201);
        open("2001:db8:1:3::1").send().expect(201);
    }

    @Test
    void letsSoManyPhonesJoinADockFromOneAddress() {
        var dock = dock("203.0.113.10");
        var other = dock("203.0.113.10");
        usesUp(() -> join(dock, "203.0.113.11"), 201);
        join(dock, "203.0.113.12").send().expect(201);
        join(other, "203.0.113.11").send().expect(201);
    }

    @Test
    void publishesSoMuchWithoutAKey() {
        Supplier<Call> lab =
                () -> client.call("POST", "api/topics/lab.limits/events").body("text/plain", new byte[1]);
        usesUp(() -> lab.get().header("X-Forwarded-For", "203.0.113.20"), 202);
        lab.get().header("X-Forwarded-For", "203.0.113.21").send().expect(202);
        lab.get()
                .header("X-Forwarded-For", "203.0.113.20")
                .key(PUBLISH_KEY)
                .send()
                .expect(202);
    }

    @Test
    void slowsWhoGuessesTheKeysOfADock() {
        var dock = dock("203.0.113.30");
        var phone = dock.join("Ana");
        usesUp(() -> at("203.0.113.31", dock.call("GET", "").key("A".repeat(22))), 404);

        at("203.0.113.31", dock.owner("GET", "")).send().expect(200);
        at("203.0.113.31", dock.call("HEAD", "/events").key(phone.key())).send().expect(200);
        join(dock, "203.0.113.31").send().expect(201);
        at("203.0.113.32", dock.call("GET", "").key("A".repeat(22))).send().expectProblem(404, "dock-unavailable");
        // Every door says the same, whatever the key looks like.
        for (var call : new Call[] {
            dock.call("POST", "/phones").key("no key").json("{}"),
            dock.call("POST", "/phones").key(dock.ownerKey()).json("{}"),
            dock.call("HEAD", "/events").key("A".repeat(22)),
            dock.call("GET", "").header("Cookie", "snapdock_owner=" + "A".repeat(22)),
            client.call("GET", "api/docks/unknown").key("A".repeat(22)),
            dock.call("POST", "/uploads")
                    .key("A".repeat(22))
                    .header("Tus-Resumable", "1.0.0")
                    .header("Upload-Length", "5")
        }) {
            assertThat(at("203.0.113.31", call).send().status()).isEqualTo(429);
        }
        at("203.0.113.31", dock.call("GET", "")).send().expectProblem(404, "dock-unavailable");
    }

    @Test
    void slowsWhoGuessesTheAdministratorsKeys() {
        usesUp(
                () -> at(
                        "203.0.113.40",
                        client.call("POST", "api/topics/orders/events")
                                .body("text/plain", new byte[1])
                                .key(PUBLISH_KEY + "x")),
                403);
        assertThat(at("203.0.113.40", client.call("GET", "api/metrics").key("wrong"))
                        .send()
                        .status())
                .isEqualTo(429);
        at("203.0.113.40", client.call("GET", "api/metrics").key(METRICS_KEY))
                .send()
                .expect(200);
        at("203.0.113.41", client.call("GET", "api/metrics").key("wrong"))
                .send()
                .expectProblem(403, "metrics-forbidden");
    }

    /** A page whose dock has ended has a right key. */
    @Test
    void whoHoldsTheKeyOfAnEndedDockGuessesNothing() {
        var dock = dock("203.0.113.50");
        assertThat(dock.owner("DELETE", "").send().expect(204).header("Clear-Site-Data"))
                .isEqualTo("\"cache\"");
        for (int i = 0; i < 3 * MANY; i++) {
            var answer = at("203.0.113.51", dock.owner("GET", "")).send().expectProblem(404, "dock-unavailable");
            assertThat(answer.header("Clear-Site-Data")).isEqualTo("\"cache\"");
        }
        assertThat(at("203.0.113.51", dock.call("GET", "").key("A".repeat(22)))
                        .send()
                        .expectProblem(404, "dock-unavailable")
                        .header("Clear-Site-Data"))
                .as("a stranger is not told that there was one")
                .isEmpty();
    }

    /** A few more than the limit, as what is used up comes back while the test goes on. */
    private static void usesUp(Supplier<Call> call, int usual) {
        for (int i = 0; i < MANY; i++) {
            call.get().send().expect(usual);
        }
        Answer refused = call.get().send();
        for (int i = 0; refused.status() == usual && i < MANY; i++) {
            refused = call.get().send();
        }
        refused.expectProblem(429, "too-many-requests");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
    }

    private static Call at(String address, Call call) {
        return call.header("X-Forwarded-For", address);
    }

    private static Call open(String address) {
        return at(address, opening());
    }

    private static Call opening() {
        return client.call("POST", "api/docks").json("{}");
    }

    private static OpenDock dock(String address) {
        return new OpenDock(client, open(address).send().expect(201).json());
    }

    private static Call join(OpenDock dock, String address) {
        return at(address, dock.call("POST", "/phones").key(dock.joinKey()).json("{}"));
    }
}
