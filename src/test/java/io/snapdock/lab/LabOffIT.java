package io.snapdock.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.support.DockClient;
import io.snapdock.support.ServerIT;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server with default settings has no lab, and does not tell that there could be one. */
class LabOffIT extends ServerIT {
    private final DockClient client = new DockClient(BASE);

    @Test
    void itsPageIsAsUnknownAsAnyOther() {
        var unknown = client.call("GET", "no-such-page").send().expect(404);
        for (var address : List.of("lab", "lab.html")) {
            assertThat(client.call("GET", address).send().expect(404).text()).isEqualTo(unknown.text());
        }
        client.call("GET", "WEB-INF/lab.html").send().expect(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sources", "jobs", "samples/comment", "drop", "checks/0123456789abcdef0123456789abcdef"})
    void itsCallsAreUnknown(String call) {
        client.call("POST", "api/lab/" + call).send().expectProblem(404, "not-found");
    }

    @Test
    void itsTopicsAreNotOpen() {
        client.call("GET", "api/lab").send().expectProblem(404, "not-found");
        client.call("POST", "api/topics/lab.main/events")
                .body("text/plain", new byte[0])
                .send()
                .expectProblem(403, "publish-forbidden");
    }
}
