package io.snapdock.dock.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTest {
    @Test
    void isRandomAndFitsItsOwnHashOnly() {
        var keys = Stream.generate(Key::random).limit(1000).collect(Collectors.toSet());
        assertThat(keys).hasSize(1000);
        assertThat(keys).allSatisfy(key -> {
            assertThat(key.reveal()).matches("[A-Za-z0-9_-]{22}");
            assertThat(key.fits(key.hash())).isTrue();
            assertThat(key.fits(Key.random().hash())).isFalse();
        });
    }

    @Test
    void isNeverShownByAccident() {
        Key key = Key.random();
        assertThat(key.toString()).doesNotContain(key.reveal());
        assertThat(key.hash()).doesNotContain(key.reveal());
    }

    @Test
    void derivesTheSameKeyAgainAndAnotherForAnotherPurpose() {
        Key owner = Key.random();
        assertThat(owner.derive("join")).isEqualTo(owner.derive("join")).isNotEqualTo(owner);
        assertThat(owner.derive("join")).isNotEqualTo(owner.derive("other"));
        assertThat(Key.random().derive("join")).isNotEqualTo(owner.derive("join"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "short", "AAAAAAAAAAAAAAAAAAAAAA=", "AAAAAAAAAAAAAAAAAAAAA.", "AAAAAAAAAAAAAAAAAAAAAAA"})
    void takesOnlyItsOwnForm(String text) {
        assertThat(Key.parse(text)).isEmpty();
        assertThat(Key.parse(null)).isEmpty();
    }
}
