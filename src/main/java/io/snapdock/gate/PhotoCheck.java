package io.snapdock.gate;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * CDI event: a photo, or its {@linkplain #isPreview preview}, has arrived whole and passed every check of its form, and nobody has been
 * told yet. Whoever observes it, with {@code @Observes} or {@code @ObservesAsync}, may refuse it; then nothing of it stays. The phone
 * shows the reason for which its photo was refused.
 *
 * <p>An observer that throws has not checked: it is not taken, and the phone may try again ({@code photo-check-failed}). The same goes
 * for checks that take longer than {@code snapdock.photo.check-timeout}. Can be shared by threads.
 */
public final class PhotoCheck {

    private static final int MAX_REASON_CHARS = 300;

    private final Arrival arrival;
    private final List<CompletableFuture<?>> checks = new CopyOnWriteArrayList<>();
    private final AtomicReference<String> refusal = new AtomicReference<>();
    private final AtomicBoolean open = new AtomicBoolean(true);

    PhotoCheck(Arrival arrival) {
        this.arrival = Objects.requireNonNull(arrival);
    }

    /**
     * What is known of an arrived picture.
     *
     * @param isPreview whether it is the phone's own small picture of the photo
     * @param name as it will be shown, cleaned
     * @param mediaType what its bytes are, such as {@code image/jpeg}
     * @param width in pixels, as stored
     * @param height in pixels, as stored
     * @param sha256 64 hexadecimal digits
     */
    public record Arrival(
            boolean isPreview,
            String dockId,
            Optional<String> memberId,
            Optional<String> identifier,
            String uploadId,
            String name,
            String mediaType,
            long bytes,
            int width,
            int height,
            String sha256,
            Path file) {}

    /**
     * Whether this is not the photo, but the small picture that the phone made of it itself. It is shown until the photo is here, so it
     * passes the gate like one. A refusal hides it and does no more: the photo comes, and is asked for too.
     */
    public boolean isPreview() {
        return arrival.isPreview();
    }

    public String dockId() {
        return arrival.dockId();
    }

    /** What the dock's opener called the member it is for. */
    public Optional<String> memberId() {
        return arrival.memberId();
    }

    /** What the dock's opener called the matter it is for. */
    public Optional<String> identifier() {
        return arrival.identifier();
    }

    public String uploadId() {
        return arrival.uploadId();
    }

    /** The file's name as people will see it; cleaned, and of no meaning for {@link #file}. */
    public String name() {
        return arrival.name();
    }

    /** What the bytes are, whatever the phone called them: {@code image/jpeg}, … */
    public String mediaType() {
        return arrival.mediaType();
    }

    public long bytes() {
        return arrival.bytes();
    }

    /** In pixels, as stored: before any orientation. */
    public int width() {
        return arrival.width();
    }

    /** In pixels, as stored: before any orientation. */
    public int height() {
        return arrival.height();
    }

    /** Of the bytes in {@link #file}, in 64 hexadecimal digits. */
    public String sha256() {
        return arrival.sha256();
    }

    /** The bytes. To be read only, and only until the gate is answered: then the file moves or goes. */
    public Path file() {
        return arrival.file();
    }

    /**
     * Says no. The first reason counts. Without effect when the gate has been answered meanwhile.
     *
     * @param reason a sentence for the person with the phone: what is wrong and what to do; at most 300 characters are shown
     * @throws IllegalArgumentException when it is blank
     */
    public void refuse(String reason) {
        String sentence = reason.replaceAll("\\p{Cntrl}+", " ").strip();
        if (sentence.isEmpty()) {
            throw new IllegalArgumentException("A refusal needs a reason that a person can read");
        }
        refusal.compareAndSet(null, sentence.substring(0, Math.min(sentence.length(), MAX_REASON_CHARS)));
    }

    /**
     * Holds the gate until a check has ended, without holding a thread. To be called before the observer returns, or, by an asynchronous
     * one, before its method ends. The check calls {@link #refuse} before it completes; completing exceptionally means that nothing was
     * checked.
     */
    public void waitFor(CompletionStage<?> check) {
        checks.add(check.toCompletableFuture());
    }

    /** Whether an answer still counts: false once the photo was let through or refused, or its time is over. */
    public boolean isOpen() {
        return open.get() && refusal.get() == null;
    }

    void close() {
        open.set(false);
    }

    Optional<String> refusal() {
        return Optional.ofNullable(refusal.get());
    }

    /** How many checks were named so far. */
    int checks() {
        return checks.size();
    }

    /** Completes with all checks that were named so far, in whatever way they do. */
    CompletionStage<Void> allChecks() {
        return CompletableFuture.allOf(checks.toArray(CompletableFuture[]::new));
    }
}
