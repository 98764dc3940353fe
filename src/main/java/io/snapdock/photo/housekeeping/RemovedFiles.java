package io.snapdock.photo.housekeeping;

import io.snapdock.photo.PhotoAdded;
import io.snapdock.photo.PhotoRemoved;
import io.snapdock.store.PhotoFiles;
import io.snapdock.store.Removals;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.io.IOException;

/** Deletes the files of photos that have no row: after a removal has committed; and takes a new photo's file back when its row did not. */
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

    void notRemoved(@Observes(during = TransactionPhase.AFTER_FAILURE) PhotoRemoved event) {
        removals.end(event.photoId());
    }

    /** The upload is not a photo then, but its bytes were acknowledged. */
    void notStored(@Observes(during = TransactionPhase.AFTER_FAILURE) PhotoAdded event) {
        files.takeBack(event.dockId(), event.uploadId());
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
