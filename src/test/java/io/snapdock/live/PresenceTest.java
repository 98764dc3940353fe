package io.snapdock.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A phone is there while one of its streams is open, in whatever order its words and its connections come. */
class PresenceTest {
    private final Presence presence = new Presence();

    @Test
    void theLastStreamCounts() {
        assertThat(presence.opened("dock", "phone", "one")).isTrue();
        assertThat(presence.opened("dock", "phone", "two")).isFalse();
        assertThat(presence.goodbye("dock", "phone", "one")).isFalse();
        assertThat(presence.closed("dock", "phone", "one")).isFalse();
        assertThat(presence.goodbye("dock", "phone", "two")).isTrue();
        assertThat(presence.isOpen("dock", "phone")).contains(false);
    }

    /** As when a page goes while its stream begins: nobody would say goodbye once more. */
    @Test
    void aGoodbyeMayOvertakeItsStream() {
        assertThat(presence.goodbye("dock", "phone", "one")).isTrue();
        assertThat(presence.opened("dock", "phone", "one")).isFalse();
        assertThat(presence.isOpen("dock", "phone")).contains(false);
        assertThat(presence.opened("dock", "phone", "two")).isTrue();
        assertThat(presence.goodbye("dock", "phone", "three")).isFalse();
        assertThat(presence.opened("dock", "phone", "three")).isFalse();
        assertThat(presence.goodbye("dock", "phone", "two")).isTrue();
    }

    /** Its connection was seen to end, and that was told: a goodbye after it is no news. */
    @Test
    void aLateGoodbyeIsNoNews() {
        presence.opened("dock", "phone", "one");
        assertThat(presence.closed("dock", "phone", "one")).isTrue();
        assertThat(presence.goodbye("dock", "phone", "one")).isFalse();
        assertThat(presence.opened("dock", "phone", "two")).isTrue();
    }

    @Test
    void nobodyFillsTheMemoryWithGoodbyes() {
        IntStream.range(0, 100).forEach(i -> presence.goodbye("dock", "phone", "stream " + i));
        assertThat(presence.opened("dock", "phone", "stream 0")).isTrue();
    }
}
