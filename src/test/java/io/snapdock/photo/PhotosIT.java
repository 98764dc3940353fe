package io.snapdock.photo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.snapdock.support.Condition;
import io.snapdock.support.DockClient;
import io.snapdock.support.DockClient.Answer;
import io.snapdock.support.DockClient.OpenDock;
import io.snapdock.support.Pictures;
import io.snapdock.support.ServerIT;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Photos over HTTP: in by one request, out as original, range, thumbnail and zip. */
@Tag("http")
class PhotosIT extends ServerIT {
    private static final byte[] PICTURE = Pictures.jpeg(640, 480);

    private final DockClient client = new DockClient(BASE);

    @Test
    void takesAPhotoOfTheOwner() throws Exception {
        var dock = client.open();
        var answer = dock.send(dock.ownerKey(), PICTURE, "?name=IMG_1.jpg&clientId=a-1&waiting=2")
                .expect(201);
        var photo = answer.json();

        assertThat(photo.keySet())
                .containsExactlyInAnyOrder(
                        "id",
                        "name",
                        "type",
                        "bytes",
                        "width",
                        "height",
                        "sha256",
                        "receivedAt",
                        "clientId",
                        "thumbnail",
                        "preview",
                        "place",
                        "url");
        assertThat(photo.getString("name")).isEqualTo("IMG_1.jpg");
        assertThat(photo.getString("type")).isEqualTo("image/jpeg");
        assertThat(photo.getInt("bytes")).isEqualTo(PICTURE.length);
        assertThat(photo.getInt("width")).isEqualTo(640);
        assertThat(photo.getInt("height")).isEqualTo(480);
        assertThat(photo.getString("clientId")).isEqualTo("a-1");
        assertThat(photo.getString("sha256")).isEqualTo(sha256(PICTURE));
        assertThat(Instant.parse(photo.getString("receivedAt")))
                .isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
        assertThat(BASE.resolve(answer.header("Location")).getPath())
                .isEqualTo(BASE.getPath() + dock.path("/photos/" + photo.getString("id")));
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(dock.photoIds()).containsExactly(photo.getString("id"));
    }

    @Test
    void showsAPhoneOnlyItsOwnPhotos() {
        var dock = client.open();
        var ana = dock.join("Ana");
        var ben = dock.join("Ben");
        var anas = dock.send(ana.key(), Pictures.jpeg(64, 48), "").expect(201).json();
        var owners = dock.photo(Pictures.png(64, 48), "");
        var path = "/photos/" + anas.getString("id");

        assertThat(anas.getString("phoneId")).isEqualTo(ana.id());
        dock.call("GET", path).key(ana.key()).send().expect(200);
        dock.call("GET", path).key(dock.ownerKey()).send().expect(200);
        for (String method : List.of("GET", "DELETE")) {
            dock.call(method, path).key(ben.key()).send().expectProblem(404, "photo-unknown");
            dock.call(method, "/photos/" + owners.getString("id"))
                    .key(ana.key())
                    .send()
                    .expectProblem(404, "photo-unknown");
        }
        dock.call("GET", path + "/thumbnail").key(ben.key()).send().expectProblem(404, "photo-unknown");
        for (String below : List.of("", "/qr.svg", "/photos.zip")) {
            dock.call("GET", below).key(ana.key()).send().expectProblem(404, "dock-unavailable");
        }
        dock.call("PUT", "/photos/order").key(ana.key()).json("[]").send().expectProblem(404, "dock-unavailable");
        dock.call("DELETE", path).key(ana.key()).send().expect(204);
        assertThat(dock.photoIds()).containsExactly(owners.getString("id"));
    }

