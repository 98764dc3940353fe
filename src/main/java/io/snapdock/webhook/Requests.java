package io.snapdock.webhook;

import io.snapdock.settings.Settings;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;

/** Requests to host applications, as Standard Webhooks has them. */
final class Requests {

    private static final Duration CONNECT = Duration.ofSeconds(5);

    private Requests() {}

    /** @param threads of this host alone: one whose name cannot be found holds up nobody else */
    static HttpClient client(Executor threads) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(threads)
                .build();
    }

    /** @param answer how long the head of the answer may take */
    static HttpRequest signed(Settings.Webhook host, String id, Instant now, String body, Duration answer) {
        return HttpRequest.newBuilder(host.url())
                .timeout(answer)
                .header("Content-Type", "application/json")
                .header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(now.getEpochSecond()))
                .header("webhook-signature", Signature.of(host.secrets(), id, now, body))
                .POST(BodyPublishers.ofString(body))
                .build();
    }
}
