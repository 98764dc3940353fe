package io.snapdock.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.impl.driver.Driver;
import io.snapdock.support.DockClient;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages as hosts in JavaScript see them: by npm's {@code standardwebhooks}, in the Node that Playwright brings. Nothing is to be installed. */
class NpmVerifierTest {
    private static final Path SCRIPT = Path.of("src/test/resources/standardwebhooks/verify.js");
    private static final String OLD_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String NEW_SECRET = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
    private static final String STRANGERS_SECRET = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    private static final String ID = "msg_uBz0Kq3ZsW1xYp9A";
    private static final String BODY = "{\"type\": \"photo.arrived\", \"data\": {\"name\": \"現場 😀.jpg\"}}";

    @TempDir
    private Path folder;

    @Test
    void npmsLibraryBelievesOurMessagesAndNoOthers() throws Exception {
        var now = Instant.now();
        var both = List.of(NEW_SECRET, OLD_SECRET);
        var verdicts = verdicts(Json.createArrayBuilder()
                .add(message(NEW_SECRET, both, now, BODY))
                .add(message(OLD_SECRET, both, now, BODY))
                .add(message(STRANGERS_SECRET, both, now, BODY))
                .add(message(NEW_SECRET, both, now, BODY.replace("arrived", "removed")))
                .add(message(NEW_SECRET, both, now.minusSeconds(310), BODY))
                .add(message(NEW_SECRET, both, now.plusSeconds(330), BODY)));
        assertThat(verdicts)
                .containsExactly(
                        "right",
                        "right",
                        "No matching signature found",
                        "No matching signature found",
                        "Message timestamp too old",
                        "Message timestamp too new");
    }

    /** @param body what comes; what was signed is {@link #BODY} */
    private static JsonObjectBuilder message(String secret, List<String> signedBy, Instant time, String body) {
        return Json.createObjectBuilder()
                .add("secret", secret)
                .add("body", body)
                .add(
                        "headers",
                        Json.createObjectBuilder()
                                .add("webhook-id", ID)
                                .add("webhook-timestamp", Long.toString(time.getEpochSecond()))
                                .add("webhook-signature", Signature.of(signedBy, ID, time, BODY)));
    }

    private List<String> verdicts(JsonArrayBuilder messages) throws IOException, InterruptedException {
        var node = Driver.ensureDriverInstalled(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"), false)
                .driverDir()
                .resolve("node");
        var asked = Files.writeString(
                folder.resolve("messages.json"), messages.build().toString());
        var process = new ProcessBuilder(
                        node.toString(), SCRIPT.toAbsolutePath().toString())
                .redirectInput(asked.toFile())
                .redirectErrorStream(true)
                .start();
        var answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return DockClient.parse(answer).asJsonArray().getValuesAs(JsonString.class).stream()
                .map(JsonString::getString)
                .toList();
    }
}
