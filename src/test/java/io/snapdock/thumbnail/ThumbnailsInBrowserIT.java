package io.snapdock.thumbnail;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.snapdock.support.Browser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A thumbnail looks like the picture as a browser shows it, whatever the picture's format, colours, profile, turn and animation. */
@EnabledIfSystemProperty(
        named = "snapdock.server",
        matches = "wildfly",
        disabledReason = "needs a browser and no server: once is enough")
class ThumbnailsInBrowserIT {

    private static final double MOST_DIFFERENCE = 6;

    /** What only a browser can show right; docs/architecture.md has the list. */
    private static final Pattern LEFT = Pattern.compile(
            "PNG .*gAMA tiny|PNG cICP \\[(5, 5|6, 6|9, 16|9, 18|10, 8|11, 17|12, 16|22, 13|1, 13, 1), .*"
                    + "|PNG animated, still picture apart|WEBP raw alpha, cut off|WEBP lossy, small"
                    + "|WEBP lossless, alpha without its flag");

    private static final String ADDRESS = "http://pictures.test/";

    private static final int AT_ONCE = 12;

    private static final String DIFFERENCES =
            "(pairs) => Promise.all(pairs.map(([original, thumbnail]) => difference(original, thumbnail)))";

    private static Browser browser;
    private static Page page;

    @TempDir
    Path folder;

    @BeforeAll
    static void open() {
        browser = new Browser();
        page = browser.desktop().newPage();
        page.context().route(ADDRESS + "**", ThumbnailsInBrowserIT::serve);
        page.navigate(ADDRESS);
        page.evaluate("""
            () => {
              const decoded = async (source) => {
                const image = new Image();
                image.src = source;
                await image.decode();
                return image;
              };
              const pixels = (image, width, height) => {
                const canvas = Object.assign(document.createElement('canvas'), { width, height });
                const context = canvas.getContext('2d', { willReadFrequently: true });
                context.fillStyle = '#fff';
                context.fillRect(0, 0, width, height);
                context.imageSmoothingQuality = 'high';
                context.drawImage(image, 0, 0, width, height);
                return context.getImageData(0, 0, width, height).data;
              };
              window.difference = async (original, thumbnail) => {
                let shown = null;
                try { shown = await decoded(original); } catch { return -1; }
                const small = await decoded(thumbnail);
                const long = Math.max(shown.naturalWidth, shown.naturalHeight);
                const scale = Math.min(1, 480 / long);
                const width = Math.max(1, Math.round(shown.naturalWidth * scale));
                const height = Math.max(1, Math.round(shown.naturalHeight * scale));
                if (Math.abs(small.naturalWidth - width) > 1 || Math.abs(small.naturalHeight - height) > 1) {
                  // Another shape: as different as can be.
                  return 255;
                }
                const a = pixels(shown, width, height);
                const b = pixels(small, width, height);
                let sum = 0;
                for (let i = 0; i < a.length; i++) { sum += Math.abs(a[i] - b[i]); }
                return sum / (a.length * 3 / 4);
              };
              window.preview = async (original) => {
                const { scaledPicture } = await import('/js/picture-scaler.js');
                const photo = await (await fetch(original)).blob();
                const made = await scaledPicture(photo, { longSide: 480, type: 'image/jpeg', quality: 0.9 });
                const url = URL.createObjectURL(made.blob);
                try { return await difference(original, url); } finally { URL.revokeObjectURL(url); }
              };
              window.webp = async ([png, quality]) => {
                const image = await decoded(png);
                const canvas = Object.assign(document.createElement('canvas'), { width: image.naturalWidth, height: image.naturalHeight });
                canvas.getContext('2d').drawImage(image, 0, 0);
                return canvas.toDataURL('image/webp', quality);
              };
            }""");
    }

    @AfterAll
    static void close() {
        browser.close();
    }

