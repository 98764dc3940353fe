package io.snapdock.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.support.Condition;
import io.snapdock.support.DockClient;
import io.snapdock.support.DockClient.Answer;
import io.snapdock.support.DockClient.OpenDock;
import io.snapdock.support.Pictures;
import io.snapdock.support.ServerProcess;
import jakarta.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What the example of docs/host-apps.md does with photos, wherever Snapdock is: what its users send ends in its own table, once, whatever is killed in between. */
abstract class DamagesTests {
    static final Duration LIMIT = Duration.ofSeconds(60);
    static final String API_KEY = "api-key-of-hosts-in-tests";
    private static final int KILLS = Integer.getInteger("it.chaos.kills", 2);

    /** The same as the host's where it is inside. */
    static ServerProcess snapdock;

    static ServerProcess host;
    static DockClient client;

    private static int damages;

    final String damage = "D-" + ++damages;

    @AfterAll
    static void stop() {
        host.close();
        if (snapdock != host) {
            snapdock.close();
        }
    }

    @Test
    void photosEndInTheTableOfTheHostApp() {
        var dock = form();
        var sent = List.of(send(dock, 1), send(dock, 2), send(dock, 3));
        submit(ticket(dock), "").expect(204);
        assertThat(stored()).containsExactlyInAnyOrderElementsOf(sent);
        assertThat(state(dock)).isEqualTo("CLAIMED");
    }

    @Test
    void theSameFormIsTheSameDock() {
        var dock = form();
        send(dock, 1);
        assertThat(form().id()).isEqualTo(dock.id());
        assertThat(ticket(form())).isEqualTo(ticket(dock));
    }

    @Test
    void whatIsRolledBackLeavesAnOpenDock() {
        var dock = form();
        var sent = List.of(send(dock, 1));
        submit(ticket(dock), "fails").expect(400);
        assertThat(stored()).isEmpty();
        assertThat(state(dock)).isEqualTo("OPEN");
        submit(ticket(dock), "").expect(204);
        assertThat(stored()).containsExactlyElementsOf(sent);
    }

    @Test
    void anOlderTicketSaysWhatThereIsNow() {
        var dock = form();
        var first = send(dock, 1);
        var seen = ticket(dock);
        var second = send(dock, 2);
        assertThat(submit(seen, "").expect(409).text()).isEqualTo("dock-changed 2");
        assertThat(stored()).isEmpty();
        submit(ticket(dock), "").expect(204);
        assertThat(stored()).containsExactlyInAnyOrder(first, second);
    }

    @Test
    void whatIsSubmittedTwiceIsStoredOnce() {
        var dock = form();
        var sent = List.of(send(dock, 1), send(dock, 2));
        submit(ticket(dock), "").expect(204);
        submit(ticket(dock), "");
        assertThat(stored()).containsExactlyInAnyOrderElementsOf(sent);
    }

    @Test
    void aFormWithoutATicketIsRefusedInWords() {
        assertThat(submit("", "").expect(409).text()).isEqualTo("ticket-invalid 0");
        assertThat(submit("../../admin.1", "").expect(409).text()).isEqualTo("ticket-invalid 0");
    }

    /** At any moment: while it seals, copies, commits or claims. The user presses the button again. */
    @Test
    void whicheverIsKilledInBetweenNothingIsLostOrThereTwice() {
        var random = RandomGenerator.getDefault();
        for (int round = 0; round < KILLS; round++) {
            var killed = round % 2 == 0 ? host : snapdock;
            var name = damage + "-" + round;
            var dock = form(name);
            var sent = IntStream.range(0, 4).mapToObj(i -> send(dock, i)).toList();
            var ticket = ticket(dock);
            var first = CompletableFuture.runAsync(() -> submitOnce(name, ticket));
            waitOrNot(first, random.nextInt(250));
            killed.kill();
            killed.restart();
            first.join();
            Condition.await("the form is taken", LIMIT, () -> isTaken(name));
            assertThat(stored(name))
                    .as("round " + round)
                    .containsExactlyInAnyOrderElementsOf(sent.stream()
                            .map(line -> line.replace(damage + " ", name + " "))
                            .toList());
        }
    }

    /** At another moment each time. */
    private static void waitOrNot(CompletableFuture<Void> submitted, int millis) {
        try {
            submitted.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // In the middle of it.
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    /** Its claim may have reached Snapdock, and only its answer may be lost. */
    private static boolean isTaken(String name) {
        try {
            var answer = submit(name, ticket(form(name)), "");
            return answer.status() == 204 || answer.text().startsWith("dock-claimed");
        } catch (RuntimeException e) {
            // Nobody was there.
            return false;
        }
    }

    private static int submitOnce(String name, String ticket) {
        try {
            return submit(name, ticket, "").status();
        } catch (RuntimeException e) {
            // Nobody was there.
            return 0;
        }
    }

    OpenDock form() {
        return form(damage);
    }

    private static OpenDock form(String name) {
        var session =
                hostCall("GET", name, "/photos-session").send().expect(200).json();
        return new OpenDock(
                client,
                Json.createObjectBuilder()
                        .add("id", session.getString("dock"))
                        .add("ownerKey", session.getString("token"))
                        .build());
    }

    /** @return the line of it that the host's table is to have */
    private String send(OpenDock dock, int number) {
        var bytes = Pictures.jpeg(320 + number, 200);
        var photo = dock.photo(bytes, "?name=p" + number + ".jpg");
        return damage + " " + photo.getString("id") + " p" + number + ".jpg " + photo.getString("sha256");
    }

    private static String ticket(OpenDock dock) {
        return dock.id() + "." + dock.snapshot().getInt("version");
    }

    private static String state(OpenDock dock) {
        return client.call("GET", "api/docks/" + dock.id())
                .key(API_KEY)
                .send()
                .expect(200)
                .json()
                .getString("state");
    }

    private Answer submit(String ticket, String then) {
        return submit(damage, ticket, then);
    }

    private static Answer submit(String name, String ticket, String then) {
        return hostCall("POST", name, "")
                .body(
                        "application/x-www-form-urlencoded",
                        ("photos=" + ticket + "&then=" + then).getBytes(StandardCharsets.UTF_8))
                .send();
    }

    private Set<String> stored() {
        return stored(damage);
    }

    private static Set<String> stored(String name) {
        var text = hostCall("GET", name, "").send().expect(200).text();
        return new TreeSet<>(text.isEmpty() ? List.of() : List.of(text.split("\n")));
    }

    private static DockClient.Call hostCall(String method, String name, String below) {
        return new DockClient(host.base()).call(method, "api/damages/" + name + below);
    }
}
