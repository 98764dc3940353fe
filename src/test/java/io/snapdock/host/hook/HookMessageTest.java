package io.snapdock.host.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapdock.host.Dock;
import io.snapdock.host.event.DockEvent;
import io.snapdock.host.event.PhotoArrived;
import io.snapdock.host.event.PhotoCheck;
import io.snapdock.host.event.PhotoRemoved;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies as docs/api.md has them. */
class HookMessageTest {
    private static final String HEAD =
            "{\"type\": \"%s\", \"timestamp\": \"2026-11-30T16:00:00.120Z\", \"data\": {\"dockId\": \"Zx3\", %s"
                    + "\"state\": \"OPEN\", \"version\": 3, \"expiresAt\": \"2026-12-07T16:00:00Z\"%s}}";
    private static final String FACTS =
            "\"name\": \"a.jpg\", \"type\": \"image/jpeg\", \"bytes\": 5000000000, \"width\": 64, \"height\": 48, \"sha256\": \"ab\"";

    @Test
    void aPhotoHasArrived() {
        var event = (PhotoArrived) event(
                "photo.arrived",
                "\"ref\": \"damage-1\",",
                ", \"photo\": {\"id\": \"p\", \"url\": \"/s/p\", \"takenAt\": \"x\", " + FACTS + "}");
        assertThat(event.at()).isEqualTo(Instant.parse("2026-11-30T16:00:00.120Z"));
        assertThat(event.dock().ref()).contains("damage-1");
        assertThat(event.dock().state()).isEqualTo(Dock.State.OPEN);
        assertThat(event.dock().ticket()).hasToString("Zx3.3");
        assertThat(event.photo().bytes()).isEqualTo(5_000_000_000L);
        assertThat(event.photo().url()).isEqualTo("/s/p");
    }

    @Test
    void aPhotoWasRemoved() {
        var event = (PhotoRemoved) event("photo.removed", "", ", \"photoId\": \"p\"");
        assertThat(event.photoId()).isEqualTo("p");
        assertThat(event.dock().ref()).isEmpty();
    }

    @Test
    void aPhotoIsAskedAbout() {
        var event = (PhotoCheck)
                event("photo.check", "", ", \"check\": {\"uploadId\": \"u\", \"preview\": true, " + FACTS + "}");
        assertThat(event.isPreview()).isTrue();
        assertThat(event.mediaType()).isEqualTo("image/jpeg");
        assertThat(event.refusal()).isEmpty();
        event.refuse(" No\r\nmore. ");
        event.refuse("Too late.");
        assertThat(event.refusal()).contains("No more.");
        assertThatThrownBy(() -> event.refuse(" ")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource
    void somethingHasHappenedToADock(DockEvent.Kind kind) {
        var event = (DockEvent) event("dock." + kind.name().toLowerCase(Locale.ROOT), "", "");
        assertThat(event.kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dock.painted", "photo.rotated", "x"})
    void whatANewerSnapdockTellsIsNothingYet(String type) {
        assertThat(HookMessage.event(bytes(HEAD.formatted(type, "", "")))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "no",
                "{}",
                "{\"type\": 1}",
                "{\"type\": \"dock.opened\", \"timestamp\": \"2026-11-30T16:00:00Z\"}",
                "{\"type\": \"dock.opened\", \"timestamp\": \"yesterday\", \"data\": {}}"
            })
    void whatIsNoMessageIsRefused(String body) {
        assertThatThrownBy(() -> HookMessage.event(bytes(body))).isInstanceOf(IllegalArgumentException.class);
    }

    private static Object event(String type, String ref, String more) {
        return HookMessage.event(bytes(HEAD.formatted(type, ref, more))).orElseThrow();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
