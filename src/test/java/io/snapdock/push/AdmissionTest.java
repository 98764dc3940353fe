package io.snapdock.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.snapdock.push.StreamRefusedException.Reason;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private final Admission admission = new Admission(new PushLimits.Streams(4, 3, 2));

    @Test
    void countsInAllByTopicAndByAddress() {
        Runnable first = admission.admit("t", "a");
        admission.admit("t", "a");
        refuses("t", "a", Reason.ADDRESS_FULL);
        admission.admit("t", "b");
        refuses("t", "b", Reason.TOPIC_FULL);
        admission.admit("u", "b");
        refuses("v", "c", Reason.SERVER_FULL);
        assertThat(admission.open()).isEqualTo(4);

        first.run();
        first.run();
        assertThat(admission.open()).as("a place is given back once").isEqualTo(3);
        assertThatCode(() -> admission.admit("t", "c")).doesNotThrowAnyException();
    }

    @Test
    void refusesAllWhileTheApplicationStops() {
        admission.stop();
        refuses("t", "a", Reason.STOPPING);
    }

    private void refuses(String topic, String address, Reason reason) {
        assertThatExceptionOfType(StreamRefusedException.class)
                .isThrownBy(() -> admission.admit(topic, address))
                .satisfies(refused -> {
                    assertThat(refused.reason()).isEqualTo(reason);
                    assertThat(refused.retryAfter().toSeconds()).isBetween(10L, 30L);
                });
    }
}
