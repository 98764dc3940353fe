package io.snapdock.assets;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.support.DockClient;
import io.snapdock.support.DockClient.Answer;
import io.snapdock.support.ServerIT;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The element as pages of host applications get it: small, whole, and kept for ever. */
@Tag("http")
class AssetsIT extends ServerIT {
    /** With one language. */
    private static final int MOST_BYTES = 60 * 1024;

    private final DockClient client = new DockClient(BASE);

    @Test
    void itIsSmallOverTheWire() {
        int bytes = 0;
        for (var path : List.of("snap-dock.js", folder() + "snap-dock.js", folder() + "i18n/en.json")) {
            var part = get(path);
            assertThat(part.header("Content-Encoding")).isEqualTo("gzip");
            bytes += part.body().length;
        }
        assertThat(bytes).isLessThan(MOST_BYTES);
    }

    @Test
    void itsAddressIsAskedForEachTimeAndItsContentNever() {
        var entry = get("snap-dock.js");
        assertThat(entry.header("Cache-Control")).isEqualTo("no-cache");
        client.call("GET", "snap-dock.js")
                .header("If-None-Match", entry.header("ETag"))
                .send()
                .expect(304);
        var bundle = get(folder() + "snap-dock.js");
        assertThat(bundle.header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
        assertThat(bundle.header("Content-Type")).startsWith("text/javascript");
        assertThat(bundle.header("Access-Control-Allow-Origin")).isEqualTo("*");
        var plain = client.call("GET", folder() + "snap-dock.js").send().expect(200);
        assertThat(plain.header("Content-Encoding")).isEmpty();
        assertThat(plain.text()).doesNotContain("@param").contains("customElements.define('snap-dock'");
    }

    @Test
    void anotherVersionIsNotThere() {
        client.call("GET", "assets/0123456789abcdef/snap-dock.js").send().expect(404);
        client.call("GET", "assets/").send().expect(404);
        client.call("GET", folder() + "i18n/tlh.json").send().expect(404);
    }

    private Answer get(String path) {
        return client.call("GET", path).header("Accept-Encoding", "gzip").send().expect(200);
    }

    /** With a slash at its end. */
    private String folder() {
        var entry = client.call("GET", "snap-dock.js").send().expect(200).text();
        var found = Pattern.compile("assets/[0-9a-f]{16}/").matcher(entry);
        assertThat(found.find()).isTrue();
        return found.group();
    }
}
