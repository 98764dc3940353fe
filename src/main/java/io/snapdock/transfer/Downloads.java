package io.snapdock.transfer;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.snapdock.settings.Settings;
import io.snapdock.web.ClientAddress;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/** Sends answers whose body is a {@link ByteSource}: files, parts of files, archives. No thread waits for the one who reads. */
@ApplicationScoped
public class Downloads {

    @Inject
    private Transfers transfers;

    @Inject
    private Writers writers;

    @Inject
    private ClientAddress addresses;

    @Inject
    private Settings.Downloads settings;

    @Inject
    private PrometheusRegistry registry;

    private Counter downloads;
    private Counter written;

    @PostConstruct
    void count() {
        downloads = Counter.builder()
                .name("snapdock_downloads_total")
                .help("Photos, thumbnails, previews and zips that were sent, whole or not")
                .register(registry);
        written = Counter.builder()
                .name("snapdock_download_bytes_total")
                .help("Their bytes")
                .register(registry);
    }

    /**
     * Answers, whatever the answer is: one without a {@link ByteSource} goes the usual way.
     *
     * @param request asynchronous by now
     * @param key whose key the request has, for the number of downloads at a time
     * @throws io.snapdock.problem.ProblemException {@code too-many-downloads}
     */
    public void send(AsyncResponse answer, HttpServletRequest request, String key, Response response) {
        if (!(response.getEntity() instanceof ByteSource source)) {
            answer.resume(response);
        } else if (HttpMethod.HEAD.equals(request.getMethod())) {
            close(source);
            answer.resume(Response.fromResponse(response)
                    .entity((StreamingOutput) out -> {})
                    .build());
        } else {
            write(answer, request, key, response, source);
        }
    }

    private void write(
            AsyncResponse answer, HttpServletRequest request, String key, Response response, ByteSource source) {
        Runnable leave;
        try {
            leave = transfers.enter(
                    TransferProblem.TOO_MANY_DOWNLOADS,
                    List.of(
                            new Share("downloads/key/" + key, settings.maxParallelPerKey()),
                            new Share("downloads/" + addresses.of(request), settings.maxParallelPerAddress()),
                            new Share("downloads", settings.maxParallel())));
        } catch (Throwable e) {
            close(source);
            throw e;
        }
        var http = (HttpServletResponse) request.getAsyncContext().getResponse();
        boolean begun = false;
        try {
            ServletOutputStream out = http.getOutputStream();
            head(response, http);
            new Outgoing(
                            source,
                            answer,
                            out,
                            response.getStatus(),
                            connection(request),
                            transfers,
                            writers,
                            bytes -> left(leave, bytes))
                    .start();
            begun = true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (!begun) {
                leave.run();
                close(source);
            }
        }
    }

    private void left(Runnable leave, long bytes) {
        leave.run();
        downloads.inc();
        written.inc(bytes);
    }

    private static String connection(HttpServletRequest request) throws IOException {
        return SendQueues.key(request.getLocalPort(), request.getRemoteAddr(), request.getRemotePort());
    }

    /** By hand, as JAX-RS knows only answers that it writes itself. What the filters set stays, unless the answer says otherwise. */
    private static void head(Response response, HttpServletResponse http) {
        http.setStatus(response.getStatus());
        response.getStringHeaders().forEach((name, values) -> {
            switch (name.toLowerCase(Locale.ROOT)) {
                case "content-type" -> http.setContentType(values.get(0));
                case "content-length" -> http.setContentLengthLong(Long.parseLong(values.get(0)));
                // A filter may have set one already, and one line is what clients expect.
                case "vary" -> http.setHeader(name, vary(http.getHeader(name), values));
                default -> {
                    http.setHeader(name, values.get(0));
                    values.subList(1, values.size()).forEach(value -> http.addHeader(name, value));
                }
            }
        });
    }

    private static String vary(String before, List<String> values) {
        String more = String.join(", ", values);
        return before == null ? more : before + ", " + more;
    }

    private static void close(ByteSource source) {
        try {
            source.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
