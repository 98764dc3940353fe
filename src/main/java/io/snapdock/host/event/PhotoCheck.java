package io.snapdock.host.event;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * CDI event: a photo, or its {@linkplain #isPreview preview}, is whole and not taken yet. Who observes it may {@linkplain #refuse refuse} it; else it is taken. An observer that throws has not
 * checked it: beside Snapdock its settings say what becomes of it then, inside it is not taken and the phone tries again.
 *
 * <p>Beside Snapdock it is asked where {@code snapdock.webhook.check} says so, in the same WAR always, and waits a few seconds. An observer changes nothing for it: a photo that passes can still find its dock full, and then
 * {@link PhotoArrived} does not come.
 */
public final class PhotoCheck {

    private final DockFacts dock;
    private final Facts facts;
    private final AtomicReference<String> refusal = new AtomicReference<>();

    /** For who asks. */
    public PhotoCheck(DockFacts dock, Facts facts) {
        this.dock = Objects.requireNonNull(dock);
        this.facts = Objects.requireNonNull(facts);
    }

    /**
     * What is known of it.
     *
     * @param isPreview whether it is the small picture that the phone made of the photo itself
     * @param mediaType by its bytes
     * @param width in pixels, as stored
     * @param height in pixels, as stored
     * @param sha256 of its bytes, in lower-case hexadecimal digits
     */
    public record Facts(
            String uploadId,
            boolean isPreview,
            String name,
            String mediaType,
            long bytes,
            int width,
            int height,
            String sha256) {}

    public DockFacts dock() {
        return dock;
    }

    /** The host's own name for the dock. */
    public Optional<String> ref() {
        return dock.ref();
    }

    /** The id of the photo, should it be taken. Its preview has the same one. */
    public String uploadId() {
        return facts.uploadId();
    }

    /** A preview is shown until its photo is here, so it is asked about too. A refusal hides it, and the photo comes and is asked about by itself. */
    public boolean isPreview() {
        return facts.isPreview();
    }

    public String name() {
        return facts.name();
    }

    public String mediaType() {
        return facts.mediaType();
    }

    public long bytes() {
        return facts.bytes();
    }

    /** In pixels, as stored: before any orientation. */
    public int width() {
        return facts.width();
    }

    /** In pixels, as stored: before any orientation. */
    public int height() {
        return facts.height();
    }

    public String sha256() {
        return facts.sha256();
    }

    /**
     * Says no. The first reason counts.
     *
     * @param reason a sentence for the person with the phone: what is wrong and what to do; at most 300 characters are shown
     * @throws IllegalArgumentException when it is blank
     */
    public void refuse(String reason) {
        String sentence = reason.replaceAll("\\p{Cntrl}+", " ").strip();
        if (sentence.isEmpty()) {
            throw new IllegalArgumentException("A refusal needs a reason that a person can read");
        }
        refusal.compareAndSet(null, sentence);
    }

    /** The reason, for who has asked. */
    public Optional<String> refusal() {
        return Optional.ofNullable(refusal.get());
    }
}
