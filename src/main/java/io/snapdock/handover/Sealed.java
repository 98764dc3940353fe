package io.snapdock.handover;

import io.snapdock.dock.Dock;
import io.snapdock.dock.DockState;
import io.snapdock.photo.PhotoView;
import java.util.List;

/**
 * A dock as its host takes it over.
 *
 * @param claimId of the claim, if there is one
 * @param photos in their order
 */
public record Sealed(String id, DockState state, long version, String claimId, List<PhotoView> photos) {

    static Sealed of(Dock dock, List<PhotoView> photos) {
        return new Sealed(
                dock.id(), dock.state(), dock.version(), dock.claimId().orElse(null), photos);
    }
}
