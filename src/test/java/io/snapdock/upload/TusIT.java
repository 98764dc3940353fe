package io.snapdock.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.support.Condition;
import io.snapdock.support.DockClient;
import io.snapdock.support.DockClient.Answer;
import io.snapdock.support.Pictures;
import io.snapdock.support.RawConnection;
import io.snapdock.support.ServerIT;
import io.snapdock.support.ServerKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What tus 1.0.0 and its extensions ask of a server, sentence by sentence, and what Snapdock promises beyond. */
@Tag("http")
class TusIT extends ServerIT {
    private static final Duration SOON = Duration.ofSeconds(5);

    private static final int ARRIVED = 40_000;

    /** Open Liberty hands a body on when a buffer of it is full. What is in the last one is lost with a connection. */
    private static final int HELD_BACK = ServerKind.underTest() == ServerKind.LIBERTY ? 8 * 1024 : 0;

    private static byte[] picture;

    private TusDock tus;

    @BeforeAll
    static void encode() {
        picture = Pictures.jpegOfSize(300_000);
    }

    @BeforeEach
    void open() {
        tus = new TusDock(new DockClient(BASE).open());
    }

    @ParameterizedTest
    @ValueSource(strings = {"api/uploads", "api/uploads/any"})
    void optionsTellWhatThereIs(String path) {
        var answer = new DockClient(BASE).call("OPTIONS", path).send().expect(204);
        assertThat(answer.header("Tus-Version")).isEqualTo("1.0.0");
        assertThat(answer.header("Tus-Extension").split(","))
                .containsExactlyInAnyOrder(
                        "creation",
                        "creation-with-upload",
                        "creation-defer-length",
                        "termination",
                        "expiration",
                        "checksum");
        assertThat(answer.header("Tus-Max-Size")).isEqualTo(String.valueOf(50 * 1024 * 1024));
        assertThat(answer.header("Tus-Checksum-Algorithm")).isEqualTo("sha1,sha256");
        assertThat(answer.header("Tus-Resumable")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"POST,api/uploads", "HEAD,api/uploads/x", "PATCH,api/uploads/x", "DELETE,api/uploads/x"})
    void anotherVersionIsRefused(String method, String path) {
        for (var version : new String[] {"0.2.2", "1.0.1", ""}) {
            var answer = new DockClient(BASE)
                    .call(method, path)
                    .key(tus.key())
                    .header("Tus-Resumable", version)
                    .send()
                    .expect(412);
            assertThat(answer.header("Tus-Version")).isEqualTo("1.0.0");
            assertThat(answer.header("Tus-Resumable")).isEqualTo("1.0.0");
        }
        new DockClient(BASE).call(method, path).key(tus.key()).send().expect(412);
    }

    @Test
    void headTellsWhereAnUploadStands() {
        var location = tus.create(picture.length, "filename", "照片 один.jpg", "note", "ours");
        tus.patch(location, picture, 0, 1_000).expect(204);
        var head = tus.head(location).expect(200);
        assertThat(head.header("Upload-Offset")).isEqualTo("1000");
        assertThat(head.header("Upload-Length")).isEqualTo(String.valueOf(picture.length));
        assertThat(head.header("Upload-Metadata")).isEqualTo(tus.metadata("filename", "照片 один.jpg", "note", "ours"));
        assertThat(head.header("Cache-Control")).isEqualTo("no-store");
        assertThat(head.header("Tus-Resumable")).isEqualTo("1.0.0");
    }

    @Test
    void anUnknownUploadIsNotFoundAndACancelledOneIsGone() {
        var unknown = tus.head("api/uploads/AAAAAAAAAAAAAAAA").expect(404);
        assertThat(unknown.header("Upload-Offset")).isEmpty();

        var location = tus.create(picture.length);
        tus.call("DELETE", location).send().expect(204);
        var gone = tus.head(location).expect(410);
        assertThat(gone.header("Upload-Offset")).isEmpty();
        assertThat(gone.header("Snapdock-Problem")).isEqualTo("upload-cancelled");
        tus.patch(location, picture, 0, 10).expectProblem(410, "upload-gone");
        tus.call("DELETE", location).send().expectProblem(410, "upload-gone");
    }

