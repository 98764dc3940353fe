package io.snapdock.photo.housekeeping;

import io.snapdock.photo.PhotoRemoved;
import io.snapdock.store.PhotoFiles;
import io.snapdock.store.Removals;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.io.IOException;

/**
 * Deletes the files of photos that have no row, after a removal has committed. When a commit fails nobody knows whether the row has gone: the note of the
 * removal stays until {@link DoubtfulPhotos} knows, or the next start.
 */
@ApplicationScoped
public class RemovedFiles {

    @Inject
    private PhotoFiles files;

    @Inject
    private Removals removals;

    void removed(@Observes(during = TransactionPhase.AFTER_SUCCESS) PhotoRemoved event) {
        delete(event.dockId(), event.photoId());
        removals.end(event.photoId());
    }

    public void delete(String dockId, String photoId) {
        try {
            files.remove(dockId, photoId);
        } catch (IOException e) {
            System.getLogger(RemovedFiles.class.getName())
                    .log(System.Logger.Level.WARNING, "The files of photo " + photoId + " stay behind", e);
        }
    }
}
