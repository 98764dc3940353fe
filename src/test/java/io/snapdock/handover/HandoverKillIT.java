package io.snapdock.handover;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.support.Condition;
import io.snapdock.support.DockClient;
import io.snapdock.support.DockClient.Answer;
import io.snapdock.support.DockClient.OpenDock;
import io.snapdock.support.HostClient;
import io.snapdock.support.Pictures;
import io.snapdock.support.ServerProcess;
import jakarta.json.JsonValue;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Snapdock is killed in the middle of a hand-over, at a random moment of each step, while a phone sends. The host repeats the step that has no answer, and goes on. In
 * the end its table has exactly the photos that were acknowledged, each once.
 */
@Tag("own-server")
@Tag("long")
class HandoverKillIT {
    private static final int ROUNDS = Integer.getInteger("it.chaos.kills", 2);
    private static final String API_KEY = "api-key-of-kills";
    private static final long SEED = 20_261_130;
    private static final int LONGEST_MILLIS = 60;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Random random = new Random(SEED);

    @Test
    void nothingAcknowledgedIsLostAndNothingComesTwice() {
        try (var server = ServerProcess.start("handover-kill", Map.of("snapdock.api-key", API_KEY))) {
            var client = new DockClient(server.base());
            var host = new HostClient(client, API_KEY);
            for (int round = 0; round < ROUNDS; round++) {
                for (String step : List.of("seal", "claim", "release")) {
                    round(server, host, step, round);
                }
            }
            server.assertLogClean();
        }
    }

    private void round(ServerProcess server, HostClient host, String killed, int round) {
        String ref = killed + "-" + round;
        var dock = dock(host, ref);
        Set<String> acknowledged = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            var sent = dock.send(host.token(dock.id(), "\"add\""), Pictures.jpeg(130 + i, 90), "?clientId=" + i)
                    .expect(201)
                    .json();
            acknowledged.add(sent.getString("id"));
        }
        String token = host.token(dock.id(), "\"add\"");
        var late = CompletableFuture.supplyAsync(() -> sendUntilRefused(dock, token));

        Map<String, byte[]> table = new HashMap<>();
        var sealed = step(server, killed.equals("seal"), () -> host.post(dock.path("/seal"), "{}"))
                .expect(200)
                .json();
        for (JsonValue value : sealed.getJsonArray("photos")) {
            var photo = value.asJsonObject();
            String url = photo.getString("url");
            byte[] copy =
                    host.get(url.substring(url.indexOf("api/"))).expect(200).body();
            assertThat(copy).hasSize(photo.getInt("bytes"));
            assertThat(table.put(photo.getString("id"), copy)).as("twice").isNull();
        }
        var claimed = step(
                        server,
                        killed.equals("claim"),
                        () -> host.post(dock.path("/claim"), "{\"claimId\": \"" + ref + "\"}"))
                .expect(200)
                .json();
        acknowledged.addAll(late.join());
        assertThat(table.keySet()).as("the host's table").containsExactlyInAnyOrderElementsOf(acknowledged);
        assertThat(DockClient.ids(claimed.getJsonArray("photos"))).containsExactlyInAnyOrderElementsOf(acknowledged);

        int released = step(
                        server,
                        killed.equals("release"),
                        () -> host.call("DELETE", dock.path("")).send())
                .status();
        // When the first try was done, and its answer lost, there is nothing left to release.
        assertThat(released).isIn(204, 404);
        host.get("api/docks/by-ref/" + ref).expectProblem(404, "dock-unavailable");
    }

    /** Does it, with the kill in the middle: then until it is answered. */
    private Answer step(ServerProcess server, boolean isKilled, Supplier<Answer> call) {
        if (!isKilled) {
            return call.get();
        }
        var first = CompletableFuture.supplyAsync(call);
        var moment = CompletableFuture.delayedExecutor(random.nextInt(LONGEST_MILLIS), TimeUnit.MILLISECONDS);
        CompletableFuture.runAsync(server::kill, moment).join();
        try {
            // Its answer may be here all the same.
            first.join();
        } catch (CompletionException e) {
            assertThat(e).hasCauseInstanceOf(UncheckedIOException.class);
        }
        server.restart();
        return call.get();
    }

    /** @return the photos that were acknowledged */
    private static List<String> sendUntilRefused(OpenDock dock, String token) {
        List<String> acknowledged = new ArrayList<>();
        for (int i = 0; ; i++) {
            byte[] picture = Pictures.jpeg(160 + i, 95);
            String query = "?clientId=late" + i;
            var answer = patiently(() -> dock.send(token, picture, query));
            if (answer.status() == 409) {
                answer.expectProblem(409, "dock-sealed");
                return acknowledged;
            }
            acknowledged.add(
                    answer.expect(answer.status() == 200 ? 200 : 201).json().getString("id"));
        }
    }

    /** The same again while the server is away, or starts and answers by itself, as a phone does it. */
    private static Answer patiently(Supplier<Answer> call) {
        Answer[] answer = new Answer[1];
        Condition.await("an answer", LIMIT, () -> {
            try {
                answer[0] = call.get();
            } catch (UncheckedIOException e) {
                return false;
            }
            boolean isOurs = answer[0].header("Content-Type").contains("json");
            return isOurs && answer[0].status() < 500;
        });
        return answer[0];
    }

    private static OpenDock dock(HostClient host, String ref) {
        return new OpenDock(
                host.client(),
                host.call("PUT", "api/docks/by-ref/" + ref)
                        .json("{}")
                        .send()
                        .expect(201)
                        .json());
    }
}