    /** What only its sender can know, out of a list; everybody else is told that. */
    @Test
    void itsSenderSaysWhyAnUploadEnds() {
        var location = tus.create(picture.length);
        for (var wrong : List.of("because", "dock-full", "photo-unreadable, x", "x".repeat(5_000))) {
            tus.call("DELETE", location)
                    .header("Snapdock-Reason", wrong)
                    .send()
                    .expectProblem(400, "upload-request-invalid");
        }
        tus.call("DELETE", location)
                .header("Snapdock-Reason", "photo-unreadable")
                .send()
                .expect(204);
        assertThat(tus.head(location).expect(410).header("Snapdock-Problem")).isEqualTo("photo-unreadable");
    }

    @Test
    void theOwnerDismissesAPhonesUploadAndThePhoneLearnsIt() {
        var phone = new TusDock(tus.dock(), tus.dock().join("p").key());
        var location = phone.create(picture.length);
        tus.call("DELETE", location)
                .header("Snapdock-Reason", "photo-unreadable")
                .send()
                .expectProblem(400, "upload-request-invalid");
        tus.call("DELETE", location).send().expect(204);
        assertThat(phone.head(location).expect(410).header("Snapdock-Problem")).isEqualTo("upload-dismissed");
    }

    /** A phone that never had the answer to its creation creates once more. */
    @Test
    void whatTheOwnerDismissedDoesNotComeBack() {
        var phone = new TusDock(tus.dock(), tus.dock().join("p").key());
        var location = phone.create(picture.length, "clientId", "c1");
        tus.call("DELETE", location).send().expect(204);
        phone.creation("clientId", "c1")
                .header("Upload-Length", Integer.toString(picture.length))
                .send()
                .expectProblem(410, "upload-dismissed");
        phone.create(picture.length, "clientId", "c2");
    }

    /** The pause is told to whoever comes, and ends with the next bytes; only the sender pauses. */
    @Test
    void aPauseIsTheSenders() {
        var phone = new TusDock(tus.dock(), tus.dock().join("p").key());
        var location =
                TusDock.location(phone.call("POST", "api/docks/" + tus.dock().id() + "/uploads")
                        .header("Upload-Length", Integer.toString(picture.length))
                        .send()
                        .expect(201));
        phone.patch(location, picture, 0, 1_000).expect(204);
        tus.call("PUT", location + "/pause").json("{}").send().expectProblem(404, "upload-unknown");
        phone.call("PUT", location + "/pause").json("{}").send().expect(204);
        assertThat(tus.dock()
                        .snapshot()
                        .getJsonArray("uploads")
                        .getJsonObject(0)
                        .getString("paused"))
                .isEqualTo("phone");
        phone.patch(location, picture, 1_000, 2_000).expect(204);
        assertThat(tus.dock()
                        .snapshot()
                        .getJsonArray("uploads")
                        .getJsonObject(0)
                        .containsKey("paused"))
                .isFalse();
    }

    @Test
    void bytesComeInPiecesAndBecomeAPhoto() {
        var location = tus.create(picture.length, "filename", "a.jpg");
        assertThat(tus.patch(location, picture, 0, 100_000).expect(204).header("Upload-Offset"))
                .isEqualTo("100000");
        var last = tus.patch(location, picture, 100_000, picture.length).expect(204);
        assertThat(last.header("Upload-Offset")).isEqualTo(String.valueOf(picture.length));
        var photo = last.header("Snapdock-Photo");
        assertThat(tus.dock()
                        .owner("GET", "/photos/" + photo)
                        .send()
                        .expect(200)
                        .body())
                .isEqualTo(picture);
        assertThat(tus.head(location).expect(200).header("Snapdock-Photo")).isEqualTo(photo);
    }

