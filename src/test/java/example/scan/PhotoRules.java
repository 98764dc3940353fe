package example.scan;

import io.snapdock.gate.PhotoCheck;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What this shop takes. docs/host-apps.md explains it line by line. */
@ApplicationScoped
public class PhotoRules {

    private static final int SMALLEST_SIDE = 32;

    /** Quick rules: on the thread that brings the photo. */
    void size(@Observes PhotoCheck photo) {
        if (Math.max(photo.width(), photo.height()) < SMALLEST_SIDE) {
            photo.refuse("This photo is too small to see the damage. Take it again from closer.");
        }
    }

    /** Slow ones: on another thread, until the method returns. */
    void content(@ObservesAsync PhotoCheck photo) {
        try {
            byte[] bytes = Files.readAllBytes(photo.file());
            if (new String(bytes, StandardCharsets.ISO_8859_1).contains("CONFIDENTIAL")) {
                photo.refuse("This photo is marked as confidential.");
            }
        } catch (IOException e) {
            // Not checked is not taken: the phone tries again.
            throw new UncheckedIOException(e);
        }
    }

    /** What another service decides, without a thread that waits for it. */
    void archive(@Observes PhotoCheck photo) {
        photo.waitFor(isKnown(photo.sha256()).thenAccept(known -> {
            if (known) {
                photo.refuse("We have this photo already.");
            }
        }));
    }

    /** Stands for a call of {@code HttpClient.sendAsync}. */
    private static CompletionStage<Boolean> isKnown(String sha256) {
        return CompletableFuture.completedFuture(sha256.startsWith("0000"));
    }
}
