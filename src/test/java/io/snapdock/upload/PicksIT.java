package io.snapdock.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.support.DockClient;
import io.snapdock.support.DockClient.OpenDock;
import io.snapdock.support.Pictures;
import io.snapdock.support.ServerIT;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Photos lie as they were picked, by both doors, however they arrive and whatever happens to others meanwhile. */
@Tag("http")
class PicksIT extends ServerIT {
    private static final AtomicInteger PICTURES = new AtomicInteger();

    private final OpenDock dock = new DockClient(BASE).open();
    private final TusDock owner = new TusDock(dock);

    @Test
    void newPhotosComeAfterAllOthers() {
        var ids = sendOneByOne("o1", "o2", "o3", "o4", "o5");
        Collections.reverse(ids);
        order(ids);
        remove("o5");
        remove("o4");
        sendOneByOne("o6");
        assertThat(names()).containsExactly("o3", "o2", "o1", "o6");
        remove("o6");
        sendOneByOne("o7");
        assertThat(names()).containsExactly("o3", "o2", "o1", "o7");
    }

    @Test
    void thoseOfOnePickLieTogetherByTheirIndex() {
        sendOneByOne("before");
        var picks = new ArrayList<Begun>();
        for (int index : new int[] {3, 0, 4, 1, 2}) {
            picks.add(begin(owner, "p", index, 5));
        }
        sendOneByOne("after");
        Collections.shuffle(picks, new Random(1));
        picks.forEach(Begun::finish);
        assertThat(names()).containsExactly("before", "p0", "p1", "p2", "p3", "p4", "after");
    }

    @Test
    void theOneRequestDoorKnowsPicksToo() {
        for (int index : new int[] {2, 0, 1}) {
            var photo = dock.photo(picture(), "?name=q%d.jpg&pick=q&index=%d&picked=3".formatted(index, index));
            assertThat(photo.getString("pick")).isEqualTo("q");
            assertThat(photo.getInt("index")).isEqualTo(index);
            assertThat(photo.getInt("picked")).isEqualTo(3);
        }
        sendOneByOne("after");
        assertThat(names()).containsExactly("q0", "q1", "q2", "after");
    }

    @Test
    void aPickWhoseSizeIsNotKnownLiesTogetherAsWell() {
        dock.photo(picture(), "?name=r7.jpg&pick=r&index=7");
        sendOneByOne("after");
        dock.photo(picture(), "?name=r0.jpg&pick=r&index=0");
        dock.photo(picture(), "?name=r900.jpg&pick=r&index=900");
        assertThat(names()).containsExactly("r0", "r7", "r900", "after");
    }

    /** As three phones and the desktop do that send at the same moment, three photos at once each. */
    @Test
    void manyAtOnceLieAsTheyWerePicked() {
        var senders = new ArrayList<String>(List.of(dock.ownerKey()));
        IntStream.range(0, 3).mapToObj(n -> dock.join("Phone " + n).key()).forEach(senders::add);
        var sending = new ArrayList<CompletableFuture<DockClient.Answer>>();
        for (int index : new int[] {4, 1, 5, 0, 3, 2}) {
            for (int n = 0; n < senders.size(); n++) {
                sending.add(dock.call(
                                "POST",
                                "/photos?name=s%d-%d.jpg&pick=same&index=%d&picked=6".formatted(n, index, index))
                        .key(senders.get(n))
                        .body("image/jpeg", picture())
                        .sendAsync());
            }
        }
        sending.forEach(answer -> answer.join().expect(201));
        var names = names();
        assertThat(names).hasSize(24);
        for (int n = 0; n < senders.size(); n++) {
            var sender = "s" + n;
            assertThat(names.subList(names.indexOf(sender + "-0"), names.indexOf(sender + "-0") + 6))
                    .isEqualTo(IntStream.range(0, 6)
                            .mapToObj(i -> sender + "-" + i)
                            .toList());
        }
    }

