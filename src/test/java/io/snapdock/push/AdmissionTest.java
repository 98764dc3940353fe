package io.snapdock.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.snapdock.push.PushRefusedException.Reason;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who is let in, and that whoever takes too much harms nobody else. */
class AdmissionTest {
    private static final Visitor HOST = Visitor.host("nat", "dock/1/owner");

    @Test
    void countsInAllByTopicAndByAddress() {
        var admission = new Admission(new PushLimits.Streams(4, 3, 9, 2));
        Runnable first = admission.admit("t", Visitor.from("a"));
        admission.admit("t", Visitor.from("a"));
        refuses(admission, "t", Visitor.from("a"), Reason.ADDRESS_FULL);
        admission.admit("t", Visitor.from("b"));
        refuses(admission, "t", Visitor.from("b"), Reason.TOPIC_FULL);
        admission.admit("u", Visitor.from("b"));
        refuses(admission, "v", Visitor.from("c"), Reason.SERVER_FULL);
        assertThat(admission.open()).isEqualTo(4);

        first.run();
        first.run();
        assertThat(admission.open()).as("a place is given back once").isEqualTo(3);
        lets(admission, "t", Visitor.from("c"));
    }

    @Test
    void aPhoneThatTakesAllItMayHarmsNeitherItsNeighboursNorTheDesk() {
        var admission = new Admission(new PushLimits.Streams(100, 100, 3, 50));
        var greedy = Visitor.guest("nat", "dock/1/phone");
        IntStream.range(0, 3).forEach(any -> admission.admit("dock/1", greedy));
        refuses(admission, "dock/1", greedy, Reason.KEY_FULL);
        lets(admission, "dock/1", HOST);
        lets(admission, "dock/1", Visitor.guest("nat", "dock/1/other"));
        lets(admission, "dock/2", Visitor.guest("nat", "dock/2/phone"));
    }

    @Test
    void manyPhonesAfterOneAddressDoNotLockTheDeskOut() {
        var admission = new Admission(new PushLimits.Streams(1_000, 1_000, 3, 10));
        IntStream.range(0, 10).forEach(i -> admission.admit("dock/" + i, Visitor.guest("nat", "phone" + i)));
        refuses(admission, "dock/1", Visitor.guest("nat", "another"), Reason.ADDRESS_FULL);
        lets(admission, "dock/1", HOST);
        lets(admission, "dock/1", Visitor.guest("elsewhere", "another"));
    }

    @Test
    void manyDesksAfterOneAddressDoNotLockAnotherOut() {
        var admission = new Admission(new PushLimits.Streams(1_000, 1_000, 9, 10));
        for (int desk = 0; desk < 2; desk++) {
            var host = Visitor.host("nat", "desk" + desk);
            IntStream.range(0, 5).forEach(any -> admission.admit("t", host));
        }
        refuses(admission, "t", Visitor.host("nat", "desk1"), Reason.ADDRESS_FULL);
        lets(admission, "dock/1", HOST);
    }

    @Test
    void aDockHasABoundForItsGuestsAndTheDeskIsNotAmongThem() {
        var admission = new Admission(new PushLimits.Streams(1_000, 1_000, 9, 1_000));
        IntStream.range(0, 4)
                .forEach(i -> admission.admit(
                        "dock/1", Visitor.guest("a" + i, "p" + i).amongGuests(4)));
        refuses(admission, "dock/1", Visitor.guest("b", "p").amongGuests(4), Reason.TOPIC_FULL);
        lets(admission, "dock/1", HOST);
        lets(admission, "dock/2", Visitor.guest("b", "p").amongGuests(4));
    }

    @Test
    void theLastTenthOfTheServerIsForHosts() {
        var admission = new Admission(new PushLimits.Streams(20, 1_000, 9, 1_000));
        IntStream.range(0, 18).forEach(i -> admission.admit("t", Visitor.from("a" + i)));
        refuses(admission, "t", Visitor.from("b"), Reason.SERVER_FULL);
        lets(admission, "dock/1", HOST);
        lets(admission, "dock/1", HOST);
        refuses(admission, "dock/1", HOST, Reason.SERVER_FULL);
    }

    @Test
    void whoIsRefusedLeavesNoTrace() {
        var admission = new Admission(new PushLimits.Streams(100, 100, 1, 100));
        var phone = Visitor.guest("a", "phone");
        Runnable place = admission.admit("t", phone);
        IntStream.range(0, 1_000).forEach(any -> refuses(admission, "t", phone, Reason.KEY_FULL));
        assertThat(admission.open()).isEqualTo(1);
        place.run();
        lets(admission, "t", phone);
    }

    @Test
    void refusesAllWhileTheApplicationStops() {
        var admission = new Admission(new PushLimits.Streams(4, 3, 9, 2));
        admission.stop();
        refuses(admission, "t", Visitor.from("a"), Reason.STOPPING);
    }

    private static void lets(Admission admission, String topic, Visitor visitor) {
        assertThatCode(() -> admission.admit(topic, visitor)).doesNotThrowAnyException();
    }

    private static void refuses(Admission admission, String topic, Visitor visitor, Reason reason) {
        assertThatExceptionOfType(PushRefusedException.class)
                .isThrownBy(() -> admission.admit(topic, visitor))
                .satisfies(refused -> {
                    assertThat(refused.reason()).isEqualTo(reason);
                    assertThat(refused.retryAfter().toSeconds()).isBetween(10L, 30L);
                });
    }
}
