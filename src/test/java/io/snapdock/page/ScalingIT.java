package io.snapdock.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.snapdock.support.Pictures;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages' own small pictures: previews, and photos made smaller before they are sent. */
@Tag("page")
class ScalingIT extends PageBase {
    private static final List<String> UPRIGHT = List.of("ff0000", "00ff00", "0000ff", "ffff00");

    /** Makes a small picture in the page; answers with what it is, or null when the photo stayed as it was. */
    private static final String MAKE = """
            async ({ data, type, how, wish, metadata }) => {
              if (how === 'here') {
                delete window.OffscreenCanvas;
              }
              const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
              const blob = new Blob([bytes], { type });
              const { shrunk } = await import('./js/shrink.js');
              const { makePreview } = await import('./js/preview.js');
              const { exifSegment } = await import('./js/exif.js');
              const made = how === 'shrunk' ? await shrunk({ blob, name: 'photo.heic' }, wish, metadata) : { blob: await makePreview(blob) };
              if (!made.blob || made.blob === blob) {
                return null;
              }
              const plain = await createImageBitmap(made.blob, { imageOrientation: 'none' });
              const canvas = document.createElement('canvas');
              canvas.width = canvas.height = 4;
              const context = canvas.getContext('2d', { willReadFrequently: true });
              context.imageSmoothingEnabled = false;
              context.drawImage(plain, 0, 0, 4, 4);
              const bright = (x, y) => [...context.getImageData(x, y, 1, 1).data.slice(0, 3)].map((part) => (part > 127 ? 'ff' : '00')).join('');
              const exif = exifSegment(await made.blob.arrayBuffer());
              return {
                type: made.blob.type, bytes: made.blob.size, name: made.name ?? '', width: plain.width, height: plain.height,
                exif: exif ? [...exif].map((byte) => byte.toString(16).padStart(2, '0')).join('') : '',
                quadrants: [bright(0, 0), bright(3, 0), bright(0, 3), bright(3, 3)],
              };
            }
            """;

    private Page page;

    @BeforeEach
    void openPage() {
        page = open(browser().phone(), DESKTOP + "p");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void previewsAreUpright(int orientation) {
        var preview = make("worker", "image/heic", Pictures.jpeg(1200, 800, orientation), 0, "keep");
        assertThat(preview).containsEntry("type", "image/jpeg").containsEntry("quadrants", UPRIGHT);
        assertThat((Integer) preview.get("bytes")).isBetween(1, 64 * 1024);
        assertThat(List.of(preview.get("width"), preview.get("height")))
                .isEqualTo(orientation < 5 ? List.of(480, 320) : List.of(320, 480));
    }

    @Test
    void previewsAreMadeWithoutAWorkerToo() {
        var preview = make("here", "image/heic", Pictures.jpeg(1200, 800, 6), 0, "keep");
        assertThat(preview).containsEntry("quadrants", UPRIGHT).containsEntry("width", 320);
    }

    @Test
    void whatIsNoPictureHasNoPreview() {
        assertThat(make("worker", "image/jpeg", new byte[100_000], 0, "keep")).isNull();
    }

    @Test
    void smallerPhotosKeepTheirExifButTheOrientation() {
        var photo = make("shrunk", "image/jpeg", Pictures.jpeg(1200, 800, 6), 600, "strip-location");
        assertThat(photo)
                .containsEntry("quadrants", UPRIGHT)
                .containsEntry("width", 400)
                .containsEntry("height", 600)
                .containsEntry("name", "photo.heic");
        // tag 0x0112, a short, one of it, 1: in either byte order
        assertThat((String) photo.get("exif")).containsPattern("0112000300000001" + "0001|120103000100000001" + "00");
    }

    @Test
    void withoutMetadataTheyHaveNone() {
        assertThat(make("shrunk", "image/jpeg", Pictures.jpeg(1200, 800, 6), 600, "strip-all"))
                .containsEntry("exif", "")
                .containsEntry("quadrants", UPRIGHT);
    }

    @Test
    void pngStaysPng() {
        assertThat(make("shrunk", "image/png", Pictures.png(1200, 800), 600, "keep"))
                .containsEntry("type", "image/png")
                .containsEntry("width", 600);
    }

    @Test
    void aPictureOfAnotherKindBecomesJpeg() {
        var photo = make("shrunk", "", Pictures.avif(), 32, "keep");
        if (photo != null) {
            assertThat(photo).containsEntry("type", "image/jpeg").containsEntry("name", "photo.jpg");
        }
    }

    @Test
    void nothingGrowsAndNothingStopsMoving() {
        assertThat(make("shrunk", "image/jpeg", Pictures.jpeg(400, 300), 600, "keep"))
                .isNull();
        assertThat(make("shrunk", "image/gif", Pictures.gif(1200, 800), 600, "keep"))
                .isNull();
        assertThat(make("shrunk", "image/webp", Pictures.animatedWebp(), 32, "keep"))
                .isNull();
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> make(String how, String type, byte[] picture, int longSide, String metadata) {
        return (Map<String, Object>) page.evaluate(
                MAKE,
                Map.of(
                        "data", Base64.getEncoder().encodeToString(picture),
                        "type", type,
                        "how", how,
                        "wish", Map.of("longSide", longSide, "quality", 80),
                        "metadata", metadata));
    }
}
