package io.snapdock.handover;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.support.Condition;
import io.snapdock.support.DockClient;
import io.snapdock.support.DockClient.Answer;
import io.snapdock.support.HostClient;
import io.snapdock.support.Pictures;
import io.snapdock.support.ServerIT;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Phones send while the host seals and claims: each photo that was answered with 201 is in what the host has, and each other one was refused in words by which its
 * phone keeps it. Section 6, 5.
 */
class HandoverRaceIT extends ServerIT {
    private static final int ROUNDS = Integer.getInteger("it.chaos.handovers", 30);
    private static final int PHONES = 3;
    private static final int PHOTOS_OF_PHONE = 8;
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final long SEED = 20_261_130;

    private final DockClient client = new DockClient(BASE);
    private final HostClient host = HostClient.ofShared(client);

    @Test
    void everyPhotoIsAtTheHostOrStillAtItsPhone() {
        var random = new Random(SEED);
        int taken = 0;
        int kept = 0;
        for (int round = 0; round < ROUNDS; round++) {
            var dock = host.open("{}");
            Set<String> acknowledged = ConcurrentHashMap.newKeySet();
            Set<String> refused = ConcurrentHashMap.newKeySet();
            var phones = IntStream.range(0, PHONES)
                    .mapToObj(phone -> dock.join("Phone " + phone))
                    .toList();
            var sending = IntStream.range(0, PHONES)
                    .mapToObj(phone -> CompletableFuture.runAsync(() -> {
                        for (int i = 0; i < PHOTOS_OF_PHONE; i++) {
                            byte[] picture = Pictures.jpeg(100 + phone * PHOTOS_OF_PHONE + i, 60);
                            Answer answer =
                                    dock.send(phones.get(phone).key(), picture, "?clientId=p" + phone + "-" + i);
                            if (answer.status() == 201) {
                                acknowledged.add(answer.json().getString("id"));
                            } else {
                                answer.expectProblem(409, "dock-sealed");
                                refused.add(phone + "-" + i);
                            }
                        }
                    }))
                    .toList();
            int first = random.nextInt(PHONES * PHOTOS_OF_PHONE / 2);
            Condition.await(first + " photos", LIMIT, () -> acknowledged.size() >= first);
            String ask = random.nextBoolean() ? "{\"waitSeconds\": 0}" : "{\"waitSeconds\": 5}";
            var sealed = host.post(dock.path("/seal"), ask).expect(200).json();
            Set<String> listed = new HashSet<>(DockClient.ids(sealed.getJsonArray("photos")));
            var claimed = host.post(dock.path("/claim"), "{\"claimId\": \"round-" + round + "\"}")
                    .expect(200)
                    .json();
            CompletableFuture.allOf(sending.toArray(CompletableFuture[]::new)).join();

            assertThat(listed).as("round " + round + ", sealed").isEqualTo(acknowledged);
            assertThat(DockClient.ids(claimed.getJsonArray("photos")))
                    .as("round " + round + ", claimed")
                    .containsExactlyInAnyOrderElementsOf(listed);
            assertThat(acknowledged.size() + refused.size()).isEqualTo(PHONES * PHOTOS_OF_PHONE);
            assertThat(sealed.getInt("version")).isEqualTo(listed.size());
            taken += acknowledged.size();
            kept += refused.size();
            host.call("DELETE", dock.path("")).send().expect(204);
        }
        // Else there was no race.
        assertThat(taken).isPositive();
        assertThat(kept).isPositive();
    }
}
