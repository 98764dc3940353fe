package io.snapdock.photo.darkroom;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.support.DockClient;
import io.snapdock.support.DockClient.OpenDock;
import io.snapdock.support.Pictures;
import io.snapdock.support.ServerIT;
import jakarta.json.JsonValue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Pictures that are small files and take long to decode: they keep their own dock waiting, and nobody else. */
@Tag("http")
class LargePicturesIT extends ServerIT {
    private static final int PICTURES = 10;
    private static final int SIDE_PIXELS = 10_000;

    /** The signature and IHDR. */
    private static final int PNG_HEAD_BYTES = 33;

    @Test
    void delayNoOtherDocksThumbnail() {
        var picture = Pictures.slowPng(SIDE_PIXELS, SIDE_PIXELS);
        var client = new DockClient(BASE);
        // Comments stay, so each is another photo.
        var slow = client.open("{\"metadata\": \"keep\"}");
        var other = client.open();
        try (var stream = other.events(other.ownerKey())) {
            stream.next("snapshot");
            for (int i = 0; i < PICTURES; i++) {
                slow.owner("POST", "/photos")
                        .body("image/png", withComment(picture, "number " + i))
                        .send()
                        .expect(201);
            }
            other.photo(Pictures.jpeg(800, 600), "");
            stream.next("thumbnail-ready");
            assertThat(thumbnails(slow)).as("made before, of ten").isLessThan(PICTURES - 1);
        } finally {
            // What waits is dropped.
            slow.owner("DELETE", "").send().expect(204);
        }
    }

    private static byte[] withComment(byte[] png, String comment) {
        var chunk = Pictures.pngChunk("tEXt", ("Comment\0" + comment).getBytes(StandardCharsets.ISO_8859_1));
        return ByteBuffer.allocate(png.length + chunk.length)
                .put(png, 0, PNG_HEAD_BYTES)
                .put(chunk)
                .put(png, PNG_HEAD_BYTES, png.length - PNG_HEAD_BYTES)
                .array();
    }

    private static long thumbnails(OpenDock dock) {
        return dock.owner("GET", "").send().expect(200).json().getJsonArray("photos").stream()
                .map(JsonValue::asJsonObject)
                .filter(photo -> photo.getBoolean("thumbnail"))
                .count();
    }
}
