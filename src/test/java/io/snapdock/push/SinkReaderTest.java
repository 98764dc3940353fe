package io.snapdock.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.push.event.PushEvent;
import io.snapdock.push.log.LogBudget;
import io.snapdock.push.log.LogLimits;
import io.snapdock.push.log.TopicLog;
import io.snapdock.push.reader.CloseReason;
import io.snapdock.push.reader.ReaderLimits;
import io.snapdock.push.reader.Threads;
import io.snapdock.push.reader.TopicListener;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whatever is registered with the broadcaster is served, one send at a time. */
class SinkReaderTest {
    private static final int LOG_EVENTS = 10;

    private final List<CloseReason> reasons = new ArrayList<>();
    private final Topic topic = topic();

    private Topic topic() {
        var limits = new PushLimits(
                new ReaderLimits(Duration.ofSeconds(15), Duration.ofMinutes(30), ReaderLimits.SlowReaders.GAP),
                new PushLimits.Streams(10, 10, 10, 10),
                new LogLimits(LOG_EVENTS, 1_000_000),
                new PushLimits.Topics(10, 1_000_000, Duration.ofMinutes(1)));
        var log = new TopicLog("epoch", limits.log(), new LogBudget(1_000_000));
        var threads = new Threads(Runnable::run, Runnable::run, Runnable::run, Runnable::run);
        return new Topic("t", log, limits, threads, new TopicListener() {
            @Override
            public void closed(String of, CloseReason reason, Duration open) {
                reasons.add(reason);
            }
        });
    }

    private final Sink sink = new Sink();

    /** Takes an event and keeps the sender waiting until the test has had enough of it. */
    private static final class Sink implements SseEventSink {
        private final List<String> taken = new ArrayList<>();
        private CompletableFuture<Object> sending;
        private boolean closed;

        @Override
        public boolean isClosed() {
            return closed;
        }

        @Override
        public CompletionStage<?> send(OutboundSseEvent event) {
            assertThat(sending == null || sending.isDone())
                    .as("one send at a time")
                    .isTrue();
            taken.add(event.getName() + " " + event.getId() + " " + event.getData() + " " + event.getComment());
            sending = new CompletableFuture<>();
            return sending;
        }

        void sent() {
            sending.complete(null);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void sendsOneAfterTheOther() {
        topic.register(sink);
        topic.publish(PushEvent.lasting("a", "1\n2"), null);
        topic.publish(PushEvent.lasting(PushEvent.MESSAGE, ""), null);
        assertThat(sink.taken).containsExactly("a epoch-1 1\n2 null");
        sink.sent();
        assertThat(sink.taken).containsExactly("a epoch-1 1\n2 null", "null epoch-2  null");
        sink.sent();
        topic.tick(System.nanoTime() + Duration.ofSeconds(20).toNanos());
        assertThat(sink.taken).last().isEqualTo("null null null heartbeat");
    }

    @Test
    void tellsOfAGap() {
        topic.register(sink);
        IntStream.rangeClosed(0, LOG_EVENTS + 5).forEach(i -> topic.publish(PushEvent.lasting("e", ""), null));
        sink.sent();
        assertThat(sink.taken).hasSize(2).last().isEqualTo("gap epoch-6 {\"firstId\":\"epoch-7\"} null");
        sink.sent();
        assertThat(sink.taken).last().isEqualTo("e epoch-7  null");
    }

    @Test
    void givesUpWhatFailsOrTakesTooLong() {
        topic.register(sink);
        topic.publish(PushEvent.lasting("e", ""), null);
        topic.tick(System.nanoTime() + Duration.ofSeconds(11).toNanos());
        assertThat(reasons).containsExactly(CloseReason.STALLED);
        assertThat(sink.closed).as("closing may wait for ever").isFalse();

        var broken = new Sink();
        topic.register(broken);
        topic.publish(PushEvent.lasting("e", ""), null);
        broken.sending.completeExceptionally(new IllegalStateException("gone"));
        assertThat(reasons).containsExactly(CloseReason.STALLED, CloseReason.GONE);
        assertThat(topic.readers().count()).isZero();
    }

    @Test
    void endsBehindTheLastEvent() {
        topic.register(sink);
        topic.publish(PushEvent.last("closed", ""), null);
        assertThat(sink.closed).isFalse();
        sink.sent();
        assertThat(sink.closed).isTrue();
        assertThat(reasons).containsExactly(CloseReason.ENDED);
    }
}
