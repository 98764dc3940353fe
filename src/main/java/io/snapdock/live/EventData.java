package io.snapdock.live;

import io.snapdock.dock.DockState;
import io.snapdock.photo.PhotoView;
import io.snapdock.upload.pick.PickView;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The data of those events that are not a whole phone or upload, in the shapes that {@code docs/api.md} shows. Public for JSON-B. */
public final class EventData {

    private EventData() {}

    public record Id(String id) {}

    public record Removed(String id, long version) {}

    public record Order(List<String> ids, Map<String, Long> places, List<PickView> picks, long version) {}

    public record Progress(String id, long received, Long bytes) {}

    public record Paused(String id, long received, String reason) {}

    public record Duplicate(String id, String photoId) {}

    public record Failure(String id, String code, String detail) {}

    public record Closing(Instant expiresAt) {}

    public record Closed(DockState reason) {}

    public record NewPhoto(
            String id,
            String name,
            String type,
            long bytes,
            int width,
            int height,
            String sha256,
            Instant receivedAt,
            String phoneId,
            String clientId,
            boolean thumbnail,
            boolean preview,
            String takenAt,
            long place,
            String pick,
            Integer index,
            Integer picked,
            String url,
            String thumbnailUrl,
            String previewUrl,
            String uploadId,
            long version) {

        static NewPhoto of(PhotoView photo, String uploadId, long version) {
            return new NewPhoto(
                    photo.id(),
                    photo.name(),
                    photo.type(),
                    photo.bytes(),
                    photo.width(),
                    photo.height(),
                    photo.sha256(),
                    photo.receivedAt(),
                    photo.phoneId(),
                    photo.clientId(),
                    photo.thumbnail(),
                    photo.preview(),
                    photo.takenAt(),
                    photo.place(),
                    photo.pick(),
                    photo.index(),
                    photo.picked(),
                    photo.url(),
                    photo.thumbnailUrl(),
                    photo.previewUrl(),
                    uploadId,
                    version);
        }
    }
}
