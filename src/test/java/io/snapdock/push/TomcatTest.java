package io.snapdock.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.snapdock.push.event.PushEvent;
import io.snapdock.push.event.Start;
import io.snapdock.push.log.LogLimits;
import io.snapdock.push.reader.CloseReason;
import io.snapdock.push.reader.Exchange;
import io.snapdock.push.reader.ReaderLimits;
import io.snapdock.push.reader.Subscription;
import io.snapdock.push.reader.TopicListener;
import io.snapdock.support.EmbeddedJersey;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The engine on Tomcat, which takes the rules of non-blocking output to the letter: a real one, with a connection that is full. */
class TomcatTest {
    private static final int EVENTS = 2_000;
    private static final String DATA = "x".repeat(10_000);

    private final Queue<CloseReason> reasons = new ConcurrentLinkedQueue<>();
    private final Topics topics = new Topics(
            Executors.defaultThreadFactory(),
            new PushLimits(
                    new ReaderLimits(Duration.ofSeconds(15), Duration.ofMinutes(30), ReaderLimits.SlowReaders.GAP),
                    new PushLimits.Streams(100, 100, 100, 100),
                    new LogLimits(EVENTS, 100_000_000),
                    new PushLimits.Topics(10, 100_000_000, Duration.ofMinutes(10))),
            new TopicListener() {
                @Override
                public void closed(String topic, CloseReason reason, Duration open) {
                    reasons.add(reason);
                }
            });

    private final EmbeddedJersey server = new EmbeddedJersey(new ResourceConfig().register(new Streams(topics)));

    /** The one resource. */
    @Path("stream")
    public static final class Streams {
        private final Topics topics;

        Streams(Topics topics) {
            this.topics = topics;
        }

        @GET
        @Produces(MediaType.SERVER_SENT_EVENTS)
        public void read(
                @Context SseEventSink sink,
                @Context Sse sse,
                @Context HttpServletRequest request,
                @Context HttpServletResponse response) {
            topics.open(
                    "t",
                    Visitor.from(request.getRemoteAddr()),
                    Subscription.toEvents(Start.NOW),
                    new Exchange(sink, sse, request, response));
        }
    }

    @AfterEach
    void stop() {
        topics.stop();
        server.close();
    }

    @Test
    void aReaderWhoseConnectionWasFullGetsEverythingAndItsEnd() {
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            try (var reader = open()) {
                assertThat(reader.readLine()).as("the beginning").isNotNull();
                for (int i = 1; i <= EVENTS; i++) {
                    topics.publish("t", PushEvent.lasting("e", i + DATA));
                }
                topics.publish("t", PushEvent.last("end", ""));
                int next = 1;
                boolean ended = false;
                for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                    if (line.startsWith("data: " + next)) {
                        next++;
                    }
                    ended |= line.equals("event: end");
                }
                assertThat(next - 1).isEqualTo(EVENTS);
                assertThat(ended).isTrue();
                assertThat(reasons).containsExactly(CloseReason.ENDED);
            }
        });
    }

    private BufferedReader open() throws IOException, InterruptedException {
        var body = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(server.base().resolve("api/stream"))
                                .build(),
                        BodyHandlers.ofInputStream())
                .body();
        return new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    }
}
