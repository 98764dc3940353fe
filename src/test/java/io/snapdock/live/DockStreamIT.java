package io.snapdock.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.launchdarkly.eventsource.ConnectStrategy;
import com.launchdarkly.eventsource.ErrorStrategy;
import com.launchdarkly.eventsource.EventSource;
import com.launchdarkly.eventsource.MessageEvent;
import io.snapdock.support.Condition;
import io.snapdock.support.DockClient;
import io.snapdock.support.DockClient.Answer;
import io.snapdock.support.DockClient.JoinedPhone;
import io.snapdock.support.DockClient.OpenDock;
import io.snapdock.support.EventReader;
import io.snapdock.support.EventReader.Event;
import io.snapdock.support.Pictures;
import io.snapdock.support.RawConnection;
import io.snapdock.support.ServerIT;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.InboundSseEvent;
import jakarta.ws.rs.sse.SseEventSource;
import java.io.ByteArrayInputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The dock's stream: the snapshot, each event, resuming, upload progress, and readers that others wrote. */
@Tag("http")
class DockStreamIT extends ServerIT {
    private static final byte[] PICTURE = Pictures.jpeg(64, 48);

    /** Each picture has its own, for the same one is one photo. */
    private static final AtomicInteger WIDTHS = new AtomicInteger(100);

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final DockClient client = new DockClient(BASE);

