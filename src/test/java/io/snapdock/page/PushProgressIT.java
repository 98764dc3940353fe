package io.snapdock.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The element {@code <push-progress>} in a page that shows nothing else. What a server says to it is made up here. */
@Tag("page")
class PushProgressIT extends PageBase {
    private static final String PLACE = """
            async (attributes) => {
              await import(new URL('elements/push-progress/push-progress.js', document.baseURI));
              window.told = [];
              window.fired = [];
              const node = document.createElement('push-progress');
              Object.entries(attributes).forEach(([name, value]) => node.setAttribute(name, value));
              ['push-progress-completed', 'push-progress-failed'].forEach((type) =>
                document.addEventListener(type, ({ detail }) => window.fired.push([type, detail])));
              new MutationObserver((records) => window.told.push(...records
                .filter(({ target }) => target.matches('[role=status]'))
                .flatMap(({ addedNodes }) => [...addedNodes].map(({ textContent }) => textContent))))
                .observe(node.shadowRoot, { subtree: true, childList: true });
              document.body.replaceChildren(node);
            }
            """;

    private final Deque<Route.FulfillOptions> answers = new ArrayDeque<>();
    private final List<Map<String, String>> requests = new ArrayList<>();

    @Test
    void aJobIsShownFromItsBeginningToItsEnd() {
        streams(
                data(10, 1, false),
                data(20, 2, false),
                data(30, 3, false),
                "event: other\ndata: nothing to it\n\n",
                data(100, 10, true));
        var progress = place(Map.of("topic", "job.1"));
        assertThat(progress).hasAttribute("data-state", "done");
        assertThat(progress.locator(".push-progress-words")).hasText("Done");
        assertThat(progress.locator("progress")).hasAttribute("value", "100");
        assertThat(progress.locator("progress")).hasAttribute("aria-valuetext", "Done, 100 %");
        var page = progress.page();
        assertThat(page.evaluate("() => window.fired"))
                .isEqualTo(List.of(
                        List.of("push-progress-completed", Map.of("topic", "job.1", "currentTask", "Task 10"))));
        // the beginning, the quarter that was passed, the end: not each step
        assertThat(page.evaluate("() => window.told"))
                .isEqualTo(List.of("Step 1 of 10: Task 1, 10 %", "Step 3 of 10: Task 3, 30 %", "Done"));
        assertThat(requests).hasSize(1);
    }

    @Test
    void aCutStreamGoesOnAndNonsenseIsPassedOver() {
        provokeNetworkFaults();
        streams(
                "event: progress\ndata: {not json\n\n",
                "event: progress\ndata: null\n\n",
                "event: progress\ndata: {\"currentTask\":7,\"progressPercentage\":\"<b>\",\"completed\":\"true\"}\n\n",
                "event: progress\ndata: {\"currentTask\":\"<img src=x onerror=alert(1)>\",\"progressPercentage\":4e9,\"noOftasks\":-3}\n\n");
        var progress = place(Map.of("topic", "job.2"));
        assertThat(progress).hasAttribute("data-state", "reconnecting");
        assertThat(progress.locator("progress")).hasAttribute("value", "100");
        assertThat(progress.locator("img")).hasCount(0);
        streams(data(40, 4, false), data(100, 10, true));
        assertThat(progress).hasAttribute("data-state", "done");
    }

    @Test
    void aRefusalIsFinal() {
        provokeNetworkFaults();
        answers.add(new Route.FulfillOptions().setStatus(403).setBody("{}"));
        var progress = place(Map.of("topic", "not.for.you"));
        assertThat(progress).hasAttribute("data-state", "failed");
        assertThat(progress.locator(".push-progress-words")).hasText("The progress cannot be shown here.");
        assertThat((List<?>) progress.page().evaluate("() => window.fired")).hasSize(1);
    }

    @Test
    void replayAsksForAllThatIsHeld() {
        streams(data(100, 10, true));
        assertThat(place(Map.of("topic", "job.3", "replay", ""))).hasAttribute("data-state", "done");
        assertThat(requests.get(0)).containsEntry("last-event-id", "earliest");
    }

    private Locator place(Map<String, String> attributes) {
        var page = open(browser().desktop(), DESKTOP);
        assertThat(page.locator("html")).hasAttribute("data-stream", "live");
        page.route("**/api/topics/**", this::answer);
        page.evaluate(PLACE, attributes);
        return page.locator("push-progress");
    }

    private void answer(Route route) {
        requests.add(route.request().headers());
        var next = answers.poll();
        if (next == null) {
            route.fulfill(new Route.FulfillOptions().setStatus(502));
        } else {
            route.fulfill(next);
        }
    }

    private void streams(String... blocks) {
        answers.add(
                new Route.FulfillOptions().setContentType("text/event-stream").setBody(String.join("", blocks)));
    }

    private static String data(int percent, int number, boolean completed) {
        return """
                event: progress
                id: e-%d
                data: {"currentTask":"Task %d","progressPercentage":%d,"noOftasks":10,"completed":%b}

                """.formatted(number, number, percent, completed);
    }
}
