package io.snapdock.live;

import io.snapdock.dock.DockForm;
import io.snapdock.dock.DockState;
import io.snapdock.dock.Limits;
import io.snapdock.dock.phone.PhoneView;
import io.snapdock.photo.PhotoView;
import io.snapdock.upload.event.UploadView;
import io.snapdock.upload.pick.PickView;
import java.time.Instant;
import java.util.List;

/**
 * A whole dock at one moment: what a page needs to draw itself, and what the events that follow build on.
 *
 * @param ref the host's own name for it, for the desktop's side; null when it has none
 * @param form what its form wants its pages to show; null when it wants nothing
 * @param title null when the dock has none
 * @param now the server's clock
 * @param version grows with each change of the photos
 * @param photos in their order
 * @param picks those of which something is still at its sender
 * @param rights of who asked; null in streams
 * @param joinUrl for the request of one who may add photos, null in streams
 * @param addresses the addresses that {@code joinUrl} may begin with, the first one is used; null where that is
 */
public record Snapshot(
        String id,
        String ref,
        String title,
        DockState state,
        Instant createdAt,
        Instant expiresAt,
        Instant now,
        Limits limits,
        long version,
        DockForm form,
        List<PhoneView> phones,
        List<PhotoView> photos,
        List<UploadView> uploads,
        List<PickView> picks,
        List<String> rights,
        String joinUrl,
        List<String> addresses) {

    Snapshot forMember(List<String> words, String url, List<String> bases) {
        return new Snapshot(
                id, ref, title, state, createdAt, expiresAt, now, limits, version, form, phones, photos, uploads, picks,
                words, url, bases);
    }

    @Override
    public String toString() {
        return "Snapshot[" + id + "]";
    }
}
