package io.snapdock.photo.housekeeping;

import io.snapdock.dock.Docks;
import io.snapdock.photo.Photos;
import io.snapdock.store.Removals;
import io.snapdock.upload.Uploads;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;

/** The rows of one dock over all features. */
@ApplicationScoped
@Transactional
public class DockRows {

    @Inject
    private Photos photos;

    @Inject
    private Uploads uploads;

    @Inject
    private Docks docks;

    @Inject
    private Removals removals;

    /**
     * Removes all of them.
     *
     * @return the ids of uploads that were not finished
     */
    List<String> forget(String dockId) {
        List<String> unfinished = uploads.forgetDock(dockId);
        unfinished.forEach(removals::begin);
        photos.forgetDock(dockId);
        docks.forget(dockId);
        return unfinished;
    }
}