    static Stream<Arguments> types() {
        return Stream.of(
                Arguments.of("image/jpeg", "jpg", Pictures.jpeg(64, 48), 64, 48),
                Arguments.of("image/png", "png", Pictures.png(64, 48), 64, 48),
                Arguments.of("image/gif", "gif", Pictures.gif(64, 48), 64, 48),
                Arguments.of("image/webp", "webp", Pictures.lossyWebp(), 64, 48),
                Arguments.of("image/webp", "webp", Pictures.losslessWebp(), 64, 48),
                Arguments.of("image/webp", "webp", Pictures.animatedWebp(), 64, 48),
                Arguments.of("image/heic", "heic", Pictures.heic(), 64, 64),
                Arguments.of("image/avif", "avif", Pictures.avif(), 64, 48));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("types")
    void goesByTheBytesWhateverTheSenderSays(String type, String extension, byte[] picture, int width, int height) {
        for (String said : List.of(type, "application/octet-stream", "image/x-unheard-of; a=b")) {
            var dock = client.open();
            var photo = dock.call("POST", "/photos?name=holiday")
                    .key(dock.ownerKey())
                    .body(said, picture)
                    .send()
                    .expect(201)
                    .json();
            assertThat(photo.getString("type")).isEqualTo(type);
            assertThat(photo.getString("name")).isEqualTo("holiday." + extension);
            assertThat(photo.getInt("width")).isEqualTo(width);
            assertThat(photo.getInt("height")).isEqualTo(height);
            var original =
                    dock.owner("GET", "/photos/" + photo.getString("id")).send().expect(200);
            assertThat(original.body()).isEqualTo(picture);
            assertThat(original.header("Content-Type")).isEqualTo(type);
        }
    }

    @Test
    void givesBackTheOriginalByteForByte() {
        var dock = client.open();
        byte[] picture = Pictures.jpegOfSize(3_000_001);
        var photo = dock.photo(picture, "?name=big.jpg");
        var answer = original(dock, photo.getString("id"));

        assertThat(answer.expect(200).body()).isEqualTo(picture);
        assertThat(answer.header("Content-Length")).isEqualTo("3000001");
        assertThat(answer.header("Accept-Ranges")).isEqualTo("bytes");
        assertThat(answer.header("Cache-Control")).contains("private", "immutable");
        assertThat(answer.header("Vary")).containsIgnoringCase("Authorization").containsIgnoringCase("Cookie");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("ETag")).matches("\"[^\"]+\"");

        var head = dock.owner("HEAD", "/photos/" + photo.getString("id")).send().expect(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.header("Content-Length")).isEqualTo("3000001");
    }

    @Test
    void takesABodyWithoutALength() {
        var dock = client.open();
        byte[] picture = Pictures.jpegOfSize(500_000);
        var photo = dock.call("POST", "/photos")
                .key(dock.ownerKey())
                .bodyWithoutLength("image/jpeg", () -> new ByteArrayInputStream(picture))
                .send()
                .expect(201)
                .json();
        assertThat(photo.getInt("bytes")).isEqualTo(500_000);
        assertThat(original(dock, photo.getString("id")).body()).isEqualTo(picture);
    }

    static Stream<Arguments> ranges() {
        int last = PICTURE.length - 1;
        return Stream.of(
                Arguments.of("bytes=0-0", 0, 0),
                Arguments.of("bytes=0-99", 0, 99),
                Arguments.of("bytes=100-299", 100, 299),
                Arguments.of("bytes=100-", 100, last),
                Arguments.of("bytes=" + last + "-", last, last),
                Arguments.of("bytes=0-99999999999", 0, last),
                Arguments.of("bytes=-10", last - 9, last),
                Arguments.of("bytes=-99999999", 0, last));
    }

    @Test
    void knowsRangesForGetAlone() {
        var dock = client.open();
        String photo = dock.photo(PICTURE, "").getString("id");
        var head = dock.owner("HEAD", "/photos/" + photo)
                .header("Range", "bytes=0-9")
                .send()
                .expect(200);
        assertThat(head.header("Content-Length")).isEqualTo(Integer.toString(PICTURE.length));
        assertThat(head.header("Content-Range")).isEmpty();
    }

    @Test
    void refusesAPhotoThatIsNotTheOneThatWasMeant() {
        var dock = client.open();
        String photo = dock.photo(PICTURE, "").getString("id");
        String etag = original(dock, photo, "Range", "bytes=0-").header("ETag");
        original(dock, photo, "If-Match", "\"another\"").expectProblem(412, "precondition-failed");
        original(dock, photo, "If-Match", "W/" + etag).expectProblem(412, "precondition-failed");
        original(dock, photo, "If-Match", "\"another\", " + etag).expect(200);
        original(dock, photo, "If-Match", "*").expect(200);
    }