    @Test
    void anOrderByHandHoldsWhileUploadsAreOnTheirWay() {
        var first = begin(owner, "x", 0, 1);
        var ids = sendOneByOne("o1", "o2", "o3");
        var pick = IntStream.range(0, 4)
                .mapToObj(index -> begin(owner, "p", index, 4))
                .toList();
        ids.add(0, pick.get(2).finish());
        Collections.reverse(ids);
        try (var events = dock.events(dock.ownerKey())) {
            var before = events.next("snapshot").json();
            assertThat(places(before.getJsonArray("uploads"))).isSorted();
            // p2 lies last, where it lay: only the others were put by hand
            ids.add(ids.remove(3));
            order(Stream.of(ids.get(0), ids.get(1), ids.get(2), ids.get(3)).toList());
            var told = events.next("photos-reordered").json();
            assertThat(DockClient.ids(dock.snapshot().getJsonArray("photos")))
                    .isEqualTo(told.getJsonArray("ids").getValuesAs(jakarta.json.JsonString::getString));
            var places = told.getJsonObject("places");
            for (String list : List.of("photos", "uploads")) {
                for (JsonObject one : dock.snapshot().getJsonArray(list).getValuesAs(JsonObject.class)) {
                    assertThat(places.getInt(one.getString("id"))).isEqualTo(one.getInt("place"));
                }
            }
        }
        first.finish();
        pick.get(3).finish();
        remove("o2");
        pick.get(0).finish();
        pick.get(1).finish();
        sendOneByOne("last");
        assertThat(names()).containsExactly("o3", "o1", "p0", "p1", "p2", "p3", "x0", "last");
    }

    @Test
    void aMemberThatFailsOrIsRemovedMovesNothing() {
        var second = begin(owner, "p", 1, 4);
        begin(owner, "p", 2, 4).finish();
        sendOneByOne("after");
        owner.call("DELETE", second.location()).send().expect(204);
        dock.send(dock.ownerKey(), new byte[100], "?name=p3.jpg&pick=p&index=3&picked=4")
                .expect(415);
        begin(owner, "p", 3, 4).finish();
        remove("p2");
        begin(owner, "p", 0, 4).finish();
        // the same one, tried again
        begin(owner, "p", 1, 4).finish();
        assertThat(names()).containsExactly("p0", "p1", "p3", "after");
    }

    @Test
    void whatIsStillAtTheSenderIsTold() {
        var phone = dock.join("Ana");
        var tus = new TusDock(dock, phone.key());
        assertThat(dock.snapshot().getJsonArray("picks")).isEmpty();
        var begun = begin(tus, "p", 1, 4);
        begin(tus, "p", 3, 4).finish();
        var pick = dock.snapshot().getJsonArray("picks").getJsonObject(0);
        assertThat(pick.getString("pick")).isEqualTo("p");
        assertThat(pick.getString("phoneId")).isEqualTo(phone.id());
        assertThat(pick.getInt("picked")).isEqualTo(4);
        assertThat(pick.getJsonArray("waiting").toString()).isEqualTo("[0,2]");
        var upload = dock.snapshot().getJsonArray("uploads").getJsonObject(0);
        assertThat(upload.getInt("place")).isEqualTo(pick.getInt("place") + 1);
        assertThat(upload.getString("pick")).isEqualTo("p");
        assertThat(upload.getInt("index")).isEqualTo(1);
        assertThat(upload.getInt("picked")).isEqualTo(4);

        tus.call("DELETE", begun.location()).send().expect(204);
        try (var events = dock.events(dock.ownerKey())) {
            events.next("snapshot");
            begin(tus, "p", 0, 4).finish();
            assertThat(events.next("upload-started").json().getInt("waiting")).isEqualTo(1);
            tus.call("DELETE", dock.path("/picks/p/1")).send().expect(204);
            owner.call("DELETE", dock.path("/picks/p/2")).send().expect(204);
            tus.call("DELETE", dock.path("/picks/p/99999")).send().expect(204);
            tus.call("DELETE", dock.path("/picks/unknown/0")).send().expect(204);
            assertThat(dock.snapshot().getJsonArray("picks"))
                    .as("those of others stay")
                    .hasSize(1);
            tus.call("DELETE", dock.path("/picks/p/2")).send().expect(204);
            assertThat(events.next("pick-changed").json().getJsonArray("waiting"))
                    .isEmpty();
        }
        assertThat(dock.snapshot().getJsonArray("picks")).isEmpty();
        begin(tus, "p", 2, 4).finish();
        assertThat(names()).containsExactly("p0", "p2", "p3");
    }

