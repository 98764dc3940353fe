package io.snapdock.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.store.Sha;
import io.snapdock.support.Condition;
import io.snapdock.support.DockClient;
import io.snapdock.support.DockClient.OpenDock;
import io.snapdock.support.FaultyProxy;
import io.snapdock.support.FaultyProxy.Fault;
import io.snapdock.support.Pictures;
import io.snapdock.support.ServerIT;
import io.snapdock.support.SlicedUpload;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Networks that cut, stall and throttle uploads at any byte, and lose answers: the photo that comes out has the bytes that were sent, and
 * little is sent twice. What goes wrong when follows from a round's number.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CutsIT extends ServerIT {
    private static final int SLICE_BYTES = 256 * 1024;
    private static final int PICTURE_BYTES = 2 * 1024 * 1024;

    /** Shorter than an answer's head. */
    private static final int ANSWER_BYTES = 100;

    private static final int MOST_FAULTS = 3;

    /** A slice takes some 20 ms; on a busy machine a sender gives up without need, and comes back as after a fault. */
    private static final Duration PATIENCE = Duration.ofMillis(700);

    /** Long enough for the sender to give up and come back before the rest of its old request arrives. */
    private static final Duration STALL = PATIENCE.plusMillis(200);

    private static final Duration LIMIT = Duration.ofSeconds(20);

    static Stream<Arguments> rounds() {
        var faults = Fault.values();
        return IntStream.range(0, Integer.getInteger("it.chaos.cuts", 10))
                .mapToObj(round -> Arguments.of(round, faults[round % faults.length]));
    }

    @ParameterizedTest(name = "round {0}, {1}")
    @MethodSource("rounds")
    void aPhotoSurvivesItsNetwork(int round, Fault fault) {
        var random = new Random(round);
        byte[] picture = Pictures.noisyJpegOfSize(PICTURE_BYTES + random.nextInt(SLICE_BYTES), round);
        OpenDock dock = new DockClient(BASE).open();
        try (var proxy = new FaultyProxy(BASE, STALL)) {
            var upload = SlicedUpload.begin(dock, picture, SLICE_BYTES).by(new DockClient(proxy.base(), PATIENCE));
            int faults = 1 + random.nextInt(MOST_FAULTS);
            for (int i = 0; i < faults && !upload.isDone(); i++) {
                long left = picture.length - upload.acknowledged();
                proxy.plan(fault, passing(fault, left, random));
                boolean whole = upload.sendOn();
                if (whole) {
                    assertThat(proxy.isPending()).as("else nothing was tried").isFalse();
                } else {
                    comeBack(upload);
                }
            }
            while (!upload.sendOn()) {
                comeBack(upload);
            }

            assertThat(dock.photoIds()).containsExactly(upload.photo());
            assertThat(stored(dock, upload.photo())).isEqualTo(sha256(picture));
        }
    }

    /** Some way into what is left to be sent; answers are lost as a whole half the time. */
    private static long passing(Fault fault, long left, Random random) {
        return switch (fault) {
            case ANSWER_CUT -> random.nextBoolean() ? 0 : 1 + random.nextInt(ANSWER_BYTES);
            case RESET, END, STALL, THROTTLE -> (long) (random.nextDouble() * left);
        };
    }

    private static void comeBack(SlicedUpload upload) {
        Condition.await("where the upload stands", LIMIT, () -> {
            upload.resume();
            return true;
        });
        assertThat(upload.resumedAt())
                .as("what was acknowledged is kept")
                .isBetween(upload.acknowledged(), upload.mostSent());
        assertThat(upload.mostSent() - upload.resumedAt())
                .as("bytes to be sent again")
                .isLessThanOrEqualTo(SLICE_BYTES);
        upload.goOn();
    }

    private static String stored(OpenDock dock, String photo) {
        return sha256(dock.owner("GET", "/photos/" + photo).send().expect(200).body());
    }

    private static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(Sha.digest("SHA-256").digest(bytes));
    }
}
