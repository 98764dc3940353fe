package io.snapdock.photo;

import io.snapdock.dock.Docks;
import io.snapdock.settings.Started;
import io.snapdock.store.Leftovers;
import io.snapdock.store.PhotoFiles;
import io.snapdock.upload.Receiver;
import io.snapdock.upload.Uploads;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Brings rows and files together again after a crash, before the first request. Touches only names that the server itself
 * made; says what it found.
 */
@ApplicationScoped
public class Reconciliation {

    private static final Logger LOG = System.getLogger(Reconciliation.class.getName());

    @Inject
    private Docks docks;

    @Inject
    private Photos photos;

    @Inject
    private Uploads uploads;

    @Inject
    private Receiver receiver;

    @Inject
    private PhotoFiles files;

    @Inject
    private Leftovers leftovers;

    void start(@Observes Started started) {
        try {
            int takenBack = takeBack();
            int strays = removeStrays();
            long missing = missing();
            int finished = receiver.goOn();
            if (takenBack + strays + missing + finished > 0) {
                LOG.log(
                        missing > 0 ? Level.WARNING : Level.INFO,
                        "Checked the data folder: {0} uploads to finish, {1} of them taken back from among the photos;"
                                + " {2} files that nobody knows removed; {3} photos without their file",
                        finished,
                        takenBack,
                        strays,
                        missing);
            }
        } catch (IOException e) {
            throw new IllegalStateException("Setting snapdock.data: the folder cannot be read.", e);
        }
    }

    /** Stopped between moving a file to its place and committing its row. */
    private int takeBack() throws IOException {
        int count = 0;
        for (Leftovers.Stored stored : leftovers.originals()) {
            if (photos.find(stored.photoId()).isEmpty() && uploads.isArriving(stored.photoId())) {
                files.takeBack(stored.dockId(), stored.photoId());
                count++;
            }
        }
        return count;
    }

    private int removeStrays() throws IOException {
        int count = leftovers.removeIncomingExcept(uploads::isArriving);
        count += leftovers.removePhotosExcept(
                docks::isKnown, id -> photos.find(id).isPresent(), uploads::isArriving);
        return count;
    }

    /** A row without its file: taken away by somebody, or lost by the disk. It is shown as it is; the zip leaves it out. */
    private long missing() {
        return photos.all().stream()
                .filter(photo -> !files.hasOriginal(photo.dockId(), photo.id()))
                .peek(photo -> LOG.log(Level.WARNING, "The file of photo {0} is missing", photo.id()))
                .count();
    }
}
