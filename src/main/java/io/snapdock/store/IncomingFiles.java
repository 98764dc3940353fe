package io.snapdock.store;

import io.snapdock.settings.DataFolder;
import io.snapdock.settings.Started;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where bytes lie while they arrive: {@code incoming/<uploadId>.part} in the data folder, and what is made of them on the way beside it. */
@ApplicationScoped
public class IncomingFiles {

    private static final String PART = ".part";

    @Inject
    private DataFolder data;

    @Inject
    private LostFiles lost;

    void makeFolders(@Observes @Priority(Started.FOLDERS) Started started) {
        Path incoming = folder();
        try {
            DataFolder.makeFolder(incoming);
        } catch (IOException e) {
            throw new IllegalStateException("Setting snapdock.data: the folder " + incoming + " cannot be used.", e);
        }
    }

    public PartFile of(String uploadId) {
        return new PartFile(part(uploadId), unverified(uploadId), lost);
    }

    public Path part(String uploadId) {
        return folder().resolve(uploadId + PART);
    }

    /** Beside an upload's bytes while the last of them may still be dropped; holds the offset from which. */
    public Path unverified(String uploadId) {
        return folder().resolve(uploadId + ".unverified");
    }

    /** A picture without the metadata that its dock does not keep, on its way to its place. */
    public Path cleaned(String uploadId) {
        return folder().resolve(uploadId + ".cleaned");
    }

    /** A new file for a preview that is not whole yet. */
    Path newPreview(String uploadId) throws IOException {
        return Files.createTempFile(folder(), uploadId, ".preview");
    }

    /** Removes what an upload has left where pictures arrive. */
    public void remove(String uploadId) {
        Leftovers.delete(part(uploadId));
        Leftovers.delete(unverified(uploadId));
        Leftovers.delete(cleaned(uploadId));
    }

    Path folder() {
        return data.path().resolve("incoming");
    }
}
