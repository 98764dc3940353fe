package io.snapdock.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapdock.settings.Settings;
import io.snapdock.support.Condition;
import io.snapdock.support.HookReceiver;
import io.snapdock.support.HookReceiver.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Hosts that are slow, away, or never come to an end. */
@Timeout(60)
class HostDeskTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(500);
    private static final String QUESTION = "{\"type\": \"photo.check\"}";

    private final HookReceiver receiver = new HookReceiver();
    private final CountDownLatch waiting = new CountDownLatch(1);
    private HostDesk desk;

    @AfterEach
    void stop() {
        waiting.countDown();
        desk.stop();
        receiver.close();
    }

    @Test
    void signsAndHearsTheAnswer() {
        receiver.answer(hook -> new Reply(422, "{\"detail\": \"No.\"}"));
        var answer =
                desk(receiver.url(), LIMIT).ask("msg_1", QUESTION, () -> true).join();
        assertThat(answer.refusal()).contains("No.");
        assertThat(receiver.asked()).singleElement().satisfies(hook -> {
            assertThat(hook.header("webhook-id")).isEqualTo("msg_1");
            assertThat(hook.header("webhook-signature")).startsWith("v1,");
        });
    }

    @Test
    void doesNotWaitLongerThanItMay() {
        receiver.answer(hook -> afterTheTest());
        assertUnanswered(receiver.url(), SHORT, "it did not answer within PT0.5S");
    }

    @Test
    void doesNotReadWithoutEnd() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var talking = new Thread(() -> talk(server));
            talking.start();
            assertUnanswered(
                    "http://localhost:" + server.getLocalPort() + "/", SHORT, "it did not answer within PT0.5S");
            // Its connection was given up.
            talking.join();
        }
    }

    private static void talk(ServerSocket server) {
        try (var socket = server.accept()) {
            var out = socket.getOutputStream();
            out.write("HTTP/1.1 422 No\r\nContent-Length: 9999999999\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                out.write(new byte[8192]);
            }
        } catch (IOException e) {
            // That is the end of it.
            return;
        }
    }

    @Test
    void aHostThatIsNotThereIsNoAnswer() {
        receiver.close();
        assertUnanswered(receiver.url(), LIMIT, "it could not be reached: ConnectException");
    }

    @Test
    void asksAFewQuestionsAtATimeAndTheOthersWait() {
        var now = new AtomicInteger();
        var most = new AtomicInteger();
        receiver.answer(hook -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            awaitTheTest();
            now.decrementAndGet();
            return new Reply(204, "");
        });
        var patient = desk(receiver.url(), LIMIT);
        var answers = IntStream.range(0, 20)
                .mapToObj(i -> patient.ask("msg_" + i, QUESTION, () -> true))
                .toList();
        Condition.await("eight are asked", LIMIT, () -> now.get() == 8);
        waiting.countDown();
        answers.forEach(answer -> assertThat(answer.join().refusal()).isEmpty());
        assertThat(most).hasValue(8);
    }

    /** Its time runs while it waits. */
    @Test
    void aQuestionThatWaitsTooLongIsNotAskedAnyMore() {
        receiver.answer(hook -> afterTheTest());
        var busy = desk(receiver.url(), SHORT);
        var answers = IntStream.range(0, 20)
                .mapToObj(i -> busy.ask("msg_" + i, QUESTION, () -> true))
                .toList();
        assertThat(answers)
                .allSatisfy(answer ->
                        assertThatThrownBy(answer::join).hasCauseInstanceOf(CheckAnswer.UnansweredException.class));
        assertThat(receiver.asked()).hasSizeLessThanOrEqualTo(8);
    }

    @Test
    void whatNobodyWaitsForIsNotAsked() {
        var idle = desk(receiver.url(), SHORT);
        assertThatThrownBy(() -> idle.ask("msg_1", QUESTION, () -> false).join())
                .isInstanceOf(CompletionException.class);
        assertThat(receiver.asked()).isEmpty();
    }

    private void assertUnanswered(String url, Duration limit, String why) {
        assertThatThrownBy(() ->
                        desk(url, limit).ask("msg_1", QUESTION, () -> true).join())
                .hasCauseInstanceOf(CheckAnswer.UnansweredException.class)
                .cause()
                .hasMessage(why);
    }

    private HostDesk desk(String url, Duration limit) {
        var host = new Settings.Webhook("crm", URI.create(url), List.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
        desk = new HostDesk(host, limit, Clock.systemUTC(), Thread::new);
        return desk;
    }

    private Reply afterTheTest() {
        awaitTheTest();
        return new Reply(204, "");
    }

    private void awaitTheTest() {
        try {
            waiting.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
