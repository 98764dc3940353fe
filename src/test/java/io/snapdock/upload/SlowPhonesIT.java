package io.snapdock.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.snapdock.support.Condition;
import io.snapdock.support.DockClient;
import io.snapdock.support.DockClient.OpenDock;
import io.snapdock.support.Pictures;
import io.snapdock.support.RawConnection;
import io.snapdock.support.ServerProcess;
import io.snapdock.support.ServerSetup;
import io.snapdock.swarm.Door;
import io.snapdock.swarm.Latencies;
import io.snapdock.swarm.Pace;
import io.snapdock.swarm.ProcessUsage;
import io.snapdock.swarm.Publishers;
import io.snapdock.swarm.Swarm;
import io.snapdock.swarm.Trickle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A thousand phones with a bad network hold the server up for nobody. The bounds are a multiple of what is aimed at: machines that are
 * busy with other things shall not fail the build. What was measured is in docs/performance.md.
 */
@Tag("alone")
@Tag("long")
class SlowPhonesIT {
    private static final int KIB = 1024;
    private static final int DOCKS = 50;
    private static final int UPLOADS_PER_DOCK = 20;
    private static final int UPLOADS = DOCKS * UPLOADS_PER_DOCK;

    /** 2 KiB/s. */
    private static final int PIECE_BYTES = 512;

    private static final Duration PAUSE = Duration.ofMillis(250);

    /** Much longer than what is sent of it. */
    private static final int PICTURE_BYTES = 256 * KIB;

    /** Twenty times as long as an honest pause, so that a hiccup of the machine is none. */
    private static final Duration IDLE = Duration.ofSeconds(5);

    private static final int PER_SECOND = 50;
    private static final int MEASURED = 6 * PER_SECOND;
    /** Aimed at are 50 ms. With threads that wait for bodies a GET does not come back at all. */
    private static final Duration MOST_OF_A_GET = Duration.ofSeconds(2);

    /** Aimed at are 100 ms. */
    private static final Duration MOST_OF_AN_EVENT = Duration.ofSeconds(2);

    /** A machine that is slow by itself makes all slower. */
    private static final int MOST_TIMES = 10;

    private static final long MOST_BYTES_OUTSIDE = 2 * 24 * KIB;

    /** The servers' own picture of an open request, and the persistence provider's of its rows. */
    private static final long MOST_BYTES_OF_HEAP = 128 * KIB;

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String KEY = "publish-key-of-the-slow-phones";
    private static final String TOPIC = "/snapdock/api/topics/slow/events";

    private static byte[] picture;
    private static ServerProcess server;
    private static DockClient client;

    @BeforeAll
    static void start() {
        assumeTrue(ProcessUsage.isKnown(), "/proc tells memory and threads");
        picture = Pictures.jpegOfSize(PICTURE_BYTES);
        var settings = Map.of(
                "snapdock.topics.publish-key",
                KEY,
                "snapdock.topics.subscribe",
                "open",
                "snapdock.limit.opens-per-minute",
                "0",
                // All phones are at one address.
                "snapdock.upload.max-parallel-per-address",
                Integer.toString(2 * UPLOADS),
                "snapdock.upload.max-parallel-per-phone",
                Integer.toString(UPLOADS_PER_DOCK),
                "snapdock.upload.idle",
                IDLE.toString(),
                // Docks tell their desktops how far uploads are, and remember it; that is no upload's memory.
                "snapdock.push.log-events",
                "10");
        server = ServerProcess.start("slow-phones", ServerSetup.withResidentHeap(settings));
        client = new DockClient(server.base());
    }

    @AfterAll
    static void logIsClean() {
        if (server != null) {
            server.close();
            server.assertLogClean();
        }
    }

    /** Sent by the one who opened the dock, as all uploads here. */
    private static String head(OpenDock dock, int length) {
        return String.join(
                "\r\n",
                "POST /snapdock/" + dock.path("/uploads") + " HTTP/1.1",
                "Host: localhost",
                "Authorization: Bearer " + dock.ownerKey(),
                "Tus-Resumable: 1.0.0",
                "Upload-Length: " + length,
                "Content-Type: " + TusDock.BYTES,
                "Content-Length: " + length,
                "",
                "");
    }

    @Test
    void aThousandSlowUploadsHoldNobodyUp() {
        fillPools();
        var docks = Stream.generate(client::open).limit(DOCKS).toList();
        var bystander = client.open();
        long before = arriving();
        try (var swarm = new Swarm(server.port(), 1, Map.of());
                var publishers = publishers();
                var trickle = trickle(docks, before)) {
            swarm.open(1, TOPIC);
            // Teaches the compilers.
            measure(bystander, swarm, publishers);
            var alone = measure(bystander, swarm, publishers);
            var usage = new ProcessUsage(server.pid());
            int threads = usage.threads();
            long heap = server.liveHeapBytes();
            long outside = usage.residentBytes();

            trickle.start();
            awaitBegun(trickle, before + UPLOADS);
            var meanwhile = measure(bystander, swarm, publishers);
            int moreThreads = usage.threads() - threads;
            long heapOfEach = (server.liveHeapBytes() - heap) / UPLOADS;
            long outsideOfEach = (usage.residentBytes() - outside) / UPLOADS;
            report(
                    "slow phones: GET p99 %.1f ms, %.1f without; event p99 %.1f ms, %.1f without; %d + %d bytes each; %+d threads"
                            .formatted(
                                    millis(meanwhile.get()),
                                    millis(alone.get()),
                                    millis(meanwhile.event()),
                                    millis(alone.event()),
                                    heapOfEach,
                                    outsideOfEach,
                                    moreThreads));

            assertThat(trickle.faults()).isEmpty();
            assertThat(trickle.sentBytes()).isGreaterThan((long) UPLOADS * 2 * KIB);
            assertThat(meanwhile.get()).as("p99 of a GET").isLessThan(most(MOST_OF_A_GET, alone.get()));
            assertThat(meanwhile.event()).as("p99 of an event").isLessThan(most(MOST_OF_AN_EVENT, alone.event()));
            assertThat(outsideOfEach).as("resident bytes for each upload").isLessThan(MOST_BYTES_OUTSIDE);
            assertThat(heapOfEach).as("bytes of the heap for each upload").isLessThan(MOST_BYTES_OF_HEAP);
            assertThat(moreThreads).as("more threads").isLessThan(UPLOADS / 20);
        }
        goesOn(docks.get(DOCKS / 2));
    }