    @Test
    void beginsWithTheWholeDock() {
        var dock = client.open("{\"title\": \"Kitchen 車 🚗\"}");
        var phone = dock.join("Ana");
        var photo = dock.send(phone.key(), PICTURE, "?name=a.jpg").expect(201).json();
        Condition.await(
                "the thumbnail",
                LIMIT,
                () -> dock.snapshot().getJsonArray("photos").getJsonObject(0).getBoolean("thumbnail"));
        try (var stream = dock.events(dock.ownerKey())) {
            var first = stream.next();
            var snapshot = first.json();

            assertThat(stream.status()).isEqualTo(200);
            assertThat(header(stream, "Content-Type")).startsWith("text/event-stream");
            assertThat(header(stream, "Cache-Control")).contains("no-store");
            assertThat(header(stream, "X-Accel-Buffering")).isEqualTo("no");
            assertThat(header(stream, "X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(stream.retryMillis()).isPositive();
            assertThat(first.name()).isEqualTo("snapshot");
            assertThat(first.id()).matches("[^-]+-[0-9]+");
            assertThat(snapshot.keySet())
                    .containsExactlyInAnyOrder(
                            "id",
                            "title",
                            "state",
                            "createdAt",
                            "expiresAt",
                            "now",
                            "limits",
                            "version",
                            "phones",
                            "photos",
                            "uploads",
                            "picks");
            assertThat(snapshot.getString("title")).isEqualTo("Kitchen 車 🚗");
            assertThat(DockClient.ids(snapshot.getJsonArray("phones"))).containsExactly(phone.id());
            assertThat(DockClient.ids(snapshot.getJsonArray("photos"))).containsExactly(photo.getString("id"));
            assertThat(snapshot.getJsonArray("photos").getJsonObject(0).getString("phoneId"))
                    .isEqualTo(phone.id());
            assertThat(snapshot.getJsonArray("uploads")).isEmpty();
        }
    }

    /** Nothing of it is in the server's log either: see ServerLog for what Weld says of requests that are mixed up. */
    @Test
    void everyStreamOfADockEndsWithIt() {
        var dock = client.open();
        var streams = IntStream.range(0, 5)
                .mapToObj(any -> dock.events(dock.ownerKey()))
                .toList();
        streams.forEach(stream -> stream.next("snapshot"));
        dock.owner("DELETE", "").send().expect(204);
        streams.forEach(stream -> {
            stream.next("dock-closed");
            stream.awaitEnd();
        });
    }

    @Test
    void aPhoneThatTakesAllTheStreamsItMayHarmsNobodyElse() {
        var dock = client.open();
        var greedy = dock.join("Greedy");
        var open = new ArrayList<EventReader>();
        for (int i = 0; i < 20; i++) {
            var stream = dock.events(greedy.key());
            open.add(stream);
            assertThat(stream.status()).isEqualTo(200);
        }
        var refused =
                dock.call("GET", "/events").key(greedy.key()).send().expectProblem(429, "too-many-streams-of-key");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(10, 30);
        try (var owner = dock.events(dock.ownerKey());
                var other = dock.events(dock.join("Modest").key())) {
            assertThat(owner.next().name()).isEqualTo("snapshot");
            assertThat(other.next().name()).isEqualTo("snapshot");
        }
        open.forEach(EventReader::close);
    }

    @Test
    void tellsOfEverythingThatHappens() {
        var dock = client.open();
        try (var stream = dock.events(dock.ownerKey())) {
            stream.next("snapshot");

            var phone = dock.join("Ana");
            var joined = stream.next("phone-joined").json();
            assertThat(joined.keySet()).containsExactlyInAnyOrder("id", "name", "joinedAt", "connected");
            assertThat(joined.getString("id")).isEqualTo(phone.id());
            assertThat(joined.getString("name")).isEqualTo("Ana");
            assertThat(joined.getBoolean("connected")).isTrue();

            var photo = dock.send(phone.key(), PICTURE, "?name=a.jpg&clientId=c1&waiting=4")
                    .expect(201)
                    .json();
            var started = stream.next("upload-started").json();
            assertThat(started.keySet())
                    .containsExactlyInAnyOrder(
                            "id", "name", "bytes", "received", "waiting", "phoneId", "clientId", "place", "preview");
            assertThat(started.getString("name")).isEqualTo("a.jpg");
            assertThat(started.getInt("bytes")).isEqualTo(PICTURE.length);
            assertThat(started.getInt("received")).isZero();
            assertThat(started.getInt("waiting")).isEqualTo(4);
            assertThat(started.getString("phoneId")).isEqualTo(phone.id());
            assertThat(started.getString("clientId")).isEqualTo("c1");

            var received = stream.next("photo-received").json();
            assertThat(received.getString("uploadId")).isEqualTo(started.getString("id"));
            // The thumbnail may be ready by the time of the answer; it is not yet when this event happens.
            assertThat(received.keySet())
                    .containsAll(photo.keySet().stream()
                            .filter(name -> !name.equals("thumbnailUrl"))
                            .toList());
            for (String member : List.of("id", "name", "type", "bytes", "width", "height", "sha256", "phoneId")) {
                assertThat(received.get(member)).isEqualTo(photo.get(member));
            }
            var id = photo.getString("id");
            assertThat(stream.next("thumbnail-ready").data()).isEqualTo("{\"id\":\"" + id + "\"}");

            dock.send(phone.key(), "no picture".getBytes(StandardCharsets.US_ASCII), "")
                    .expect(415);
            var refused = stream.next("upload-started").json();
            var failed = stream.next("upload-failed").json();
            assertThat(failed.keySet()).containsExactlyInAnyOrder("id", "code", "detail");
            assertThat(failed.getString("id")).isEqualTo(refused.getString("id"));
            assertThat(failed.getString("code")).isEqualTo("photo-type-unknown");

            var second = dock.photo(Pictures.png(20, 20), "").getString("id");
            dock.owner("PUT", "/photos/order")
                    .json("[\"" + second + "\", \"" + id + "\"]")
                    .send()
                    .expect(204);
            var reordered = stream.next("photos-reordered").json();
            assertThat(reordered.getJsonArray("ids").toString()).isEqualTo("[\"" + second + "\",\"" + id + "\"]");
            assertThat(reordered.getJsonObject("places").getInt(second))
                    .isLessThan(reordered.getJsonObject("places").getInt(id));

            dock.call("DELETE", "/photos/" + id).key(phone.key()).send().expect(204);
            assertThat(stream.next("photo-removed").data()).isEqualTo("{\"id\":\"" + id + "\",\"version\":4}");

            dock.owner("DELETE", "").send().expect(204);
            assertThat(stream.next("dock-closed").data()).isEqualTo("{\"reason\":\"CLOSED\"}");
            stream.awaitEnd();
            assertAscending(stream.events());
        }
    }

    @Test
    void tellsTheSameToAllReaders() {
        var dock = client.open();
        var phone = dock.join("Ana");
        try (var desktop = dock.events(dock.ownerKey());
                var tab = dock.call("GET", "/events").header("Cookie", "snapdock_owner=" + dock.ownerKey()).stream();
                var phones = dock.events(phone.key())) {
            var streams = List.of(desktop, tab, phones);
            streams.forEach(stream -> stream.next("snapshot"));
            var sent = IntStream.range(0, 5)
                    .mapToObj(i -> dock.photo(Pictures.png(10 + i, 10), "").getString("id"))
                    .toList();
            dock.owner("DELETE", "").send().expect(204);

            for (var stream : streams) {
                stream.awaitEnd();
                assertThat(receivedIn(stream)).isEqualTo(sent);
                assertAscending(stream.events());
            }
            assertThat(lasting(tab))
                    .isEqualTo(lasting(desktop)
                            .subList(
                                    lasting(desktop).size() - lasting(tab).size(),
                                    lasting(desktop).size()));
        }
    }

    /** As docs/operations.md says: names and sizes; no checksum, no time when it was taken, nothing of what it shows. */
    @Test
    void tellsPhonesOfOthersPhotosOnlyWhatTheyMaySee() {
        var dock = client.open();
        var ana = dock.join("Ana");
        var ben = dock.join("Ben");
        Set<String> shown = Set.of(
                "id",
                "name",
                "bytes",
                "receivedAt",
                "phoneId",
                "uploadId",
                "clientId",
                "thumbnail",
                "preview",
                "place",
                "pick",
                "index",
                "picked",
                "version");
        try (var desktop = dock.events(dock.ownerKey());
                var phone = dock.events(ben.key())) {
            desktop.next("snapshot");
            phone.next("snapshot");
            dock.send(ana.key(), Pictures.jpeg(64, 48), "?name=ana.jpg").expect(201);

            assertThat(desktop.next("photo-received").json()).containsKeys("sha256", "type", "width");
            assertThat(phone.next("photo-received").json().keySet())
                    .isSubsetOf(shown)
                    .contains("id", "name", "bytes", "phoneId");
        }
        dock.send(ben.key(), Pictures.jpeg(65, 48), "?name=ben.jpg").expect(201);
        try (var phone = dock.events(ben.key())) {
            var photos = phone.next("snapshot").json().getJsonArray("photos");
            assertThat(photos.getJsonObject(0).keySet()).isSubsetOf(shown);
            assertThat(photos.getJsonObject(0).getString("name")).isEqualTo("ana.jpg");
            assertThat(photos.getJsonObject(1)).as("its own").containsKeys("sha256", "type", "width");
        }
    }

    @Test
    void goesOnWhereTheReaderLeftOff() {
        var dock = client.open();
        String left;
        try (var stream = dock.events(dock.ownerKey())) {
            stream.next("snapshot");
            left = photoReceived(dock, stream).id();
        }
        var missed = List.of(
                dock.photo(Pictures.jpeg(65, 48), "").getString("id"),
                dock.photo(Pictures.jpeg(66, 48), "").getString("id"));

        for (var back : List.of(
                dock.eventsAfter(left),
                dock.owner("GET", "/events?lastEventId=" + left).stream(),
                // the header is the newer one: browsers send it when they come back, the query stays as it was
                dock.owner("GET", "/events?lastEventId=other-1").header("Last-Event-ID", left).stream())) {
            try (back) {
                assertThat(List.of(
                                back.next("photo-received").json().getString("id"),
                                back.next("photo-received").json().getString("id")))
                        .isEqualTo(missed);
                assertThat(back.has("snapshot")).as("nothing was lost").isFalse();
                var live = photoReceived(dock, back);
                assertThat(live.id()).isNotEqualTo(left);
                assertAscending(back.events());
                dock.owner("DELETE", "/photos/" + live.json().getString("id"))
                        .send()
                        .expect(204);
            }
        }
        try (var stream =
                dock.owner("GET", "/events?lastEventId=" + left).header("Last-Event-ID", "other-1").stream()) {
            assertThat(stream.next().name()).as("the header wins").isEqualTo("snapshot");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc-1", "1", "-", "x", "%00", "abc-99999999999999999999", "車"})
    void beginsAnewForAnIdThatItDoesNotKnow(String id) {
        var dock = client.open();
        dock.photo(PICTURE, "");
        try (var stream = dock.owner("GET", "/events?lastEventId=" + encoded(id)).stream()) {
            assertThat(stream.next().name()).isEqualTo("snapshot");
        }
    }

    @Test
    void beginsAnewForAnIdOfTheFuture() {
        var dock = client.open();
        try (var stream = dock.events(dock.ownerKey())) {
            var epoch = stream.next().id().split("-", 2)[0];
            try (var future = dock.eventsAfter(epoch + "-1000")) {
                assertThat(future.next().name()).isEqualTo("snapshot");
            }
        }
    }

    @Test
    void losesNothingAndRepeatsNothingOverReconnects() {
        var dock = client.open();
        var seen = new ArrayList<String>();
        var stream = dock.events(dock.ownerKey());
        stream.next("snapshot");
        var sending = CompletableFuture.supplyAsync(() -> IntStream.range(0, 24)
                .mapToObj(i -> dock.photo(Pictures.png(10 + i, 10), "").getString("id"))
                .toList());
        for (int cut = 0; cut < 6; cut++) {
            stream.next("photo-received");
            stream.next("photo-received");
            // it may have read more by now, and goes on from there
            stream.close();
            seen.addAll(receivedIn(stream));
            stream = dock.eventsAfter(stream.lastEventId());
        }
        var sent = sending.join();
        dock.owner("DELETE", "").send().expect(204);
        stream.awaitEnd();
        seen.addAll(receivedIn(stream));
        assertThat(stream.has("snapshot")).isFalse();

        assertThat(seen).isEqualTo(sent);
    }

    @Test
    void showsAnUploadWhileItRuns() {
        var dock = client.open();
        var phone = dock.join("Ana");
        byte[] picture = Pictures.jpegOfSize(6_000_000);
        try (var stream = dock.events(dock.ownerKey());
                var sender = new RawConnection(BASE)) {
            stream.next("snapshot");
            var begin = Instant.now();
            sender.head(
                            "POST " + BASE.getPath() + dock.path("/photos?name=big.jpg&waiting=1") + " HTTP/1.1",
                            "Host: localhost",
                            "Authorization: Bearer " + phone.key(),
                            "Content-Type: image/jpeg",
                            "Content-Length: " + picture.length,
                            "Connection: close")
                    .send(picture, 0, 100_000);
            var upload = stream.next("upload-started").json();
            assertThat(upload.getString("name")).isEqualTo("big.jpg");
            assertThat(upload.getInt("bytes")).isEqualTo(picture.length);

            int[] sent = {100_000};
            Condition.await("three reports of progress", LIMIT, () -> {
                // slower than the line, and never all of it before the reports are there
                int next = Math.min(sent[0] + 40_000, picture.length - 100_000);
                sender.send(picture, sent[0], next);
                sent[0] = next;
                return stream.names().stream().filter("upload-progress"::equals).count() >= 3;
            });
            var elapsed = Duration.between(begin, Instant.now());
            var reports = stream.events().stream()
                    .filter(event -> event.name().equals("upload-progress"))
                    .toList();
            assertThat(reports).allSatisfy(report -> {
                assertThat(report.id()).isNull();
                assertThat(report.json().keySet()).containsExactlyInAnyOrder("id", "received", "bytes");
                assertThat(report.json().getString("id")).isEqualTo(upload.getString("id"));
                assertThat(report.json().getInt("bytes")).isEqualTo(picture.length);
                assertThat(report.json().getInt("received")).isBetween(1, sent[0]);
            });
            assertThat(reports)
                    .extracting(report -> report.json().getInt("received"))
                    .isSorted()
                    .doesNotHaveDuplicates();
            // The first comes at once, each further one a quarter of a second later at the earliest.
            assertThat(reports)
                    .as("at most four a second")
                    .hasSizeLessThanOrEqualTo(1 + (int) (elapsed.toMillis() / 250));

            var uploads = dock.snapshot().getJsonArray("uploads");
            assertThat(DockClient.ids(uploads)).containsExactly(upload.getString("id"));
            assertThat(uploads.getJsonObject(0).getInt("received")).isBetween(1, sent[0]);
            assertThat(uploads.getJsonObject(0).getInt("waiting")).isEqualTo(1);
            try (var late = dock.events(dock.ownerKey())) {
                assertThat(DockClient.ids(late.next("snapshot").json().getJsonArray("uploads")))
                        .containsExactly(upload.getString("id"));
            }
            try (var back = dock.eventsAfter(stream.events().get(0).id())) {
                // what has passed is not told again, what lasts is
                assertThat(back.next().name()).isEqualTo("upload-started");
            }

            assertThat(RawConnection.status(
                            sender.send(picture, sent[0], picture.length).answer()))
                    .isEqualTo(201);
            assertThat(stream.next("photo-received").json().getString("uploadId"))
                    .isEqualTo(upload.getString("id"));
            assertThat(dock.snapshot().getJsonArray("uploads")).isEmpty();
        }
    }

    @Test
    void leavesOutTheLengthThatNobodySaid() {
        var dock = client.open();
        try (var stream = dock.events(dock.ownerKey())) {
            stream.next("snapshot");
            dock.owner("POST", "/photos")
                    .bodyWithoutLength("image/jpeg", () -> new ByteArrayInputStream(PICTURE))
                    .send()
                    .expect(201);
            assertThat(stream.next("upload-started").json()).doesNotContainKeys("bytes", "phoneId", "clientId");
        }
    }

    @Test
    void tellsNothingOfOtherDocks() {
        var dock = client.open();
        var other = client.open();
        try (var stream = dock.events(dock.ownerKey())) {
            stream.next("snapshot");
            other.photo(PICTURE, "");
            var own = photoReceived(dock, stream);
            assertThat(receivedIn(stream)).containsExactly(own.json().getString("id"));
        }
        var foreign = other.owner("GET", "/events").stream();
        try (foreign) {
            var id = foreign.next("snapshot").id();
            try (var stream = dock.eventsAfter(id)) {
                assertThat(stream.next().name()).as("another dock's id").isEqualTo("snapshot");
            }
        }
    }

    @Test
    void isReadByTheStandardClient() throws Exception {
        var dock = client.open();
        BlockingQueue<InboundSseEvent> events = new LinkedBlockingQueue<>();
        BlockingQueue<Throwable> errors = new LinkedBlockingQueue<>();
        ClientRequestFilter key =
                request -> request.getHeaders().putSingle("Authorization", "Bearer " + dock.ownerKey());
        Client jaxRs = ClientBuilder.newBuilder().register(key).build();
        try (var source = SseEventSource.target(jaxRs.target(BASE.resolve(dock.path("/events"))))
                .build()) {
            source.register(events::add, errors::add);
            source.open();

            var snapshot = named(events, "snapshot");
            assertThat(snapshot.getId()).matches("[^-]+-[0-9]+");
            assertThat(snapshot.readData(SnapshotSeen.class, MediaType.APPLICATION_JSON_TYPE).id)
                    .isEqualTo(dock.id());

            var photo = dock.photo(PICTURE, "?name=" + encoded("車 🙂.jpg")).getString("id");
            @SuppressWarnings("unchecked")
            Map<String, Object> received =
                    named(events, "photo-received").readData(Map.class, MediaType.APPLICATION_JSON_TYPE);
            assertThat(received).containsEntry("id", photo).containsEntry("name", "車 🙂.jpg");
            assertThat(named(events, "thumbnail-ready").readData()).isEqualTo("{\"id\":\"" + photo + "\"}");
            dock.owner("DELETE", "").send().expect(204);
            assertThat(named(events, "dock-closed").readData()).contains("CLOSED");
            // this client comes back all the same, two seconds later; that is none of our concern
            assertThat(errors).isEmpty();
        } finally {
            jaxRs.close();
        }
    }

    /** What the standard client makes of a snapshot with JSON-B. */
    public static class SnapshotSeen {
        public String id;
    }

    @Test
    void isReadByOkHttp() throws Exception {
        var dock = client.open();
        try (var source = new EventSource.Builder(ConnectStrategy.http(BASE.resolve(dock.path("/events")))
                        .header("Authorization", "Bearer " + dock.ownerKey())
                        .readTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS))
                .errorStrategy(ErrorStrategy.alwaysThrow())
                .retryDelay(1, TimeUnit.MILLISECONDS)
                .build()) {
            source.start();
            assertThat(source.readMessage().getEventName()).isEqualTo("snapshot");
            var first = dock.photo(PICTURE, "").getString("id");
            assertThat(named(source, "photo-received").getData()).contains(first);
            assertThat(source.getLastEventId()).matches("[^-]+-[0-9]+");
            assertThat(named(source, "thumbnail-ready").getData()).contains(first);

            source.stop();
            var missed = dock.photo(Pictures.jpeg(65, 48), "").getString("id");
            source.start();
            assertThat(source.readMessage().getEventName()).as("it goes on").isEqualTo("upload-started");
            assertThat(named(source, "photo-received").getData()).contains(missed);

            dock.owner("DELETE", "").send().expect(204);
            assertThat(named(source, "dock-closed").getData()).contains("CLOSED");
        }
    }

    /** A connection says that it has ended only when something is written to it; a page that goes can say so itself. */
    @Test
    void aPhoneThatSaysGoodbyeHasLeft() {
        var dock = client.open();
        var phone = dock.join("p");
        var desktop = dock.events(dock.ownerKey());
        desktop.next("snapshot");
        try (desktop;
                var stream = stream(dock, phone, "one")) {
            stream.next("snapshot");
            desktop.next("phone-joined");
            for (var connection : List.of("another", "one")) {
                dock.call("POST", "/goodbye")
                        .key(phone.key())
                        .header("Snapdock-Connection", connection)
                        .json("{}")
                        .send()
                        .expect(204);
            }
            assertThat(desktop.next("phone-left").data()).contains(phone.id());
            try (var back = stream(dock, phone, "two")) {
                back.next("snapshot");
                assertThat(desktop.next("phone-joined").data()).contains(phone.id());
            }
        }
    }

    private static EventReader stream(OpenDock dock, JoinedPhone phone, String connection) {
        return dock.call("GET", "/events").key(phone.key()).header("Snapdock-Connection", connection).stream();
    }

    @Test
    void refusesBeforeTheStreamBegins() {
        var dock = client.open();
        dock.call("GET", "/events").send().expectProblem(404, "dock-unavailable");
        dock.owner("GET", "/events").header("Accept", "application/json").send().expectProblem(406, "not-acceptable");
        Answer wrong = dock.owner("POST", "/events").send();
        assertThat(wrong.expectProblem(405, "method-not-allowed").header("Allow"))
                .contains("GET");
    }

    private static Event photoReceived(OpenDock dock, EventReader stream) {
        var id = dock.photo(Pictures.jpeg(WIDTHS.incrementAndGet(), 48), "").getString("id");
        return stream.next(
                "photo-received of " + id,
                event -> event.name().equals("photo-received")
                        && event.json().getString("id").equals(id));
    }

    private static List<String> receivedIn(EventReader stream) {
        return stream.events().stream()
                .filter(event -> event.name().equals("photo-received"))
                .map(event -> event.json().getString("id"))
                .toList();
    }

    private static List<Event> lasting(EventReader stream) {
        return stream.events().stream()
                .filter(event -> event.id() != null && !event.name().equals("snapshot"))
                .toList();
    }

    /** Ids of one epoch, each greater than the one before; only progress has none. */
    private static void assertAscending(List<Event> events) {
        assertThat(events.stream()
                        .filter(event -> event.id() == null)
                        .map(Event::name)
                        .distinct())
                .isSubsetOf("upload-progress");
        var ids = events.stream().map(Event::id).filter(id -> id != null).toList();
        assertThat(ids.stream().map(id -> id.split("-", 2)[0]).distinct()).hasSize(1);
        assertThat(ids.stream().map(id -> Long.valueOf(id.split("-", 2)[1])))
                .isSorted()
                .doesNotHaveDuplicates();
    }

    private static InboundSseEvent named(BlockingQueue<InboundSseEvent> events, String name) throws Exception {
        for (var event = next(events); ; event = next(events)) {
            if (name.equals(event.getName())) {
                return event;
            }
        }
    }

    private static InboundSseEvent next(BlockingQueue<InboundSseEvent> events) throws Exception {
        var event = events.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
        assertThat(event).as("another event in time").isNotNull();
        return event;
    }

    private static MessageEvent named(EventSource source, String name) throws Exception {
        for (var event = source.readMessage(); ; event = source.readMessage()) {
            if (event.getEventName().equals(name)) {
                return event;
            }
        }
    }

    private static String header(EventReader stream, String name) {
        return stream.headers().firstValue(name).orElse("");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
