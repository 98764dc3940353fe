package io.snapdock.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.snapdock.support.Condition;
import io.snapdock.support.DockClient;
import io.snapdock.support.DockClient.OpenDock;
import io.snapdock.support.Pictures;
import io.snapdock.support.ServerIT;
import io.snapdock.support.ServerKind;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One connection carries all that a browser asks for, its stream of events too, so nothing that is refused may end it. Undertow answered a body that nobody had read by an
 * end of its request without any answer, and the rest of it, which was on its way, by the end of the connection.
 *
 * <p>Not on Payara: what is refused is answered there too, but once in some hundred requests Grizzly calls for a body whose request is over, and fails
 * ({@code InputBuffer$ReadHandlerImpl.processCallbacks}, NullPointerException).
 */
@Tag("http")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Http2IT extends ServerIT {
    private static final int ROUNDS = 10;
    private static final Duration GIVEN_UP = Duration.ofSeconds(20);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
    private OpenDock dock;
    private String upload;

    @BeforeAll
    void openDock() throws Exception {
        assumeThat(ServerKind.underTest()).isEqualTo(ServerKind.WILDFLY);
        dock = new DockClient(BASE).open();
        String location = dock.beginUpload(2_000_000);
        upload = location.substring(location.lastIndexOf('/') + 1);
        // The first request asks for HTTP/2, which those with bodies do not.
        client.send(get("api/health/live").build(), BodyHandlers.discarding());
        assertThat(client.send(get("api/health/live").build(), BodyHandlers.discarding())
                        .version())
                .isEqualTo(HttpClient.Version.HTTP_2);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of("POST", "/photos", "image/jpeg", "wrong", 1_000_000, 404),
                Arguments.of("POST", "/photos", "image/jpeg", "wrong", 100_000, 404),
                Arguments.of("POST", "/photos", "text/plain", "", 1_000_000, 415),
                Arguments.of("POST", "/photos", "application/x-www-form-urlencoded", "", 1_000_000, 415),
                Arguments.of("POST", "/uploads", "application/offset+octet-stream", "wrong", 1_000_000, 404),
                Arguments.of("PATCH", "/uploads/{upload}", "application/offset+octet-stream", "", 1_000_000, 409),
                Arguments.of("PATCH", "/uploads/unknown", "application/offset+octet-stream", "", 1_000_000, 404),
                Arguments.of("PUT", "/photos/order", "application/json", "", 1_000_000, 413),
                Arguments.of("PUT", "/nothing", "application/json", "", 1_000_000, 404));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void whatIsRefusedIsAnsweredAndDisturbsNothing(
            String method, String below, String type, String wrong, int bytes, int status) throws Exception {
        byte[] body = Pictures.noisyJpegOfSize(bytes, 1);
        CompletableFuture<Long> ended = endOfAStream();
        for (int i = 0; i < ROUNDS; i++) {
            var request = HttpRequest.newBuilder(BASE.resolve(dock.path(below.replace("{upload}", upload))))
                    .method(method, BodyPublishers.ofByteArray(body))
                    .timeout(LIMIT)
                    .header("Content-Type", type)
                    .header("Tus-Resumable", "1.0.0")
                    .header("Upload-Offset", "5")
                    .header("Upload-Length", Integer.toString(bytes))
                    .header("Authorization", "Bearer " + dock.ownerKey() + wrong)
                    .build();
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(answer.statusCode()).isEqualTo(status);
        }
        assertThat(ended).as("the stream of events").isNotDone();
    }

    /** A connection has room for thousands of them. */
    @Test
    void aBodyThatIsSilentIsGivenUp() {
        var request = HttpRequest.newBuilder(BASE.resolve(dock.path("/photos")))
                .POST(BodyPublishers.fromPublisher(new Silent(), 1_000_000))
                .header("Content-Type", "image/jpeg")
                .header("Authorization", "Bearer wrong")
                .build();
        CompletableFuture<HttpResponse<Void>> answer = client.sendAsync(request, BodyHandlers.discarding());
        Condition.await("its end", GIVEN_UP, answer::isDone);
    }

    /** Some bytes, and then nothing. */
    private static final class Silent implements Flow.Publisher<ByteBuffer> {
        @Override
        public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
            subscriber.onSubscribe(new Flow.Subscription() {
                private boolean isSent;

                @Override
                public void request(long count) {
                    if (!isSent) {
                        isSent = true;
                        subscriber.onNext(ByteBuffer.wrap(new byte[1_000]));
                    }
                }

                @Override
                public void cancel() {
                    // Nothing more comes anyway.
                }
            });
        }
    }

    /** Its photo is here already, so nobody reads its body. */
    @Test
    void whatIsSentAgainIsAnsweredAndDisturbsNothing() throws Exception {
        CompletableFuture<Long> ended = endOfAStream();
        for (int i = 0; i <= ROUNDS; i++) {
            var request = HttpRequest.newBuilder(BASE.resolve(dock.path("/photos?clientId=again")))
                    .POST(BodyPublishers.ofByteArray(Pictures.noisyJpegOfSize(1_000_000, i)))
                    .timeout(LIMIT)
                    .header("Content-Type", "image/jpeg")
                    .header("Authorization", "Bearer " + dock.ownerKey())
                    .build();
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(answer.statusCode()).isEqualTo(i == 0 ? 201 : 200);
        }
        assertThat(ended).as("the stream of events").isNotDone();
    }

    private CompletableFuture<Long> endOfAStream() throws Exception {
        HttpRequest events = get("api/docks/" + dock.id() + "/events")
                .header("Authorization", "Bearer " + dock.ownerKey())
                .build();
        HttpResponse<Stream<String>> stream = client.send(events, BodyHandlers.ofLines());
        return CompletableFuture.supplyAsync(() -> stream.body().count());
    }

    private static HttpRequest.Builder get(String path) {
        return HttpRequest.newBuilder(BASE.resolve(path));
    }
}
