package io.snapdock.dock;

import io.snapdock.settings.MetadataPolicy;
import io.snapdock.settings.Settings;
import io.snapdock.web.JsonBody;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the one who opens a dock asked for, checked against the server's settings, which are the upper bounds and the defaults. */
public record DockRequest(
        Optional<String> title,
        int maxPhotos,
        long maxBytesPerPhoto,
        List<String> accept,
        Duration ttl,
        MetadataPolicy metadata,
        Optional<String> memberId,
        Optional<String> identifier,
        Optional<Limits.Resize> resize,
        DockForm form) {

    static final List<String> ALL_TYPES =
            List.of("image/jpeg", "image/png", "image/webp", "image/gif", "image/heic", "image/avif");

    private static final int MAX_CHARS = 100;
    private static final Set<String> OWN_MEMBERS = Set.of(
            "title",
            "maxPhotos",
            "maxBytesPerPhoto",
            "accept",
            "ttlSeconds",
            "expiresIn",
            "metadata",
            "memberId",
            "identifier",
            "resizeLongSide",
            "resizeQuality");

    private static final Set<String> MEMBERS =
            Stream.concat(OWN_MEMBERS.stream(), DockForm.MEMBERS.stream()).collect(Collectors.toUnmodifiableSet());

    /** Where JPEG begins to be worth its bytes for documents as well. */
    private static final int RESIZE_QUALITY = 85;

    public static DockRequest read(InputStream body, Settings.Docks docks, Settings.Photos photos) {
        JsonBody json = JsonBody.object(body, MEMBERS);
        return new DockRequest(
                title(json),
                (int) json.integer("maxPhotos", 1, docks.maxPhotos()).orElse(docks.maxPhotos()),
                json.integer("maxBytesPerPhoto", 1, photos.maxBytes()).orElse(photos.maxBytes()),
                accept(json),
                ttl(json, docks),
                metadata(json).orElse(photos.metadata()),
                json.text("memberId", MAX_CHARS).map(DockRequest::printable),
                json.text("identifier", MAX_CHARS).map(DockRequest::printable),
                resize(json),
                DockForm.read(json));
    }

    static Optional<String> title(JsonBody json) {
        return json.text("title", MAX_CHARS).map(DockRequest::printable).filter(title -> !title.isEmpty());
    }

    private static Duration ttl(JsonBody json, Settings.Docks docks) {
        OptionalLong seconds = json.integer("ttlSeconds", 1, docks.maxTtl().toSeconds());
        Optional<Duration> expiresIn = json.duration("expiresIn", Duration.ofSeconds(1), docks.maxTtl());
        if (seconds.isPresent() && expiresIn.isPresent()) {
            throw JsonBody.outOfBounds("expiresIn", "there without ttlSeconds");
        }
        return seconds.isPresent() ? Duration.ofSeconds(seconds.getAsLong()) : expiresIn.orElse(docks.ttl());
    }

    private static Optional<Limits.Resize> resize(JsonBody json) {
        OptionalLong longSide = json.integer("resizeLongSide", 320, 20_000);
        OptionalLong quality = json.integer("resizeQuality", 1, 100);
        return longSide.isEmpty()
                ? Optional.empty()
                : Optional.of(new Limits.Resize((int) longSide.getAsLong(), (int) quality.orElse(RESIZE_QUALITY)));
    }

    /** Text for people without control and direction characters, which could make it read as another. */
    public static String printable(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cs}\\u2028\\u2029]", " ")
                .strip();
    }

    private static List<String> accept(JsonBody json) {
        List<String> wanted = json.texts("accept").orElse(ALL_TYPES);
        if (wanted.isEmpty() || !ALL_TYPES.containsAll(wanted)) {
            throw JsonBody.outOfBounds("accept", "some of " + String.join(", ", ALL_TYPES));
        }
        return ALL_TYPES.stream().filter(wanted::contains).toList();
    }

    private static Optional<MetadataPolicy> metadata(JsonBody json) {
        return json.text("metadata", MAX_CHARS).map(text -> switch (text) {
            case "keep" -> MetadataPolicy.KEEP;
            case "strip-location" -> MetadataPolicy.STRIP_LOCATION;
            case "strip-all" -> MetadataPolicy.STRIP_ALL;
            default -> throw JsonBody.outOfBounds("metadata", "keep, strip-location or strip-all");
        });
    }
}
