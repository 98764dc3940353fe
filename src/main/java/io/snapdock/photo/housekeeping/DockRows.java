package io.snapdock.photo.housekeeping;

import io.snapdock.dock.Docks;
import io.snapdock.photo.Photos;
import io.snapdock.problem.RefusedInOutage;
import io.snapdock.store.Removals;
import io.snapdock.upload.UploadRows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

/** The rows of one dock over all features. */
@ApplicationScoped
@RefusedInOutage
@Transactional
public class DockRows {

    @Inject
    private Photos photos;

    @Inject
    private UploadRows uploadRows;

    @Inject
    private Docks docks;

    @Inject
    private Removals removals;

    /**
     * Removes all of them.
     *
     * @return the ids of uploads that were not finished; empty when the dock is not to go any more, as its host has taken it over since somebody looked
     */
    Optional<List<String>> forget(String dockId) {
        if (!docks.longEnded().contains(dockId)) {
            return Optional.empty();
        }
        List<String> unfinished = uploadRows.forgetDock(dockId);
        unfinished.forEach(removals::begin);
        photos.forgetDock(dockId);
        docks.forget(dockId);
        return Optional.of(unfinished);
    }
}