    /**
     * Threads and their buffers, which a server keeps once it has them: creations need some for their moment, but they are no upload's.
     */
    private static void fillPools() {
        var docks = Stream.generate(client::open).limit(DOCKS).toList();
        long before = arriving();
        try (var trickle = trickle(docks, before)) {
            trickle.start();
            awaitBegun(trickle, before + UPLOADS);
        }
    }

    /** @param before uploads that have begun already */
    private static Trickle trickle(List<OpenDock> docks, long before) {
        var trickle = new Trickle(server.port(), PIECE_BYTES, PAUSE, () -> arriving() - before);
        docks.forEach(dock ->
                IntStream.range(0, UPLOADS_PER_DOCK).forEach(i -> trickle.add(head(dock, PICTURE_BYTES), picture)));
        return trickle;
    }

    private static void awaitBegun(Trickle trickle, long count) {
        Condition.await("bytes of each upload", LIMIT, () -> {
            assertThat(trickle.faults()).isEmpty();
            return arriving() >= count;
        });
    }

    /** What hung up in the middle is kept, and can be finished. */
    private static void goesOn(OpenDock dock) {
        var tus = new TusDock(dock);
        var location = dock.path("/uploads/")
                + dock.snapshot().getJsonArray("uploads").getJsonObject(0).getString("id");
        int offset = (int) tus.offset(location);
        assertThat(offset).isGreaterThan(2 * KIB);
        var whole = tus.patch(location, picture, offset, picture.length).expect(204);
        assertThat(dock.photoIds()).containsExactly(whole.header("Snapdock-Photo"));
    }

    @Test
    void aSilentBodyIsEndedAndKept() {
        var dock = client.open();
        var tus = new TusDock(dock);
        var location = tus.create(PICTURE_BYTES);
        try (var connection = new RawConnection(server.base())) {
            connection
                    .head(
                            "PATCH " + server.base().resolve(location).getPath() + " HTTP/1.1",
                            "Host: localhost",
                            "Authorization: Bearer " + dock.ownerKey(),
                            "Tus-Resumable: 1.0.0",
                            "Upload-Offset: 0",
                            "Content-Type: " + TusDock.BYTES,
                            "Content-Length: " + PICTURE_BYTES,
                            "Connection: close")
                    .send(picture, 0, KIB);
            var answer = connection.answer();
            assertThat(RawConnection.status(answer)).isEqualTo(408);
            assertThat(answer).contains("upload-stalled");
        }
        assertThat(tus.offset(location)).isEqualTo(KIB);
    }

    private record Delays(Duration get, Duration event) {}

    /** The p99 of a GET and of an event, both at a fixed rate and at the same time. */
    private static Delays measure(OpenDock dock, Swarm swarm, Publishers publishers) {
        swarm.resetLatencies();
        long wanted = swarm.delivered() + MEASURED;
        var publishing = CompletableFuture.supplyAsync(() -> publishers.publish(MEASURED, Pace.perSecond(PER_SECOND)));
        var gets = new Latencies();
        Pace pace = Pace.perSecond(PER_SECOND);
        for (int i = 0; i < MEASURED; i++) {
            long due = pace.await(i);
            dock.owner("GET", "").send().expect(200);
            gets.record(System.nanoTime() - due);
        }
        assertThat(publishing.join()).isEqualTo(Map.of(202, (long) MEASURED));
        Condition.await("all events", LIMIT, () -> swarm.delivered() >= wanted);
        swarm.failOnFault();
        return new Delays(gets.percentile(0.99), swarm.latencies().percentile(0.99));
    }

    private static Duration most(Duration bound, Duration alone) {
        Duration times = alone.multipliedBy(MOST_TIMES);
        return times.compareTo(bound) > 0 ? times : bound;
    }

    private static Publishers publishers() {
        return new Publishers(
                new Door(server.port(), List.of(TOPIC), Map.of("Authorization", "Bearer " + KEY), 150), 1);
    }

    private static long arriving() {
        try (Stream<Path> parts = Files.list(server.data().resolve("incoming"))) {
            return parts.filter(part -> part.toFile().length() > 0).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }

    /** For the record of a run: bounds say nothing about how far away they are. */
    private static void report(String figures) {
        // Not a logger: on one of the servers' class paths there is one that keeps it to itself.
        System.out.println(figures);
    }
}