    @ParameterizedTest
    @MethodSource("ranges")
    void givesOneRange(String range, int first, int last) {
        var dock = client.open();
        var answer = original(dock, dock.photo(PICTURE, "").getString("id"), "Range", range);

        assertThat(answer.expect(206).body()).isEqualTo(Arrays.copyOfRange(PICTURE, first, last + 1));
        assertThat(answer.header("Content-Range")).isEqualTo("bytes " + first + "-" + last + "/" + PICTURE.length);
        assertThat(answer.header("Content-Length")).isEqualTo(Integer.toString(last - first + 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=50000000-", "bytes=50000000-50000001", "bytes=-0"})
    void refusesARangeBehindTheEnd(String range) {
        var dock = client.open();
        var answer = original(dock, dock.photo(PICTURE, "").getString("id"), "Range", range);

        answer.expectProblem(416, "range-unsatisfiable");
        assertThat(answer.header("Content-Range")).isEqualTo("bytes */" + PICTURE.length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=5-2", "bytes=-", "lines=0-1", "bytes=0-1,4-5", "bytes=a-b", "bytes", ""})
    void passesOverARangeThatIsNone(String range) {
        var dock = client.open();
        assertThat(original(dock, dock.photo(PICTURE, "").getString("id"), "Range", range)
                        .expect(200)
                        .body())
                .isEqualTo(PICTURE);
    }

    @Test
    void sendsARangeOnlyOfTheSamePicture() {
        var dock = client.open();
        var id = dock.photo(PICTURE, "").getString("id");
        var etag = original(dock, id).header("ETag");

        original(dock, id, "Range", "bytes=0-9", "If-Range", etag).expect(206);
        original(dock, id, "Range", "bytes=0-9", "If-Range", "\"other\"").expect(200);
        original(dock, id, "Range", "bytes=0-9", "If-Range", "W/" + etag).expect(200);
        original(dock, id, "Range", "bytes=0-9", "If-Range", "Wed, 21 Oct 2015 07:28:00 GMT")
                .expect(200);
    }

    @Test
    void saysThatNothingHasChanged() {
        var dock = client.open();
        var id = dock.photo(PICTURE, "").getString("id");
        var etag = original(dock, id).header("ETag");

        for (String tags : List.of(etag, "W/" + etag, "\"other\", " + etag, "*")) {
            var answer = original(dock, id, "If-None-Match", tags).expect(304);
            assertThat(answer.body()).isEmpty();
            assertThat(answer.header("ETag")).isEqualTo(etag);
            assertThat(answer.header("Cache-Control")).contains("immutable");
        }
        original(dock, id, "If-None-Match", "\"other\"").expect(200);
    }

    @ParameterizedTest
    @CsvSource({
        "Katze 🐈‍⬛.jpg, Katze%20%F0%9F%90%88%E2%80%8D%E2%AC%9B.jpg",
        "a\"b;c%41'.jpg, a%22b%3Bc%2541%27.jpg",
        "車.jpg, %E8%BB%8A.jpg"
    })
    void namesTheFileInEveryLanguage(String name, String encoded) {
        var dock = client.open();
        var photo = dock.photo(PICTURE, "?name=" + URLEncoder.encode(name, StandardCharsets.UTF_8));
        var shown = original(dock, photo.getString("id")).header("Content-Disposition");
        var saved = dock.owner("GET", "/photos/" + photo.getString("id") + "?download=true")
                .send()
                .expect(200)
                .header("Content-Disposition");

        assertThat(photo.getString("name")).isEqualTo(name);
        assertThat(shown).startsWith("inline; ").matches("[\\x20-\\x7E]+").endsWith("filename*=UTF-8''" + encoded);
        assertThat(saved).startsWith("attachment; ").endsWith("filename*=UTF-8''" + encoded);
        assertThat(shown).as("for old clients").containsPattern("filename=\"[A-Za-z0-9._ -]+\"");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 6, 8})
    void makesAnUprightThumbnail(int orientation) throws Exception {
        var dock = client.open();
        try (var stream = dock.events(dock.ownerKey())) {
            stream.next("snapshot");
            boolean turned = orientation >= 5;
            var photo = dock.photo(Pictures.jpeg(turned ? 750 : 1000, turned ? 1000 : 750, orientation), "");
            assertThat(stream.next("thumbnail-ready").json().getString("id")).isEqualTo(photo.getString("id"));
            var answer = thumbnail(dock, photo.getString("id")).expect(200);
            var image = ImageIO.read(new ByteArrayInputStream(answer.body()));

            assertThat(answer.header("Content-Type")).isEqualTo("image/jpeg");
            assertThat(answer.header("Cache-Control")).contains("private", "immutable");
            assertThat(answer.body()).startsWith(0xFF, 0xD8, 0xFF);
            assertThat(List.of(image.getWidth(), image.getHeight())).containsExactly(480, 360);
            assertThat(colours(image)).containsExactly(Pictures.RED, Pictures.GREEN, Pictures.BLUE, Pictures.YELLOW);
            assertThat(dock.snapshot().getJsonArray("photos").getJsonObject(0).getBoolean("thumbnail"))
                    .isTrue();
            dock.owner("GET", "/photos/" + photo.getString("id") + "/thumbnail")
                    .header("If-None-Match", answer.header("ETag"))
                    .send()
                    .expect(304);
            assertThat(original(dock, photo.getString("id")).header("ETag"))
                    .as("another picture")
                    .isNotEqualTo(answer.header("ETag"));
        }
    }

    @Test
    void hasNoThumbnailOfWhatTheServerCannotDecode() {
        var dock = client.open();
        try (var stream = dock.events(dock.ownerKey())) {
            stream.next("snapshot");
            var undecodable =
                    List.of(dock.photo(Pictures.heic(), "?name=a.heic"), dock.photo(Pictures.avif(), "?name=a.avif"));
            // thumbnails are made in the order of arrival: with this one the others would be there
            var last = dock.photo(PICTURE, "").getString("id");
            assertThat(stream.next("thumbnail-ready").json().getString("id")).isEqualTo(last);

            for (var photo : undecodable) {
                thumbnail(dock, photo.getString("id")).expectProblem(404, "thumbnail-missing");
                original(dock, photo.getString("id")).expect(200);
            }
        }
    }

    @Test
    void removesPhotosForGood() {
        var dock = client.open();
        var first = dock.photo(PICTURE, "").getString("id");
        var second = dock.photo(Pictures.png(64, 48), "").getString("id");
        Condition.await(
                "the thumbnail",
                Duration.ofSeconds(20),
                () -> thumbnail(dock, first).status() == 200);

        assertThat(dock.owner("DELETE", "/photos/" + first).send().expect(204).body())
                .isEmpty();
        assertThat(dock.photoIds()).containsExactly(second);
        original(dock, first).expectProblem(404, "photo-unknown");
        thumbnail(dock, first).expectProblem(404, "photo-unknown");
        dock.owner("DELETE", "/photos/" + first).send().expectProblem(404, "photo-unknown");
    }

    @Test
    void keepsTheOrderThatTheOwnerWants() {
        var dock = client.open();
        var ids = IntStream.range(0, 4)
                .mapToObj(i -> dock.photo(Pictures.png(10 + i, 10), "").getString("id"))
                .collect(Collectors.toCollection(ArrayList::new));
        assertThat(dock.photoIds()).as("as they came").isEqualTo(ids);

        Collections.rotate(ids, 1);
        assertThat(order(dock, ids).expect(204).body()).isEmpty();
        assertThat(dock.photoIds()).isEqualTo(ids);

        for (var outdated : List.of(
                ids.subList(0, 3),
                List.<String>of(),
                List.of(ids.get(0), ids.get(0), ids.get(1), ids.get(2)),
                List.of(ids.get(0), ids.get(1), ids.get(2), "x"),
                Stream.concat(ids.stream(), Stream.of(ids.get(0))).toList())) {
            order(dock, outdated).expectProblem(409, "order-outdated");
        }
        assertThat(dock.photoIds()).isEqualTo(ids);

        var late = dock.photo(PICTURE, "").getString("id");
        assertThat(dock.photoIds()).as("a new one comes last").endsWith(late).hasSize(5);
        order(dock, ids).expectProblem(409, "order-outdated");
    }

    @Test
    void zipsExactlyTheOriginalsInOrder() throws Exception {
        var dock = client.open("{\"title\": \"Schäden 車\"}");
        var pictures = List.of(Pictures.jpegOfSize(300_000), Pictures.png(64, 48), Pictures.heic(), PICTURE);
        var ids = new ArrayList<String>();
        for (byte[] picture : pictures) {
            ids.add(dock.photo(picture, "?name=" + URLEncoder.encode("image 🙂.jpg", StandardCharsets.UTF_8))
                    .getString("id"));
        }
        Collections.reverse(ids);
        order(dock, ids).expect(204);
        var answer = dock.owner("GET", "/photos.zip").send().expect(200);

        assertThat(answer.header("Content-Type")).isEqualTo("application/zip");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Content-Disposition"))
                .startsWith("attachment; ")
                .endsWith("filename*=UTF-8''Sch%C3%A4den%20%E8%BB%8A.zip");
        var entries = unzipped(answer.body());
        assertThat(entries.keySet())
                .containsExactly("01-image 🙂.jpg", "02-image 🙂.heic", "03-image 🙂.png", "04-image 🙂.jpg");
        assertThat(List.copyOf(entries.values()))
                .usingRecursiveComparison()
                .isEqualTo(List.of(pictures.get(3), pictures.get(2), pictures.get(1), pictures.get(0)));
    }

    @Test
    void zipsNothingToo() throws Exception {
        assertThat(unzipped(client.open()
                        .owner("GET", "/photos.zip")
                        .send()
                        .expect(200)
                        .body()))
                .isEmpty();
    }

    @Test
    void takesAPhotoThatIsSentTwiceOnce() {
        var dock = client.open("{\"maxPhotos\": 1}");
        var first = dock.photo(PICTURE, "?clientId=a.b_c~1-2&name=a.jpg");
        var again = dock.send(dock.ownerKey(), PICTURE, "?clientId=a.b_c~1-2&name=b.jpg")
                .expect(200);

        assertThat(again.json().getString("id")).isEqualTo(first.getString("id"));
        assertThat(again.json().getString("name")).isEqualTo("a.jpg");
        assertThat(BASE.resolve(again.header("Location")).getPath()).endsWith(first.getString("id"));
        assertThat(dock.photoIds()).hasSize(1);
        client.open().photo(PICTURE, "?clientId=a.b_c~1-2");
    }

    @Test
    void takesAPhotoThatIsSentTwiceAtOnceOnce() {
        var dock = client.open();
        var answers = IntStream.range(0, 6)
                .mapToObj(i -> dock.owner("POST", "/photos?clientId=same")
                        .body("image/jpeg", PICTURE)
                        .sendAsync())
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(answers).extracting(Answer::status).containsOnlyOnce(201).containsOnly(200, 201);
        assertThat(answers)
                .extracting(answer -> answer.json().getString("id"))
                .containsOnly(dock.photoIds().get(0));
        assertThat(dock.photoIds()).hasSize(1);
    }

    private static Answer original(OpenDock dock, String id, String... headers) {
        var call = dock.owner("GET", "/photos/" + id);
        for (int i = 0; i < headers.length; i += 2) {
            call.header(headers[i], headers[i + 1]);
        }
        return call.send();
    }

    private static Answer thumbnail(OpenDock dock, String id) {
        return dock.owner("GET", "/photos/" + id + "/thumbnail").send();
    }

    private static Answer order(OpenDock dock, List<String> ids) {
        return dock.owner("PUT", "/photos/order")
                .json(DockClient.array(ids.stream()))
                .send();
    }

    /** The nearest of the four colours in the middle of each quadrant. */
    private static List<Integer> colours(BufferedImage image) {
        return Stream.of(new int[] {1, 1}, new int[] {3, 1}, new int[] {1, 3}, new int[] {3, 3})
                .map(at -> image.getRGB(at[0] * image.getWidth() / 4, at[1] * image.getHeight() / 4))
                .map(rgb -> (bright(rgb, 16) << 16) | (bright(rgb, 8) << 8) | bright(rgb, 0))
                .toList();
    }

    private static int bright(int rgb, int shift) {
        return (rgb >> shift & 0xFF) > 127 ? 0xFF : 0;
    }

    private static Map<String, byte[]> unzipped(byte[] zip) throws IOException {
        var entries = new LinkedHashMap<String, byte[]>();
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip), StandardCharsets.UTF_8)) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                assertThat(entries.put(entry.getName(), in.readAllBytes())).isNull();
            }
        }
        return entries;
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
