package io.snapdock.dock.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that hosts give to docks. */
class RefTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "damage-4711", "A.b_c~d-9", "photos2", "a.photos.zip", "..a"})
    void plainNamesAreReferences(String name) {
        assertThat(Ref.parse("default", name)).contains(new Ref("default", name));
    }

    /** Some are paths of a dock's own, which servers find first, each in its way. */
    @ParameterizedTest
    @ValueSource(strings = {"", ".", "...", "a b", "a/b", "é", "photos", "photos.zip", "phones", "uploads", "sessions"})
    void othersAreNone(String name) {
        assertThat(Ref.parse("default", name)).isEmpty();
    }
}
