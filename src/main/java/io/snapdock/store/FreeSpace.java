package io.snapdock.store;

import io.snapdock.problem.ProblemException;
import io.snapdock.settings.DataFolder;
import io.snapdock.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Keeps uploads from filling the disk: the database, and whatever else lives on it, shall go on. */
@ApplicationScoped
public class FreeSpace {

    @Inject
    private DataFolder data;

    @Inject
    private Settings.Uploads settings;

    /** @throws ProblemException {@code disk-full} when so many more bytes would touch the reserve */
    public void expect(long bytes) {
        long usable = data.path().toFile().getUsableSpace();
        if (usable - settings.diskReserveBytes() < bytes) {
            throw new ProblemException(StoreProblem.DISK_FULL);
        }
    }
}