    @Test
    void bytesMustComeAsBytesAndFromTheRightPlace() {
        var location = tus.create(picture.length);
        tus.patch(location, 0).body("image/jpeg", picture).send().expectProblem(415, "media-type-unsupported");
        tus.patch(location, picture, 0, 1_000).expect(204);
        for (long wrong : new long[] {0, 999, 1_001, picture.length}) {
            tus.patch(location, wrong).body(TusDock.BYTES, picture).send().expectProblem(409, "upload-offset");
        }
        assertThat(tus.offset(location)).isEqualTo(1_000);
        tus.call("PATCH", location).body(TusDock.BYTES, picture).send().expectProblem(400, "upload-request-invalid");
    }

    @Test
    void moreThanPromisedIsNotTaken() {
        var location = tus.create(1_000);
        tus.patch(location, picture, 0, 1_001).expectProblem(400, "upload-request-invalid");
        assertThat(tus.offset(location)).isLessThanOrEqualTo(1_000);
    }

    @Test
    void theMethodMayStandInAHeader() {
        var location = tus.create(picture.length);
        var answer = tus.call("POST", location)
                .header("X-HTTP-Method-Override", "PATCH")
                .header("Upload-Offset", "0")
                .body(TusDock.BYTES, Arrays.copyOf(picture, 5_000))
                .send()
                .expect(204);
        assertThat(answer.header("Upload-Offset")).isEqualTo("5000");
        tus.call("POST", location)
                .header("X-HTTP-Method-Override", "DELETE")
                .send()
                .expect(204);
        tus.head(location).expect(410);
    }

    @ParameterizedTest
    @CsvSource({",", "100,1", ",2", ",0", "x,", "-1,"})
    void exactlyOneWayToSayTheLength(String length, String deferred) {
        var call = tus.creation();
        if (length != null) {
            call.header("Upload-Length", length);
        }
        if (deferred != null) {
            call.header("Upload-Defer-Length", deferred);
        }
        call.send().expectProblem(400, "upload-request-invalid");
    }