    /** The server's part makes thumbnails on a thread of its own while the browser compares those before. */
    @Test
    void thumbnails_look_like_the_picture_in_a_browser() throws Exception {
        List<Sample> corpus = corpus();
        List<String> wrong = new ArrayList<>();
        List<String> left = new ArrayList<>();
        ExecutorService making = Executors.newSingleThreadExecutor();
        try {
            List<Future<Optional<byte[]>>> thumbnails = corpus.stream()
                    .map(sample -> making.submit(() -> thumbnail(sample)))
                    .toList();
            for (int from = 0; from < corpus.size(); from += AT_ONCE) {
                List<Sample> made = new ArrayList<>();
                List<List<String>> pairs = new ArrayList<>();
                for (int i = from; i < Math.min(from + AT_ONCE, corpus.size()); i++) {
                    Sample sample = corpus.get(i);
                    Optional<byte[]> thumbnail = thumbnails.get(i).get();
                    if (thumbnail.isPresent()) {
                        made.add(sample);
                        pairs.add(List.of(
                                url(sample.type().mediaType(), sample.bytes()), url("image/jpeg", thumbnail.get())));
                    } else {
                        left.add(sample.toString());
                    }
                }
                List<?> differences = (List<?>) page.evaluate(DIFFERENCES, pairs);
                for (int i = 0; i < made.size(); i++) {
                    double difference = ((Number) differences.get(i)).doubleValue();
                    if (difference > MOST_DIFFERENCE) {
                        wrong.add("%s: %.1f".formatted(made.get(i), difference));
                    }
                }
            }
        } finally {
            making.shutdownNow();
        }

        assertThat(wrong).isEmpty();
        assertThat(left).as("left to the phone's preview").allMatch(LEFT.asMatchPredicate());
    }

    /** None if the server leaves the picture to the phone's preview. */
    private Optional<byte[]> thumbnail(Sample sample) throws IOException {
        Path original = Files.write(folder.resolve("original"), sample.bytes());
        Path thumbnail = folder.resolve("thumbnail");
        try {
            new ThumbnailMaker(type -> Optional.empty()).make(original, sample.type(), thumbnail);
            return Optional.of(Files.readAllBytes(thumbnail));
        } catch (UndecodablePictureException e) {
            return Optional.empty();
        }
    }

    /** The pages' own code, served from where it lies. */
    private static void serve(Route route) {
        String path = URI.create(route.request().url()).getPath();
        if (path.equals("/")) {
            route.fulfill(new Route.FulfillOptions()
                    .setContentType("text/html")
                    .setBody("<!doctype html><title>Pictures</title><link rel=icon href=data:,>"));
        } else {
            route.fulfill(new Route.FulfillOptions()
                    .setContentType("text/javascript")
                    .setPath(Path.of("src/main/webapp" + path)));
        }
    }

    /** What a phone sends before its photo; the viewer shows the original itself. */
    @Test
    void previews_look_like_the_picture_in_a_browser() {
        Set<String> kinds = Set.of(
                "eXIf 6",
                "Exif 6",
                "EXIF 6",
                "INVERTED_YCCK Adobe 2",
                "profile swapped",
                "raw alpha, filter 1, 0",
                "small first frame, disposal 2",
                "animation, small first frame, flags 0",
                "lossy, profile swapped");
        List<Sample> samples = corpus().stream()
                .filter(sample -> kinds.contains(sample.name()))
                .toList();
        assertThat(samples).hasSameSizeAs(kinds);

        for (Sample sample : samples) {
            Number difference =
                    (Number) page.evaluate("preview", url(sample.type().mediaType(), sample.bytes()));
            assertThat(difference.doubleValue()).as(sample.toString()).isBetween(0.0, MOST_DIFFERENCE);
        }
    }

    private static List<Sample> corpus() {
        List<Sample> corpus = new ArrayList<>();
        corpus.addAll(PngSamples.all());
        corpus.addAll(JpegSamples.all());
        corpus.addAll(GifSamples.all());
        corpus.addAll(WebpSamples.all(ThumbnailsInBrowserIT::webp));
        return corpus;
    }

    private static byte[] webp(Card card, boolean lossless) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(card.image(), "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String url = (String) page.evaluate("webp", List.of(url("image/png", png.toByteArray()), lossless ? 1 : 0.9));
        return Base64.getDecoder().decode(url.substring(url.indexOf(',') + 1));
    }

    private static String url(String type, byte[] bytes) {
        return "data:" + type + ";base64," + Base64.getEncoder().encodeToString(bytes);
    }
}