    /** The answer to its creation was lost, so its sender knows no upload, and the picture can be read no more. */
    @Test
    void whatItsSenderDoesNotKnowToHaveBegunEndsToo() {
        var mine = new TusDock(dock, dock.join("Ana").key());
        var other = new TusDock(dock, dock.join("Ben").key());
        var lost = begin(mine, "p", 0, 2);
        var next = begin(mine, "p", 1, 2);
        begin(other, "p", 0, 1);
        try (var events = dock.events(dock.ownerKey())) {
            events.next("snapshot");
            mine.call("DELETE", dock.path("/picks/p/0"))
                    .header("Snapdock-Reason", "upload-offset")
                    .send()
                    .expectProblem(400, "upload-request-invalid");
            mine.call("DELETE", dock.path("/picks/p/0"))
                    .header("Snapdock-Reason", "photo-unreadable")
                    .send()
                    .expect(204);
            var failed = events.next("upload-failed").json();
            assertThat(lost.location()).endsWith(failed.getString("id"));
            assertThat(failed.getString("code")).isEqualTo("photo-unreadable");
        }
        assertThat(dock.snapshot().getJsonArray("uploads"))
                .as("the other of its pick, and that of the other phone")
                .hasSize(2);
        next.finish();
        mine.call("DELETE", dock.path("/picks/p/1")).send().expect(204);
        assertThat(names()).as("what has arrived stays").containsExactly("p1");
    }

    /** A browser sends a creation a second time when a connection that was used before breaks, and may do so late. */
    @ParameterizedTest
    @CsvSource({"photo-unreadable,true", "body-refused,false", "upload-cancelled,true", "upload-cancelled,false"})
    void aCreationThatComesAfterItsEndBeginsNothing(String reason, boolean isKnownByItsPlaceOnly) {
        var phone = new TusDock(dock, dock.join("Ana").key());
        var metadata = new String[] {"clientId", "c1", "pick", "p", "index", "0", "picked", "1"};
        var location = phone.create(1_000, metadata);
        var end = phone.call("DELETE", isKnownByItsPlaceOnly ? dock.path("/picks/p/0") : location);
        if (!reason.equals("upload-cancelled")) {
            end.header("Snapdock-Reason", reason);
        }
        end.send().expect(204);
        phone.creation(metadata).header("Upload-Length", "1000").send().expectProblem(410, reason);
        assertThat(dock.snapshot().getJsonArray("uploads")).isEmpty();

        var chosenAgain = new String[] {"clientId", "c1", "pick", "q", "index", "0", "picked", "1"};
        phone.creation(chosenAgain).header("Upload-Length", "1000").send().expect(201);
    }

