package io.snapdock.photo;

import io.snapdock.upload.PhotoFiles;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.io.IOException;

/** Deletes the files of photos that have no row: after a removal has committed, or when a new photo's row did not. */
@ApplicationScoped
public class RemovedFiles {

    @Inject
    private PhotoFiles files;

    void removed(@Observes(during = TransactionPhase.AFTER_SUCCESS) PhotoRemoved event) {
        delete(event.dockId(), event.photoId());
    }

    void notStored(@Observes(during = TransactionPhase.AFTER_FAILURE) PhotoReceived event) {
        delete(event.dockId(), event.photo().id());
    }

    void delete(String dockId, String photoId) {
        try {
            files.remove(dockId, photoId);
        } catch (IOException e) {
            System.getLogger(RemovedFiles.class.getName())
                    .log(System.Logger.Level.WARNING, "The files of photo " + photoId + " stay behind", e);
        }
    }
}
