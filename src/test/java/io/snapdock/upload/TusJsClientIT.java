package io.snapdock.upload;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.snapdock.support.Browser;
import io.snapdock.support.DockClient;
import io.snapdock.support.DockClient.OpenDock;
import io.snapdock.support.Pictures;
import io.snapdock.support.ServerIT;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The tus project's own client for browsers, in a browser. Its script lies among the tests' resources as the npm registry has it, so that the tests
 * need no npm.
 */
class TusJsClientIT extends ServerIT {
    /** Sends a picture and resolves with what became of it; {@code given} adds to or replaces the client's options. */
    private static final String SEND = """
            async ({ bytes, key, metadata, given }) => {
              const picture = Uint8Array.from(atob(bytes), (char) => char.charCodeAt(0));
              const source = given.uploadLengthDeferred ? new Blob([picture]).stream().getReader() : new Blob([picture]);
              const offsets = [];
              return new Promise((resolve) => {
                const upload = new tus.Upload(source, {
                  endpoint: 'api/uploads',
                  headers: { Authorization: `Bearer ${key}` },
                  metadata,
                  chunkSize: 262144,
                  retryDelays: [0, 200, 1000],
                  storeFingerprintForResuming: false,
                  onProgress: (sent) => {
                    if (given.abortAt && sent >= given.abortAt) {
                      const terminate = given.terminate === true;
                      given.abortAt = 0;
                      void upload.abort(terminate).then(() => resolve({ url: upload.url, aborted: true }));
                    }
                  },
                  onChunkComplete: (size, accepted) => offsets.push(accepted),
                  onError: (error) => resolve({ error: String(error), status: error.originalResponse?.getStatus() ?? 0 }),
                  onSuccess: () => resolve({ url: upload.url, offsets }),
                  ...given,
                });
                upload.start();
              });
            }
            """;

    private static Browser browser;
    private static Page page;
    private OpenDock dock;

    @BeforeAll
    static void openBrowser() throws IOException {
        browser = new Browser();
        // The page's own policy would not let a foreign script in.
        var context = browser.context(new com.microsoft.playwright.Browser.NewContextOptions().setBypassCSP(true));
        page = Browser.open(context, BASE + "p").page();
        try (InputStream script = TusJsClientIT.class.getResourceAsStream("/tus-js-client/tus-4.3.1.min.js")) {
            page.addScriptTag(new Page.AddScriptTagOptions()
                    .setContent(new String(script.readAllBytes(), StandardCharsets.UTF_8)));
        }
    }

    @AfterAll
    static void closeBrowser() {
        browser.close();
    }

    @BeforeEach
    void open() {
        dock = new DockClient(BASE).open();
    }

    @Test
    void uploadsInChunksUnderAnyName() {
        var picture = Pictures.jpegOfSize(1_000_000);
        var done = send(picture, "现场 фото 😀.jpg", Map.of());
        assertThat(done).containsKey("url").doesNotContainKey("error");
        assertThat(dock.snapshot().getJsonArray("photos").getJsonObject(0).getString("name"))
                .isEqualTo("现场 фото 😀.jpg");
        assertThat(onlyPhoto()).isEqualTo(picture);
    }

    @Test
    void goesOnAfterAnAbort() {
        var picture = Pictures.jpegOfSize(1_200_000);
        var aborted = send(picture, "a.jpg", Map.of("abortAt", 400_000));
        assertThat(aborted).containsEntry("aborted", true);
        assertThat(dock.photoIds()).isEmpty();
        var done = send(picture, "a.jpg", Map.of("uploadUrl", aborted.get("url")));
        assertThat(done).containsKey("url").doesNotContainKey("error");
        assertThat(onlyPhoto()).isEqualTo(picture);
    }

    @Test
    void saysTheLengthLater() {
        var picture = Pictures.jpegOfSize(600_000);
        assertThat(send(picture, "b.jpg", Map.of("uploadLengthDeferred", true))).doesNotContainKey("error");
        assertThat(onlyPhoto()).isEqualTo(picture);
    }

    @Test
    void terminates() {
        var ended = send(Pictures.jpegOfSize(900_000), "c.jpg", Map.of("abortAt", 300_000, "terminate", true));
        assertThat(ended).containsEntry("aborted", true);
        assertThat(dock.snapshot().getJsonArray("uploads")).isEmpty();
        assertThat(dock.photoIds()).isEmpty();
    }

    @Test
    void isToldWhatIsNoPicture() {
        var refused = send("no picture, just words. ".repeat(100).getBytes(StandardCharsets.UTF_8), "d.jpg", Map.of());
        assertThat(refused).containsEntry("status", 415);
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> send(byte[] picture, String name, Map<String, Object> given) {
        return (Map<String, Object>) page.evaluate(
                SEND,
                Map.of(
                        "bytes",
                        Base64.getEncoder().encodeToString(picture),
                        "key",
                        dock.ownerKey(),
                        "metadata",
                        Map.of("filename", name, "filetype", "image/jpeg", "dock", dock.id()),
                        "given",
                        given));
    }

    private byte[] onlyPhoto() {
        assertThat(dock.photoIds()).hasSize(1);
        return dock.owner("GET", "/photos/" + dock.photoIds().get(0))
                .send()
                .expect(200)
                .body();
    }
}
