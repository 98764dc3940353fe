package io.snapdock.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapdock.problem.ProblemException;
import io.snapdock.problem.ProblemKind;
import io.snapdock.support.Thrown;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class GateRoundTest {

    private final PhotoCheck event = event();
    private final List<Runnable> timers = new ArrayList<>();

    @Test
    void passes_at_once_and_without_a_timer_when_nobody_looks() {
        assertThat(ask(GateRoundTest::nobody, CompletableFuture::completedFuture))
                .isCompleted();
        assertThat(timers).isEmpty();
        assertThat(event.isOpen()).isFalse();
    }

    @Test
    void refuses_with_the_first_reason_and_asks_nobody_else() {
        CompletableFuture<Void> answer = ask(
                photo -> {
                    photo.refuse(" Too\r\nsmall. ");
                    photo.refuse("Too blue.");
                },
                photo -> {
                    throw new AssertionError("asked all the same");
                });

        assertProblem(answer, GateProblem.PHOTO_REFUSED, "Too small.");
    }

    @Test
    void a_throwing_observer_has_not_checked() {
        Thrown.ofEachKind()
                .forEach(thrown -> assertFailed(ask(
                        photo -> {
                            throw Thrown.silently(thrown);
                        },
                        CompletableFuture::completedFuture)));
    }

    @Test
    void waits_for_observers_elsewhere() {
        CompletableFuture<Object> elsewhere = new CompletableFuture<>();
        CompletableFuture<Void> answer = ask(GateRoundTest::nobody, photo -> elsewhere);
        assertThat(answer).isNotDone();
        assertThat(timers).hasSize(1);

        event.refuse("Too blue.");
        elsewhere.complete(null);

        assertProblem(answer, GateProblem.PHOTO_REFUSED, "Too blue.");
    }

    @Test
    void an_observer_that_fails_elsewhere_has_not_checked() {
        assertFailed(ask(
                GateRoundTest::nobody, photo -> CompletableFuture.failedFuture(new IllegalStateException("secret"))));
    }

    @Test
    void waits_for_checks_and_for_those_that_they_name() {
        CompletableFuture<Void> first = new CompletableFuture<>();
        CompletableFuture<Void> second = new CompletableFuture<>();
        CompletableFuture<Void> answer = ask(photo -> photo.waitFor(first), CompletableFuture::completedFuture);

        event.waitFor(second);
        first.complete(null);
        assertThat(answer).isNotDone();
        second.complete(null);

        assertThat(answer).isCompleted();
    }

    @Test
    void a_failed_check_is_not_a_pass_yet_a_refusal_counts_more() {
        assertFailed(ask(
                photo -> photo.waitFor(CompletableFuture.failedFuture(new IllegalStateException("secret"))),
                CompletableFuture::completedFuture));

        PhotoCheck other = event();
        CompletableFuture<Void> answer = GateRound.ask(
                        other,
                        photo -> photo.waitFor(CompletableFuture.failedFuture(new IllegalStateException("secret"))),
                        photo -> {
                            photo.refuse("Too blue.");
                            return CompletableFuture.completedFuture(photo);
                        },
                        timers::add)
                .toCompletableFuture();
        assertProblem(answer, GateProblem.PHOTO_REFUSED, "Too blue.");
    }

    @Test
    void gives_up_when_its_time_is_over_and_stays_so() {
        CompletableFuture<Void> check = new CompletableFuture<>();
        CompletableFuture<Void> answer = ask(photo -> photo.waitFor(check), CompletableFuture::completedFuture);

        timers.get(0).run();

        assertFailed(answer);
        assertThat(event.isOpen()).isFalse();
        event.refuse("Too late.");
        check.complete(null);
        assertFailed(answer);
    }

    @Test
    void a_refusal_needs_a_reason_and_is_cut() {
        assertThatThrownBy(() -> event.refuse(" \n ")).isInstanceOf(IllegalArgumentException.class);
        event.refuse("x".repeat(1_000));
        assertThat(event.refusal().orElseThrow()).hasSize(300);
    }

    private CompletableFuture<Void> ask(Consumer<PhotoCheck> now, Function<PhotoCheck, CompletionStage<?>> elsewhere) {
        return GateRound.ask(event, now, elsewhere, timers::add).toCompletableFuture();
    }

    private static void nobody(PhotoCheck photo) {}

    static PhotoCheck event() {
        return new PhotoCheck(arrival());
    }

    static PhotoCheck.Arrival arrival() {
        return new PhotoCheck.Arrival(
                false,
                "dock",
                Optional.empty(),
                Optional.of("claim"),
                "upload",
                "a.jpg",
                "image/jpeg",
                3,
                64,
                48,
                "0".repeat(64),
                Path.of("a"));
    }

    private static void assertFailed(CompletableFuture<Void> answer) {
        assertProblem(answer, GateProblem.PHOTO_CHECK_FAILED, GateProblem.PHOTO_CHECK_FAILED.title());
    }

    private static void assertProblem(CompletableFuture<Void> answer, ProblemKind kind, String detail) {
        assertThat(answer).isCompletedExceptionally();
        assertThatThrownBy(answer::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(ProblemException.class, problem -> {
                    assertThat(problem.kind()).isEqualTo(kind);
                    assertThat(problem.detail()).isEqualTo(detail);
                });
    }
}
