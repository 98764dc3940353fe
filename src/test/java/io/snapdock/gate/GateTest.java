package io.snapdock.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.settings.MetadataPolicy;
import io.snapdock.settings.Settings;
import io.snapdock.support.Wired;
import jakarta.enterprise.event.Event;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where it goes on: what follows waits for a dock's turn and the database, and the thread of whoever answers is not ours to hold. */
class GateTest {
    private static final Settings.Photos SETTINGS =
            new Settings.Photos(1, 1, MetadataPolicy.KEEP, Duration.ofMinutes(1));

    private final CompletableFuture<Void> check = new CompletableFuture<>();
    private boolean isElsewhere;

    private final Executor elsewhere = work -> {
        isElsewhere = true;
        work.run();
        isElsewhere = false;
    };

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void goesOnElsewhereWhateverTheAnswerIs(boolean passes) {
        var wentOnElsewhere = new CompletableFuture<Boolean>();
        gate(photo -> photo.waitFor(check))
                .pass(GateRoundTest.arrival(), elsewhere, () -> "made")
                .whenComplete((made, refused) -> wentOnElsewhere.complete(isElsewhere));
        if (passes) {
            check.complete(null);
        } else {
            check.completeExceptionally(new IllegalStateException("Nobody answers"));
        }
        assertThat(wentOnElsewhere).isCompletedWithValue(true);
    }

    @Test
    void goesOnHereWhenTheAnswerIsThere() {
        assertThat(gate(photo -> {})
                        .pass(GateRoundTest.arrival(), elsewhere, () -> isElsewhere)
                        .toCompletableFuture())
                .isCompletedWithValue(false);
    }

    private interface Observer {
        void look(PhotoCheck photo);
    }

    private static Gate gate(Observer observer) {
        Event<?> events = Wired.stub(Event.class, (method, args) -> {
            if (method.equals("fire")) {
                observer.look((PhotoCheck) args[0]);
            }
            return method.equals("fireAsync") ? CompletableFuture.completedFuture(args[0]) : null;
        });
        return Wired.with(new Gate(), events, SETTINGS);
    }
}