    @Test
    void whatIsTooLongOrEmptyIsRefusedBeforeItIsSent() {
        tus.creation()
                .header("Upload-Length", String.valueOf(50 * 1024 * 1024 + 1))
                .send()
                .expectProblem(413, "photo-too-large");
        tus.creation().header("Upload-Length", "0").send().expectProblem(422, "photo-empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"filename", "dock !!!", "dock eA==,dock eA==", "filename eA==", " , "})
    void metadataThatIsNoneIsRefused(String metadata) {
        int status = tus.call("POST", "api/uploads")
                .header("Upload-Length", "10")
                .header("Upload-Metadata", metadata)
                .send()
                .status();
        assertThat(status).isEqualTo(400);
    }

    @Test
    void thePhotoMayComeWithItsCreation() {
        var answer = creationWithUpload("filename", "名.jpg", "clientId", "one").expect(201);
        assertThat(answer.header("Upload-Offset")).isEqualTo(String.valueOf(picture.length));
        assertThat(tus.dock().photoIds()).containsExactly(answer.header("Snapdock-Photo"));
        assertThat(tus.dock().snapshot().getJsonArray("photos").getJsonObject(0).getString("name"))
                .isEqualTo("名.jpg");
    }

    private Answer creationWithUpload(String... metadata) {
        return tus.creation(metadata)
                .header("Upload-Length", String.valueOf(picture.length))
                .body(TusDock.BYTES, picture)
                .send();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Upload-Concat: partial",
                "Upload-Concat: final;/a /b",
                "Upload-Complete: ?0",
                "Trailer: Upload-Checksum"
            })
    void refusesWhatAnExtensionItDoesNotHaveWouldMean(String header) {
        tus.creation()
                .header("Upload-Length", "100")
                .header(header.split(": ", 2)[0], header.split(": ", 2)[1])
                .send()
                .expectProblem(400, "upload-request-invalid");
    }

    @Test
    void takesALengthWithARequestThatIsTakenOnly() {
        byte[] picture = Pictures.jpeg(64, 48);
        String location = TusDock.location(
                tus.creation().header("Upload-Defer-Length", "1").send().expect(201));
        tus.patch(location, 7)
                .header("Upload-Length", "100000")
                .body(TusDock.BYTES, picture)
                .send()
                .expectProblem(409, "upload-offset");
        tus.patch(location, picture, 0, 100).expect(204);
        tus.patch(location, 100)
                .header("Upload-Length", "99")
                .body(TusDock.BYTES, new byte[0])
                .send()
                .expectProblem(400, "upload-request-invalid");
        assertThat(tus.head(location).header("Upload-Defer-Length")).isEqualTo("1");
        tus.patch(location, 100)
                .header("Upload-Length", Integer.toString(picture.length))
                .body(TusDock.BYTES, Arrays.copyOfRange(picture, 100, picture.length))
                .send()
                .expect(204);
    }

    @Test
    void theLengthMayBeSaidLater() {
        var location = TusDock.location(
                tus.creation().header("Upload-Defer-Length", "1").send().expect(201));
        var head = tus.head(location).expect(200);
        assertThat(head.header("Upload-Defer-Length")).isEqualTo("1");
        assertThat(head.header("Upload-Length")).isEmpty();
        tus.patch(location, picture, 0, 70_000).expect(204);
        var last = tus.patch(location, 70_000)
                .header("Upload-Length", String.valueOf(picture.length))
                .body(TusDock.BYTES, Arrays.copyOfRange(picture, 70_000, picture.length))
                .send()
                .expect(204);
        assertThat(last.header("Snapdock-Photo")).isNotEmpty();
    }

    @Test
    void aLengthIsSaidOnce() {
        var location = tus.create(picture.length);
        tus.patch(location, 0)
                .header("Upload-Length", "12345")
                .body(TusDock.BYTES, picture)
                .send()
                .expectProblem(400, "upload-request-invalid");
        var deferred = TusDock.location(
                tus.creation().header("Upload-Defer-Length", "1").send().expect(201));
        tus.patch(deferred, 0)
                .header("Upload-Length", String.valueOf(50 * 1024 * 1024 + 1))
                .body(TusDock.BYTES, picture)
                .send()
                .expectProblem(413, "photo-too-large");
    }

    @Test
    void anUploadExpiresWithItsDock() {
        var created = tus.creation().header("Upload-Length", "100000").send().expect(201);
        var patched = tus.patch(TusDock.location(created), picture, 0, 10).expect(204);
        var ends = Instant.parse(tus.dock().opened().getString("expiresAt"));
        for (var answer : new Answer[] {created, patched}) {
            var expires = ZonedDateTime.parse(answer.header("Upload-Expires"), DateTimeFormatter.RFC_1123_DATE_TIME);
            assertThat(Duration.between(expires.toInstant(), ends).abs()).isLessThan(Duration.ofSeconds(2));
        }
    }

    @ParameterizedTest
    @CsvSource({"sha1,SHA-1", "sha256,SHA-256"})
    void aPieceIsTakenOnlyWhenItsChecksumFits(String name, String algorithm) throws NoSuchAlgorithmException {
        var location = tus.create(picture.length);
        var piece = Arrays.copyOf(picture, 50_000);
        var right = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance(algorithm).digest(piece));
        var wrong = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance(algorithm).digest(picture));
        checked(location, 0, name + " " + wrong, piece).expectProblem(460, "upload-checksum");
        assertThat(tus.offset(location)).isZero();
        checked(location, 0, name + " " + right, piece).expect(204);
        assertThat(tus.offset(location)).isEqualTo(50_000);
        checked(location, 50_000, name + " " + wrong, piece).expectProblem(460, "upload-checksum");
        assertThat(tus.offset(location)).isEqualTo(50_000);
        var last = tus.patch(location, picture, 50_000, picture.length).expect(204);
        assertThat(tus.dock()
                        .owner("GET", "/photos/" + last.header("Snapdock-Photo"))
                        .send()
                        .body())
                .isEqualTo(picture);
    }

    @ParameterizedTest
    @ValueSource(strings = {"md5 1B2M2Y8AsgTpgAmY7PhCfg==", "sha1", "sha1 !", "sha1 1B2M2Y8AsgTpgAmY7PhCfg=="})
    void aChecksumThatIsNoneIsRefused(String checksum) {
        var location = tus.create(picture.length);
        checked(location, 0, checksum, Arrays.copyOf(picture, 100)).expectProblem(400, "upload-request-invalid");
        assertThat(tus.offset(location)).isZero();
    }

    private Answer checked(String location, long offset, String checksum, byte[] piece) {
        return tus.patch(location, offset)
                .header("Upload-Checksum", checksum)
                .body(TusDock.BYTES, piece)
                .send();
    }

    @Test
    void whatArrivedOfABrokenBodyIsKept() throws IOException {
        var location = tus.create(picture.length);
        try (var phone = begun(location, 0, picture.length)) {
            phone.send(picture, 0, ARRIVED);
            Condition.await("its bytes", SOON, () -> received() >= ARRIVED - 1 - HELD_BACK);
            phone.reset();
        }
        Condition.await(
                "the upload to be paused", SOON, () -> "connection-lost".equals(upload().getString("paused", "")));
        int kept = (int) tus.offset(location);
        assertThat(kept).isBetween(ARRIVED - HELD_BACK, ARRIVED);
        tus.patch(location, picture, kept, picture.length).expect(204);
    }

    @Test
    void whatArrivedOfABrokenBodyThatCannotBeCheckedIsNot() throws IOException {
        var location = tus.create(picture.length);
        tus.patch(location, picture, 0, 10_000).expect(204);
        try (var phone = begun(
                location,
                10_000,
                picture.length - 10_000,
                "Upload-Checksum: sha1 " + Base64.getEncoder().encodeToString(new byte[20]))) {
            phone.send(picture, 10_000, 60_000);
            Condition.await("its bytes", SOON, () -> received() > 10_000);
            phone.reset();
        }
        Condition.await("the unchecked bytes to go", SOON, () -> tus.offset(location) == 10_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "PATCH", "DELETE"})
    void aNewerRequestTakesOverAtOnce(String method) throws IOException {
        var location = tus.create(picture.length);
        try (var stale = begun(location, 0, picture.length)) {
            stale.send(picture, 0, ARRIVED);
            Condition.await("its bytes", SOON, () -> received() >= ARRIVED - 1 - HELD_BACK);
            int arrived = HELD_BACK == 0 ? ARRIVED : (int) received();
            long start = System.nanoTime();
            switch (method) {
                case "HEAD" -> assertThat(tus.offset(location)).isEqualTo(arrived);
                case "PATCH" ->
                    tus.patch(location, picture, arrived, picture.length).expect(204);
                default -> tus.call("DELETE", location).send().expect(204);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
            assertThat(RawConnection.status(stale.answer())).isEqualTo(409);
        }
    }

    private RawConnection begun(String location, long offset, long length, String... more) throws IOException {
        var connection = new RawConnection(BASE);
        connection.head(
                "PATCH " + location + " HTTP/1.1",
                "Host: localhost",
                "Tus-Resumable: 1.0.0",
                "Authorization: Bearer " + tus.key(),
                "Content-Type: " + TusDock.BYTES,
                "Upload-Offset: " + offset,
                more.length > 0 ? more[0] : "X-Nothing: more",
                "Content-Length: " + length);
        return connection;
    }

    private jakarta.json.JsonObject upload() {
        return tus.dock().snapshot().getJsonArray("uploads").getJsonObject(0);
    }

    private long received() {
        return upload().getJsonNumber("received").longValue();
    }

    @Test
    void theSameClientIdGivesTheUploadThatExists() {
        var first = tus.create(picture.length, "clientId", "mine");
        tus.patch(first, picture, 0, 20_000).expect(204);
        var again = tus.creation("clientId", "mine")
                .header("Upload-Length", String.valueOf(picture.length))
                .send()
                .expect(200);
        assertThat(TusDock.location(again)).isEqualTo(first);
        assertThat(again.header("Upload-Offset")).isEqualTo("20000");
        var photo =
                tus.patch(first, picture, 20_000, picture.length).expect(204).header("Snapdock-Photo");
        var done = creationWithUpload("clientId", "mine").expect(200);
        assertThat(done.header("Snapdock-Photo")).isEqualTo(photo);
        assertThat(tus.dock().photoIds()).containsExactly(photo);
    }

    @Test
    void aClientIdBelongsToItsPhone() {
        tus.create(picture.length, "clientId", "mine");
        var other = new TusDock(tus.dock(), tus.dock().join("other").key());
        other.creation("clientId", "mine")
                .header("Upload-Length", "1000")
                .send()
                .expectProblem(409, "upload-client-id-taken");
    }

    @Test
    void aRefusedPictureCanBeSentAnewUnderItsClientId() {
        var text =
                "<!doctype html><title>no picture</title>".repeat(50).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        var location = tus.create(text.length, "clientId", "retry");
        tus.patch(location, 0).body(TusDock.BYTES, text).send().expectProblem(415, "photo-type-unknown");
        assertThat(tus.head(location).expect(410).header("Snapdock-Problem")).isEqualTo("photo-type-unknown");
        creationWithUpload("clientId", "retry").expect(201);
    }

    @Test
    void theSamePictureAgainIsOnePhotoAndThePhoneIsTold() throws IOException {
        var photo = creationWithUpload("clientId", "a").expect(201).header("Snapdock-Photo");
        try (var events = tus.dock().events(tus.key())) {
            events.next("snapshot");
            var again = creationWithUpload("clientId", "b").expect(201);
            assertThat(again.header("Snapdock-Photo")).isEqualTo(photo);
            assertThat(again.header("Snapdock-Duplicate")).isEqualTo("true");
            assertThat(events.next("upload-duplicate").json().getString("photoId"))
                    .isEqualTo(photo);
        }
        assertThat(tus.dock().photoIds()).containsExactly(photo);
        var other = tus.dock().join("other");
        assertThat(tus.dock().send(other.key(), picture, "").expect(200).json().getString("id"))
                .as("whoever sends it")
                .isEqualTo(photo);
        // In another dock it is another photo; and after it was removed, it can come again.
        var elsewhere = new TusDock(new DockClient(BASE).open());
        assertThat(elsewhere.create(picture.length)).isNotEmpty();
        tus.dock().owner("DELETE", "/photos/" + photo).send().expect(204);
        assertThat(creationWithUpload("clientId", "b").expect(201).header("Snapdock-Duplicate"))
                .isEmpty();
    }

    @Test
    void anExecutableIsRefusedByItsFirstBytes() throws IOException {
        var location = tus.create(40_000_000);
        try (var phone = begun(location, 0, 8_000_000)) {
            phone.send(("MZ" + "\0".repeat(1_022 + HELD_BACK)));
            assertThat(RawConnection.status(phone.answer())).isEqualTo(415);
        }
        assertThat(tus.head(location).expect(410).header("Snapdock-Problem")).isEqualTo("photo-type-unknown");
    }

    @Test
    void aPixelBombIsRefusedByItsHeader() throws IOException {
        var bomb = Pictures.hugePng(60_000, 60_000);
        var location = tus.create(40_000_000);
        try (var phone = begun(location, 0, 8_000_000)) {
            phone.send(bomb, 0, Math.min(bomb.length, 5_000));
            phone.send(new byte[5_000]);
            assertThat(RawConnection.status(phone.answer())).isEqualTo(422);
        }
        assertThat(tus.head(location).expect(410).header("Snapdock-Problem")).isEqualTo("photo-too-many-pixels");
    }

    @Test
    void aBodyInChunksIsTaken() {
        var location = tus.create(picture.length);
        var answer = tus.patch(location, 0)
                .bodyWithoutLength(TusDock.BYTES, () -> new ByteArrayInputStream(picture))
                .send()
                .expect(204);
        assertThat(answer.header("Snapdock-Photo")).isNotEmpty();
    }

    @Test
    void onlyItsSenderAndTheOwnerReachAnUpload() {
        var phone = new TusDock(tus.dock(), tus.dock().join("a").key());
        var location = phone.create(picture.length);
        var other = new TusDock(tus.dock(), tus.dock().join("b").key());
        other.head(location).expect(404);
        other.patch(location, picture, 0, 10).expectProblem(404, "upload-unknown");
        new TusDock(new DockClient(BASE).open()).head(location).expect(404);
        new TusDock(tus.dock(), "AAAAAAAAAAAAAAAAAAAAAA").head(location).expect(404);
        tus.patch(location, picture, 0, 10).expect(204);
    }

    @Test
    void tooManyAtOnceWait() throws IOException {
        var open = new java.util.ArrayList<RawConnection>();
        try {
            for (int i = 0; i < 6; i++) {
                var connection = begun(tus.create(picture.length), 0, picture.length);
                connection.send(picture, 0, 10_000);
                open.add(connection);
            }
            Condition.await(
                    "six uploads",
                    SOON,
                    () -> tus.dock().snapshot().getJsonArray("uploads").stream()
                                    .filter(one -> one.asJsonObject().getInt("received") > 0)
                                    .count()
                            == 6);
            var seventh = tus.patch(tus.create(picture.length), picture, 0, 1_000);
            seventh.expectProblem(429, "too-many-uploads");
            assertThat(Integer.parseInt(seventh.header("Retry-After"))).isPositive();
        } finally {
            open.forEach(RawConnection::close);
        }
        Condition.await(
                "room again",
                SOON,
                () -> tus.patch(tus.create(picture.length), picture, 0, 1_000).status() == 204);
    }

    @Test
    void aPreviewIsThereBeforeThePhoto() throws IOException {
        var phone = tus.dock().join("p");
        var sender = new TusDock(tus.dock(), phone.key());
        var preview = Pictures.jpeg(320, 240);
        try (var events = tus.dock().events(tus.key())) {
            events.next("snapshot");
            var location = sender.create(picture.length, "clientId", "c");
            var id = location.substring(location.lastIndexOf('/') + 1);
            var path = "/uploads/" + id + "/preview";
            tus.dock().owner("GET", path).send().expectProblem(404, "preview-missing");
            tus.dock()
                    .call("PUT", path)
                    .key(phone.key())
                    .body("image/jpeg", preview)
                    .send()
                    .expect(204);
            assertThat(events.next("preview-ready").json().getString("id")).isEqualTo(id);
            var read = tus.dock().owner("GET", path).send().expect(200);
            assertThat(read.body()).isEqualTo(preview);
            assertThat(read.header("Content-Type")).isEqualTo("image/jpeg");
            assertThat(upload().getBoolean("preview")).isTrue();

            sender.patch(location, picture, 0, picture.length).expect(204);
            var photo = events.next("photo-received").json();
            assertThat(photo.getString("id")).isEqualTo(id);
            assertThat(photo.getBoolean("preview")).isTrue();
            assertThat(tus.dock()
                            .owner("GET", "/photos/" + id + "/preview")
                            .send()
                            .expect(200)
                            .body())
                    .isEqualTo(preview);
        }
    }

    @Test
    void aPreviewIsASmallPicture() {
        var location = tus.create(picture.length);
        var path = "/uploads/" + location.substring(location.lastIndexOf('/') + 1) + "/preview";
        var wrong = Map.of(
                "too large", Pictures.jpegOfSize(64 * 1024 + 1),
                "too many pixels", Pictures.hugePng(2_000, 10),
                "damaged", Pictures.truncated(Pictures.jpeg(64, 48)),
                "a GIF", Pictures.gif(10, 10),
                "nothing", new byte[0],
                "no picture", "hello".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        wrong.forEach((what, bytes) -> assertThat(tus.dock()
                        .owner("PUT", path)
                        .body("image/jpeg", bytes)
                        .send()
                        .status())
                .as(what)
                .isEqualTo(422));
    }

    @Test
    void uploadsEndWithTheirDock() throws IOException {
        var location = tus.create(picture.length);
        try (var phone = begun(location, 0, picture.length)) {
            phone.send(picture, 0, 1_000);
            tus.dock().owner("DELETE", "").send().expect(204);
            assertThat(RawConnection.status(phone.answer())).isIn(404, 409);
        }
        tus.head(location).expect(404);
        tus.creation().header("Upload-Length", "10").send().expectProblem(404, "dock-unavailable");
    }
}
