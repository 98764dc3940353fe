package io.snapdock.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.support.DockClient;
import io.snapdock.support.EventReader;
import io.snapdock.support.Pictures;
import io.snapdock.support.ServerIT;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract that older clients know: their address, their parameters, the whole list each time. */
@Tag("http")
class OlderContractIT extends ServerIT {
    private static final String ADDRESS = "v1/api/sse/events";
    private static final String APP = "https://app.example.org";

    private final DockClient client = new DockClient(BASE);
    private final String identifier = "ef" + UUID.randomUUID();

    @Test
    void sendsTheListAtOnceAndAfterEachChange() {
        var dock = client.open("{\"memberId\":\"1\",\"identifier\":\"" + identifier + "\"}");
        var known = dock.photo(Pictures.png(20, 10), "?name=first.png").getString("id");
        try (var reader = client
                .call("GET", ADDRESS + query("upload_by_qr", "1", identifier))
                .key(dock.ownerKey())
                .header("Last-Event-ID", "whatever-1")
                .stream()) {
            assertThat(reader.next("upload_by_qr").data())
                    .contains(known)
                    .startsWith("[{")
                    .endsWith("}]");
            assertThat(reader.retryMillis()).isEqualTo(2_000);

            var added = dock.photo(Pictures.png(30, 10), "?name=second.png").getString("id");
            listWith(reader, known, added);
            dock.owner("DELETE", "/photos/" + known).send().expect(204);
            reader.next("a list without the first", event -> !event.data().contains(known));
            dock.owner("DELETE", "").send().expect(204);
            reader.awaitEnd();
            assertThat(reader.names()).containsOnly("upload_by_qr");
        }
    }

    @Test
    void isForTheOwnerUnlessItIsOpen() {
        var dock = client.open("{\"memberId\":\"1\",\"identifier\":\"" + identifier + "\"}");
        var address = ADDRESS + query("e", "1", identifier);
        client.call("GET", address).send().expectProblem(404, "dock-unavailable");
        client.call("GET", address).key(client.open().ownerKey()).send().expectProblem(404, "dock-unavailable");
        client.call("GET", ADDRESS + query("e", "2", identifier))
                .key(dock.ownerKey())
                .send()
                .expectProblem(404, "dock-unavailable");
        client.call("HEAD", address).key(dock.ownerKey()).send().expect(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "?member_id=1&identifier=a|event-missing|event|缺少 event",
                "?event=&member_id=1&identifier=a|event-missing|event|缺少 event",
                "?event=a%0Ab&member_id=1&identifier=a|event-malformed|event|event 參數格式錯誤",
                "?event=open&member_id=1&identifier=a|event-malformed|event|event 參數格式錯誤",
                "?event=error&member_id=1&identifier=a|event-malformed|event|event 參數格式錯誤",
                "?event=e&identifier=a|member-id-missing|member_id|缺少 member_id",
                "?event=e&member_id=%00&identifier=a|member-id-malformed|member_id|member_id 參數格式錯誤",
                "?event=e&member_id=1|identifier-missing|identifier|缺少 identifier",
                "?event=e&member_id=1&identifier=a&identifier=b|identifier-malformed|identifier|identifier 參數格式錯誤",
            })
    void namesTheParameterThatIsWrong(String query, String code, String english, String chinese) {
        var answer = client.call("GET", ADDRESS + query).send().expectProblem(400, code);
        assertThat(answer.json().getString("detail")).contains(english);
        var inChinese = client.call("GET", ADDRESS + query)
                .header("Accept-Language", "fr, zh-TW;q=0.9, en;q=0.5")
                .send()
                .expectProblem(400, code);
        assertThat(inChinese.json().getString("detail")).startsWith(chinese);
        var inEnglish = client.call("GET", ADDRESS + query)
                .header("Accept-Language", "en, zh-TW;q=0.9")
                .send()
                .expectProblem(400, code);
        assertThat(inEnglish.json().getString("detail")).doesNotContain(chinese);
    }

    @Test
    void pagesOfConfiguredOriginsMayReadItWithCredentials() {
        var dock = client.open("{\"memberId\":\"1\",\"identifier\":\"" + identifier + "\"}");
        try (var reader = client
                .call("GET", ADDRESS + query("e", "1", identifier))
                .key(dock.ownerKey())
                .header("Origin", APP)
                .stream()) {
            reader.next("e");
            assertThat(reader.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains(APP);
            assertThat(reader.headers().firstValue("Access-Control-Allow-Credentials"))
                    .contains("true");
            assertThat(reader.headers().allValues("Vary")).contains("Origin");
        }
        var preflight = client.call("OPTIONS", ADDRESS)
                .header("Origin", APP)
                .header("Access-Control-Request-Method", "GET")
                .header("Access-Control-Request-Headers", "authorization,last-event-id")
                .send()
                .expect(204);
        assertThat(preflight.header("Access-Control-Allow-Headers")).contains("Authorization", "Last-Event-ID");
        assertThat(preflight.header("Access-Control-Allow-Methods")).contains("GET", "PATCH");

        var stranger = client.call("GET", ADDRESS)
                .header("Origin", "https://evil.example")
                .send();
        assertThat(stranger.expectProblem(400, "event-missing").header("Access-Control-Allow-Origin"))
                .isEmpty();
        var errorForTheApp = client.call("GET", ADDRESS).header("Origin", APP).send();
        assertThat(errorForTheApp.expectProblem(400, "event-missing").header("Access-Control-Allow-Origin"))
                .isEqualTo(APP);
    }

    @Test
    void isAtItsOwnAddressOnly() {
        client.call("GET", "api/sse/events").send().expectProblem(404, "not-found");
        client.call("GET", "v1/api/docks").send().expectProblem(404, "not-found");
    }

    private static void listWith(EventReader reader, String... ids) {
        reader.next("a list with " + String.join(" and ", ids), event -> {
            for (var id : ids) {
                if (!event.data().contains(id)) {
                    return false;
                }
            }
            return true;
        });
    }

    private static String query(String event, String member, String identifier) {
        return "?event=" + event + "&member_id=" + member + "&identifier=" + identifier;
    }
}