    @Test
    void whatWasGivenUpMayBeTriedAgain() {
        var metadata = new String[] {"clientId", "c1", "pick", "p", "index", "0", "picked", "1"};
        var phone = new TusDock(dock, dock.join("Ana").key());
        phone.call("DELETE", phone.create(1_000, metadata))
                .header("Snapdock-Reason", "upload-given-up")
                .send()
                .expect(204);
        phone.creation(metadata).header("Upload-Length", "1000").send().expect(201);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "a/b,0,1",
                "'',0,1",
                "-,0,1",
                "p,-,1",
                "p,-1,2",
                "p,2,2",
                "p,x,2",
                "p,10000,-",
                "p,0,0",
                "p,0,10001",
                "p,0,x",
            })
    void aPickOutsideItsBoundsIsRefused(String pick, String index, String picked) {
        var query = new StringBuilder("?name=a.jpg");
        var metadata = new ArrayList<String>();
        String[] parts = {"pick", pick, "index", index, "picked", picked};
        for (int i = 0; i < parts.length; i += 2) {
            if (parts[i + 1] != null) {
                query.append('&').append(parts[i]).append('=').append(parts[i + 1]);
                metadata.addAll(List.of(parts[i], parts[i + 1]));
            }
        }
        dock.send(dock.ownerKey(), picture(), query.toString()).expectProblem(400, "query-invalid");
        owner.creation(metadata.toArray(String[]::new))
                .header("Upload-Length", "10")
                .send()
                .expectProblem(400, "upload-request-invalid");
        assertThat(dock.photoIds()).isEmpty();
    }

    @Test
    void aPhotoSaysWhereItIs() {
        var photo = dock.photo(picture(), "?name=a.jpg");
        assertThat(photo.getString("url")).isEqualTo(BASE.getPath() + dock.path("/photos/" + photo.getString("id")));
        dock.client()
                .call("GET", photo.getString("url"))
                .key(dock.ownerKey())
                .send()
                .expect(200);
        try (var events = dock.events(dock.ownerKey())) {
            events.next("snapshot");
            dock.photo(picture(), "?name=b.jpg");
            assertThat(events.next("photo-received").json().getString("url")).startsWith(BASE.getPath() + "api/docks/");
            events.next("thumbnail-ready");
        }
        for (JsonObject one : dock.snapshot().getJsonArray("photos").getValuesAs(JsonObject.class)) {
            if (one.containsKey("thumbnailUrl")) {
                dock.client()
                        .call("GET", one.getString("thumbnailUrl"))
                        .key(dock.ownerKey())
                        .send()
                        .expect(200);
            }
            assertThat(one.containsKey("thumbnailUrl")).isEqualTo(one.getBoolean("thumbnail"));
            assertThat(one.containsKey("previewUrl")).isEqualTo(one.getBoolean("preview"));
        }
    }

    /** An upload of which the first bytes are there. */
    private record Begun(TusDock tus, String location, byte[] picture) {
        String finish() {
            return tus.patch(location, picture, 10, picture.length).expect(204).header("Snapdock-Photo");
        }
    }

    private static Begun begin(TusDock tus, String pick, int index, int picked) {
        byte[] picture = picture();
        var location = tus.create(
                picture.length,
                "filename",
                pick + index + ".jpg",
                "pick",
                pick,
                "index",
                Integer.toString(index),
                "picked",
                Integer.toString(picked));
        tus.patch(location, picture, 0, 10).expect(204);
        return new Begun(tus, location, picture);
    }

    private List<String> sendOneByOne(String... names) {
        var ids = new ArrayList<String>();
        for (String name : names) {
            ids.add(dock.photo(picture(), "?name=" + name + ".jpg").getString("id"));
        }
        return ids;
    }

    /** Another one each time: a dock takes the same picture once. */
    private static byte[] picture() {
        return Pictures.withComment(Pictures.jpeg(32, 24), "picture " + PICTURES.incrementAndGet());
    }

    private void order(List<String> ids) {
        dock.owner("PUT", "/photos/order")
                .json(DockClient.array(ids.stream()))
                .send()
                .expect(204);
    }

    private void remove(String name) {
        var id = dock.snapshot().getJsonArray("photos").getValuesAs(JsonObject.class).stream()
                .filter(photo -> photo.getString("name").equals(name + ".jpg"))
                .findFirst()
                .orElseThrow()
                .getString("id");
        dock.owner("DELETE", "/photos/" + id).send().expect(204);
    }

    private List<String> names() {
        var photos = dock.snapshot().getJsonArray("photos");
        assertThat(places(photos)).isSorted().doesNotHaveDuplicates();
        return photos.getValuesAs(JsonObject.class).stream()
                .map(photo -> photo.getString("name").replace(".jpg", ""))
                .toList();
    }

    private static List<Integer> places(JsonArray list) {
        return list.getValuesAs(JsonObject.class).stream()
                .map(one -> one.getInt("place"))
                .toList();
    }
}
