package io.snapdock.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.support.DockClient;
import io.snapdock.support.ServerIT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The server has its own description. */
@Tag("http")
class OpenApiIT extends ServerIT {
    private final DockClient client = new DockClient(BASE);

    @Test
    void theDescriptionIsServedAsItIsAndMayBeKept() throws IOException {
        var answer = client.call("GET", "api/openapi.yaml").send().expect(200);
        assertThat(answer.header("Content-Type")).startsWith("application/yaml");
        assertThat(answer.header("Cache-Control")).isEqualTo("max-age=3600");
        assertThat(answer.text()).isEqualTo(Files.readString(Path.of("docs/openapi.yaml")));
        var unchanged = client.call("GET", "api/openapi.yaml")
                .header("If-None-Match", answer.header("ETag"))
                .send()
                .expect(304);
        assertThat(unchanged.header("ETag")).isEqualTo(answer.header("ETag"));
    }
}
