package io.snapdock.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An answer whose server has lost its power after the head. */
class PatientStreamTest {

    @Test
    @Timeout(30)
    void givesUpWhatStopsInTheMiddle() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var read = new CountDownLatch(1);
            var answering = new Thread(() -> answerInPart(server, read));
            answering.start();
            var request = HttpRequest.newBuilder(URI.create("http://localhost:" + server.getLocalPort() + "/"))
                    .build();
            var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream());
            try (var body = new PatientStream(answer.body(), Duration.ofMillis(300))) {
                assertThat(body.readNBytes(3))
                        .asString(StandardCharsets.US_ASCII)
                        .isEqualTo("abc");
                assertThatThrownBy(body::read).isInstanceOf(IOException.class);
            }
            read.countDown();
            answering.join();
        }
    }

    private static void answerInPart(ServerSocket server, CountDownLatch read) {
        try (var socket = server.accept()) {
            socket.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc".getBytes(StandardCharsets.US_ASCII));
            // Until then the connection stays, and says nothing.
            read.await();
        } catch (IOException | InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
