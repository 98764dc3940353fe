package io.snapdock.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.support.Condition;
import io.snapdock.support.DockClient;
import io.snapdock.support.DockClient.OpenDock;
import io.snapdock.support.Pictures;
import io.snapdock.support.ServerIT;
import io.snapdock.support.TcpProxy;
import io.tus.java.client.ProtocolException;
import io.tus.java.client.TusClient;
import io.tus.java.client.TusUpload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The tus project's own Java client, which knows nothing of Snapdock. It sends in chunks and waits up to five seconds for
 * {@code 100 Continue}, which Payara only sends for bodies with a length: so few requests.
 */
@Tag("http")
class TusJavaClientIT extends ServerIT {
    private static final int CHUNK_BYTES = 64 * 1024;
    private static final int REQUEST_BYTES = 1024 * 1024;

    private static final long BEFORE_THE_CUT = 8L * CHUNK_BYTES;
    private static final int SEVERAL = 6;
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private OpenDock dock;

    @BeforeEach
    void open() {
        dock = new DockClient(BASE).open();
    }

    @Test
    void uploadsInSeveralRequestsUnderAnyName() throws Exception {
        var picture = Pictures.jpegOfSize(1_500_000);
        send(client(BASE), upload(picture, "现场照片 – здание №7 😀.jpg", "one"));
        assertThat(onlyPhoto()).isEqualTo(picture);
        assertThat(dock.snapshot().getJsonArray("photos").getJsonObject(0).getString("name"))
                .isEqualTo("现场照片 – здание №7 😀.jpg");
    }

    @Test
    void goesOnWhereItWasCut() throws Exception {
        var picture = Pictures.jpegOfSize(4_000_000);
        URI location;
        try (var proxy = TcpProxy.before(BASE)) {
            var uploader = client(proxy.base()).createUpload(upload(picture, "cut.jpg", "three"));
            uploader.setChunkSize(CHUNK_BYTES);
            while (uploader.getOffset() < BEFORE_THE_CUT) {
                uploader.uploadChunk();
            }
            Condition.await("its first bytes", LIMIT, () -> received() >= BEFORE_THE_CUT);
            location = BASE.resolve(uploader.getUploadURL().getPath());
        }
        var resumed = client(BASE).beginOrResumeUploadFromURL(upload(picture, "cut.jpg", "three"), location.toURL());
        assertThat(resumed.getOffset()).isBetween(BEFORE_THE_CUT, BEFORE_THE_CUT + CHUNK_BYTES);
        resumed.setChunkSize(CHUNK_BYTES);
        while (resumed.uploadChunk() > 0) {
            assertThat(resumed.getOffset()).isPositive();
        }
        resumed.finish();
        assertThat(onlyPhoto()).isEqualTo(picture);
    }

    @Test
    void sendsSeveralAtOnce() {
        ExecutorService senders = Executors.newFixedThreadPool(SEVERAL);
        try {
            var sent = IntStream.range(0, SEVERAL)
                    .mapToObj(i -> CompletableFuture.runAsync(() -> send(i), senders))
                    .toList();
            sent.forEach(CompletableFuture::join);
        } finally {
            senders.shutdownNow();
        }
        assertThat(dock.photoIds()).hasSize(SEVERAL);
    }

    private void send(int number) {
        try {
            send(client(BASE), upload(Pictures.jpeg(300 + number, 200), number + ".jpg", "p" + number));
        } catch (ProtocolException | IOException e) {
            throw new AssertionError("Upload " + number, e);
        }
    }

    private TusClient client(URI base) throws IOException {
        var client = new TusClient();
        client.setUploadCreationURL(base.resolve("api/uploads").toURL());
        client.setHeaders(Map.of("Authorization", "Bearer " + dock.ownerKey()));
        return client;
    }

    private TusUpload upload(byte[] picture, String name, String clientId) {
        var upload = new TusUpload();
        upload.setSize(picture.length);
        upload.setInputStream(new ByteArrayInputStream(picture));
        upload.setFingerprint(clientId);
        upload.setMetadata(Map.of("filename", name, "filetype", "image/jpeg", "dock", dock.id(), "clientId", clientId));
        return upload;
    }

    private static void send(TusClient client, TusUpload upload) throws ProtocolException, IOException {
        var uploader = client.createUpload(upload);
        uploader.setChunkSize(CHUNK_BYTES);
        uploader.setRequestPayloadSize(REQUEST_BYTES);
        while (uploader.uploadChunk() > 0) {
            assertThat(uploader.getOffset()).isPositive();
        }
        uploader.finish();
    }

    private long received() {
        return dock.snapshot()
                .getJsonArray("uploads")
                .getJsonObject(0)
                .getJsonNumber("received")
                .longValue();
    }

    private byte[] onlyPhoto() {
        assertThat(dock.photoIds()).hasSize(1);
        return dock.owner("GET", "/photos/" + dock.photoIds().get(0))
                .send()
                .expect(200)
                .body();
    }
}
