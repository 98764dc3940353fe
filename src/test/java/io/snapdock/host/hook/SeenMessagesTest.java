package io.snapdock.host.hook;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.host.hook.SeenMessages.Answer;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SeenMessagesTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_764_518_400);

    private final SeenMessages seen = new SeenMessages();

    @Test
    void whatWasTakenIsKnownAsLongAsItCouldComeAgain() {
        assertThat(seen.begin("a", NOW)).isEqualTo(Answer.NEW);
        seen.end("a", true, NOW);
        assertThat(seen.begin("a", NOW.plusSeconds(600))).isEqualTo(Answer.TAKEN);
        assertThat(seen.begin("a", NOW.plusSeconds(601))).isEqualTo(Answer.NEW);
    }

    @Test
    void whatRunsDoesNotRunTwice() {
        seen.begin("a", NOW);
        assertThat(seen.begin("a", NOW.plusSeconds(3_600))).isEqualTo(Answer.RUNNING);
        assertThat(seen.begin("b", NOW)).isEqualTo(Answer.NEW);
    }

    @Test
    void whatFailedMayComeAgain() {
        seen.begin("a", NOW);
        seen.end("a", false, NOW);
        assertThat(seen.begin("a", NOW)).isEqualTo(Answer.NEW);
    }
}
