package io.snapdock.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The snippet of docs/topics.md in pages that know nothing of Snapdock. */
@Tag("page")
class AnyPageIT extends PageBase {
    private static final String SNIPPET = """
            <script type="module" src="%selements/push-progress/push-progress.js"></script>
            <p id="own">Own words</p>
            <push-progress topic="export"></push-progress>
            """;

    static Stream<String> addresses() {
        return Stream.of(HostPage.origin() + "/claims/2026/4711", HostPage.ANOTHER_SITE + "/claims/4711");
    }

    @ParameterizedTest
    @MethodSource("addresses")
    void progressIsShownWhereverThePageLies(String address) {
        // a language that is not there is asked for by every page of such a browser
        provokeNetworkFaults();
        var context = browser().desktop("fr-FR", ColorScheme.LIGHT);
        var asked = new ArrayList<String>();
        context.onRequest(request -> asked.add(request.url()));
        var answered = new ArrayList<String>();
        context.onResponse(response -> answered.add(response.url()));
        var topic = "export-" + System.nanoTime();
        HostPage.at(address, SNIPPET.formatted(DESKTOP).replace("export", topic))
                .with(
                        "Content-Security-Policy",
                        "default-src 'none'; script-src %1$s; connect-src %1$s".formatted(HostPage.origin()))
                .in(context);
        var page = open(context, address);
        var progress = page.locator("push-progress");
        assertThat(progress.locator(".push-progress-words")).hasText("Waiting for the job to begin");
        // not when it asks: what is published before the server has it among the readers is not kept for it
        page.waitForCondition(() -> answered.stream().anyMatch(url -> url.contains("/topics/" + topic)));
        publish(topic, "{\"currentTask\":\"Packing\",\"progressPercentage\":40,\"noOftasks\":10,\"completed\":false}");
        assertThat(progress.locator(".push-progress-words")).hasText("Step 4 of 10: Packing");
        // its looks came along, and the page keeps its own
        assertThat(progress.locator("progress")).hasCSS("height", "8px");
        assertThat(page.locator("#own")).hasCSS("margin-top", "16px");
        publish(topic, "{\"currentTask\":\"Packed\",\"progressPercentage\":100,\"noOftasks\":10,\"completed\":true}");
        assertThat(progress).hasAttribute("data-state", "done");
        assertThat(asked)
                .filteredOn(url -> !url.equals(address))
                .allSatisfy(url -> assertThat(url).startsWith(DESKTOP));
    }

    private static void publish(String topic, String data) {
        Wire.call("POST", BASE.resolve("api/topics/" + topic + "/events?event=progress"), "publish-key-of-tests", data);
    }
}
