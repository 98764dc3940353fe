package io.snapdock.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.support.Condition;
import io.snapdock.support.DockClient;
import io.snapdock.support.DockClient.Answer;
import io.snapdock.support.DockClient.Call;
import io.snapdock.support.DockClient.OpenDock;
import io.snapdock.support.EventReader;
import io.snapdock.support.Pictures;
import io.snapdock.support.RawConnection;
import io.snapdock.support.ServerProcess;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
    private static final String ADMIN_KEY = "admin-key-of-limits";
    private static final int MANY = 5;
    private static final int BODIES = 6;
    private static final Duration SOON = Duration.ofSeconds(30);

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
                        Map.entry("snapdock.admin-key", ADMIN_KEY),
                        Map.entry("snapdock.dock.max-open-per-address", "3"),
                        Map.entry("snapdock.upload.max-parallel-per-address", String.valueOf(BODIES)),
                        Map.entry("snapdock.dock.max-ttl", "PT2H"),
                        Map.entry("snapdock.dock.unjoined", "PT8S"),
                        Map.entry("snapdock.dock.max-bytes", "200000"),
                        Map.entry("snapdock.push.heartbeat", "PT1S"),
                        Map.entry("snapdock.push.max-streams-per-key", "3"),
                        Map.entry("snapdock.lab", "true")));
        client = new DockClient(server.base());
    }

    @AfterAll
    static void stop() {
        try (var several =
                client.call("POST", "api/events").json("[{\"topic\": \"lab.a\"}, {\"topic\": \"lab.b\"}]").stream()) {
            assertThat(several.status()).isEqualTo(200);
            server.close();
            // In order, with the end of its body.
            several.awaitEnd();
        }
        server.assertLogClean();
    }

    /** In a stream of several, too: each is counted and refused by itself, and the others go on. */
    @Test
    void aKeyHasSoManyStreamsAndEachOfSeveralIsOneOfThem() {
        var full = dock("203.0.113.240");
        var other = dock("203.0.113.241");
        var phone = full.join("Ana");
        String list = "[{\"dock\": \"%s\", \"token\": \"%s\"}, {\"dock\": \"%s\", \"token\": \"%s\"}]"
                .formatted(full.id(), phone.key(), other.id(), other.ownerKey());
        List<EventReader> open = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                open.add(full.events(phone.key()));
            }
            try (var several = several(list, "203.0.113.242")) {
                var refused = several.next("dock/" + full.id() + " refused").json();
                assertThat(refused.getString("code")).isEqualTo("too-many-streams-of-key");
                assertThat(refused.getInt("retryAfter")).isBetween(10, 30);
                several.next("dock/" + other.id() + " snapshot");
            }
        } finally {
            open.forEach(EventReader::close);
        }
        Condition.await("room again", SOON, () -> {
            try (var several = several(list, "203.0.113.242")) {
                return several.next().name().endsWith("snapshot");
            }
        });
    }

    @Test
    void wrongKeysInAListAreGuessesToo() {
        String list = IntStream.rangeClosed(0, MANY)
                .mapToObj(i -> "{\"dock\": \"none%d\", \"token\": \"%s\"}".formatted(i, "A".repeat(22)))
                .collect(Collectors.joining(",", "[", "]"));
        try (var several = several(list, "203.0.113.243")) {
            several.awaitEnd();
            assertThat(several.events())
                    .extracting(event -> event.json().getString("code"))
                    .startsWith("dock-unavailable")
                    .endsWith("too-many-requests");
        }
    }

    private static EventReader several(String list, String address) {
        return at(address, client.call("POST", "api/events")).json(list).stream();
    }

    @Test
    void opensSoManyDocksForOneAddress() {
        usesUp(() -> openAndClose(open("203.0.113.1")), 201);
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
                    return openAndClose(
                            made[0] % 2 == 0
                                    ? opening().header(header, other + ", " + own)
                                    : opening().header(header, other).header(header, own));
                },
                201);
    }

    @Test
    void aNetworkOfIpv6IsOneAddress() {
        int[] last = {0};
        usesUp(() -> openAndClose(open("2001:db8:1:2::" + Integer.toHexString(++last[0]))), 201);
        open("2001:db8:1:3::1").send().expect(201);
    }

    @Test
    void letsSoManyPhonesJoinADockFromOneAddress() {
        var dock = dock("203.0.113.10");
        var other = dock("203.0.113.10");
        usesUp(() -> join(dock, "203.0.113.11").send(), 201);
        join(dock, "203.0.113.12").send().expect(201);
        join(other, "203.0.113.11").send().expect(201);
    }

    @Test
    void publishesSoMuchWithoutAKey() {
        Supplier<Call> lab =
                () -> client.call("POST", "api/topics/lab.limits/events").body("text/plain", new byte[1]);
        usesUp(() -> lab.get().header("X-Forwarded-For", "203.0.113.20").send(), 202);
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
        usesUp(
                () -> at("203.0.113.31", dock.call("GET", "").key("A".repeat(22)))
                        .send(),
                404);

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
                    .header("Upload-Length", "5"),
            dock.call("POST", "/photos").key("A".repeat(22)).body("image/jpeg", new byte[5])
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
                                        .key(PUBLISH_KEY + "x"))
                        .send(),
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

    /** One page that somebody has open opens docks for ever: its address has so many, and everybody else goes on. */
    @Test
    void soManyDocksAreOpenFromOneAddress() {
        OpenDock[] docks = new OpenDock[3];
        for (int i = 0; i < docks.length; i++) {
            docks[i] = dock("203.0.113.60");
            docks[i].join("Ana");
        }
        open("203.0.113.60").send().expectProblem(429, "too-many-docks-of-address");
        dock("203.0.113.61");

        docks[0].owner("DELETE", "").send().expect(204);
        open("203.0.113.60").send().expect(201);
    }

    @Test
    void aDockThatNobodyWantsEndsEarly() {
        var unwanted = dock("203.0.113.70");
        var joined = dock("203.0.113.71");
        joined.join("Ana");
        var used = dock("203.0.113.72");
        used.photo(Pictures.jpeg(32, 24), "");
        var watched = dock("203.0.113.73");
        try (var desktop = watched.events(watched.ownerKey())) {
            desktop.next("snapshot");
            Condition.await("the end of the unwanted one", SOON, () -> !"OPEN".equals(stateOf(unwanted)));
            for (var dock : List.of(joined, used, watched)) {
                assertThat(stateOf(dock)).isEqualTo("OPEN");
            }
        }
        Condition.await("its end too, once its desktop has gone", SOON, () -> !"OPEN".equals(stateOf(watched)));
        joined.owner("GET", "").send().expect(200);
        used.owner("GET", "").send().expect(200);
    }

    /** By the administrator's list, as any call of the owner's would count as its desktop. */
    private static String stateOf(OpenDock dock) {
        return client
                .call("GET", "api/admin/docks?limit=1000")
                .key(ADMIN_KEY)
                .send()
                .expect(200)
                .json()
                .getJsonArray("docks")
                .getValuesAs(JsonObject.class)
                .stream()
                .filter(one -> one.getString("id").equals(dock.id()))
                .map(one -> one.getString("state"))
                .findFirst()
                .orElse("");
    }

    @Test
    void noDockLivesLongerThanTheServerAllows() {
        at("203.0.113.80", client.call("POST", "api/docks").json("{\"ttlSeconds\": 7201}"))
                .send()
                .expectProblem(400, "json-out-of-bounds");
        at("203.0.113.80", client.call("POST", "api/docks").json("{\"ttlSeconds\": 7200}"))
                .send()
                .expect(201);
    }

    @Test
    void theAdministratorListsAndEndsDocks() {
        var dock = dock("203.0.113.81");
        dock.join("Ana");
        client.call("GET", "api/admin/docks").send().expectProblem(403, "admin-forbidden");
        at("203.0.113.82", client.call("GET", "api/admin/docks").key(dock.ownerKey()))
                .send()
                .expectProblem(403, "admin-forbidden");
        at("203.0.113.82", client.call("DELETE", "api/admin/docks/" + dock.id()).key("wrong"))
                .send()
                .expectProblem(403, "admin-forbidden");

        List<String> all = new ArrayList<>();
        String next = "";
        while (next != null) {
            var page = client.call("GET", "api/admin/docks?limit=2" + (next.isEmpty() ? "" : "&after=" + next))
                    .key(ADMIN_KEY)
                    .send()
                    .expect(200);
            assertThat(page.text()).doesNotContain(dock.ownerKey()).doesNotContain(dock.joinKey());
            all.addAll(DockClient.ids(page.json().getJsonArray("docks")));
            next = page.json().getString("next", null);
        }
        assertThat(all).contains(dock.id()).doesNotHaveDuplicates();
        for (String wrong : List.of("?limit=0", "?limit=1001", "?limit=x", "?after=x")) {
            client.call("GET", "api/admin/docks" + wrong).key(ADMIN_KEY).send().expectProblem(400, "query-invalid");
        }

        client.call("DELETE", "api/admin/docks/" + dock.id())
                .key(ADMIN_KEY)
                .send()
                .expect(204);
        dock.owner("GET", "").send().expectProblem(404, "dock-unavailable");
        client.call("DELETE", "api/admin/docks/" + dock.id())
                .key(ADMIN_KEY)
                .send()
                .expectProblem(404, "dock-unavailable");
    }

    /** Whoever has photographed the QR code joins as often as it likes; the real phone still comes in. */
    @Test
    void joinsLockNobodyOut() {
        var dock = dock("203.0.113.90");
        var real = dock.join("Ana");
        try (var page = dock.events(real.key())) {
            page.next("snapshot");
            var sender = dock.join("Ben");
            dock.send(sender.key(), Pictures.jpeg(32, 24), "").expect(201);
            int joined = 2;
            for (int address = 0; joined < 20; address++) {
                joined += join(dock, "198.51.100." + address).send().status() == 201 ? 1 : 0;
            }
            join(dock, "203.0.113.91").send().expectProblem(409, "too-many-phones");

            Condition.await(
                    "a place", SOON, () -> join(dock, "203.0.113.92").send().status() == 201);
            dock.call("HEAD", "/events").key(real.key()).send().expect(200);
            dock.call("HEAD", "/events").key(sender.key()).send().expect(200);
            assertThat(dock.snapshot().getJsonArray("phones")).hasSize(20);
        }
    }

    @Test
    void theOwnerRemovesAPhone() {
        var dock = dock("203.0.113.95");
        var phone = dock.join("Ana");
        var other = dock.join("Ben");
        String photo = dock.send(phone.key(), Pictures.jpeg(32, 24), "")
                .expect(201)
                .json()
                .getString("id");
        dock.call("DELETE", "/phones/" + phone.id()).key(other.key()).send().expectProblem(404, "dock-unavailable");
        try (var desktop = dock.events(dock.ownerKey());
                var page = dock.events(phone.key())) {
            desktop.next("snapshot");
            page.next("snapshot");

            dock.owner("DELETE", "/phones/" + phone.id()).send().expect(204);
            assertThat(desktop.next("phone-removed").data()).isEqualTo("{\"id\":\"" + phone.id() + "\"}");
            page.awaitEnd();
        }
        dock.call("HEAD", "/events").key(phone.key()).send().expect(404);
        dock.call("HEAD", "/events").key(other.key()).send().expect(200);
        dock.owner("DELETE", "/phones/" + phone.id()).send().expectProblem(404, "phone-unknown");
        assertThat(dock.photoIds()).as("what it sent stays").containsExactly(photo);
        assertThat(DockClient.ids(dock.snapshot().getJsonArray("phones"))).containsExactly(other.id());
    }

    /** Bodies that stand still take places of their address, whatever docks they go to; another address has its own. */
    @Test
    void oneAddressHasSoManyBodiesOnTheirWay() {
        byte[] picture = Pictures.jpegOfSize(20_000);
        var docks = IntStream.range(0, 2).mapToObj(i -> dock("203.0.113.5" + i)).toList();
        List<RawConnection> held = new ArrayList<>();
        try {
            for (int i = 0; i < BODIES; i++) {
                held.add(begun(docks.get(i % 2), picture, "203.0.113.55"));
            }
            Condition.await(
                    "all of them",
                    Duration.ofSeconds(15),
                    () -> docks.stream()
                                    .mapToInt(dock -> dock.snapshot()
                                            .getJsonArray("uploads")
                                            .size())
                                    .sum()
                            == BODIES);
            sent(docks.get(0), picture, "203.0.113.55").expectProblem(429, "too-many-uploads");
            sent(docks.get(0), picture, "203.0.113.56").expect(201);
        } finally {
            held.forEach(RawConnection::close);
        }
        Condition.await(
                "room again",
                Duration.ofSeconds(15),
                () -> sent(docks.get(1), Pictures.jpegOfSize(20_001), "203.0.113.55")
                                        .status()
                                / 100
                        == 2);
    }

    private static RawConnection begun(OpenDock dock, byte[] picture, String address) {
        var connection = new RawConnection(server.base());
        connection.head(
                "POST " + server.base().getPath() + dock.path("/photos") + " HTTP/1.1",
                "Host: localhost",
                "Authorization: Bearer " + dock.ownerKey(),
                "X-Forwarded-For: " + address,
                "Content-Type: image/jpeg",
                "Content-Length: " + picture.length);
        connection.send(picture, 0, 5_000);
        return connection;
    }

    private static Answer sent(OpenDock dock, byte[] picture, String address) {
        return dock.call("POST", "/photos")
                .key(dock.ownerKey())
                .header("X-Forwarded-For", address)
                .body("image/jpeg", picture)
                .send();
    }

    /** Bytes are counted while they come, of all uploads together, whether or not their senders said how many. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aDockTakesSoManyBytes(boolean resumable) {
        var dock = dock("203.0.113.97");
        int taken = 0;
        for (int i = 0; i < 8; i++) {
            byte[] picture = Pictures.noisyJpegOfSize(60_000, i);
            var answer = resumable ? deferred(dock, picture) : inChunks(dock, picture);
            if (answer.status() / 100 == 2) {
                taken += picture.length;
            } else {
                assertThat(answer.status()).isEqualTo(413);
            }
        }
        assertThat(taken).isBetween(120_000, 200_000);
        assertThat(dock.snapshot().getJsonArray("photos").getValuesAs(JsonObject.class).stream()
                        .mapToInt(photo -> photo.getInt("bytes"))
                        .sum())
                .isLessThanOrEqualTo(200_000);
        var other = dock("203.0.113.98");
        inChunks(other, Pictures.noisyJpegOfSize(60_000, 9)).expect(201);
    }

    private static Answer inChunks(OpenDock dock, byte[] picture) {
        return dock.call("POST", "/photos")
                .key(dock.ownerKey())
                .bodyWithoutLength("image/jpeg", () -> new ByteArrayInputStream(picture))
                .send();
    }

    /** The length is never said, so all is unfinished. */
    private static Answer deferred(OpenDock dock, byte[] picture) {
        var created = dock.owner("POST", "/uploads")
                .header("Tus-Resumable", "1.0.0")
                .header("Upload-Defer-Length", "1")
                .send();
        if (created.status() != 201) {
            return created;
        }
        return client.call("PATCH", created.header("Location").replaceFirst("^/[^/]+/", ""))
                .key(dock.ownerKey())
                .header("Tus-Resumable", "1.0.0")
                .header("Upload-Offset", "0")
                .bodyWithoutLength("application/offset+octet-stream", () -> new ByteArrayInputStream(picture))
                .send();
    }

    @Test
    void overTlsTheOwnersCookieIsOneThatOnlyTlsCanSet() {
        var opened = open("203.0.113.99")
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", "photos.example.org")
                .send()
                .expect(201);
        var dock = new OpenDock(client, opened.json());
        assertThat(opened.header("Set-Cookie"))
                .startsWith("__Secure-snapdock_owner=" + dock.ownerKey())
                .contains("Secure", "HttpOnly", "SameSite=Strict", "ath=/snapdock");
        dock.call("GET", "")
                .header("Cookie", "__Secure-snapdock_owner=" + dock.ownerKey())
                .send()
                .expect(200);
        assertThat(open("203.0.113.99").send().expect(201).header("Set-Cookie")).startsWith("snapdock_owner=");
    }

    /** A few more than the limit, as what is used up comes back while the test goes on. */
    private static void usesUp(Supplier<Answer> call, int usual) {
        for (int i = 0; i < MANY; i++) {
            call.get().expect(usual);
        }
        Answer refused = call.get();
        for (int i = 0; refused.status() == usual && i < MANY; i++) {
            refused = call.get();
        }
        refused.expectProblem(429, "too-many-requests");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
    }

    private static Call at(String address, Call call) {
        return call.header("X-Forwarded-For", address);
    }

    /** So that what is used up is the minute, not the places. */
    private static Answer openAndClose(Call opening) {
        var answer = opening.send();
        if (answer.status() == 201) {
            new OpenDock(client, answer.json()).owner("DELETE", "").send().expect(204);
        }
        return answer;
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
