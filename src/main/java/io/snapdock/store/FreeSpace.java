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

    /** Free for this server's user, the reserve among them. */
    public long bytes() {
        return data.path().toFile().getUsableSpace();
    }

    /** Whether so many more bytes leave the reserve alone. */
    public boolean has(long bytes) {
        return bytes() - settings.diskReserveBytes() >= bytes;
    }

    /** @throws ProblemException {@code disk-full} when it has not */
    public void expect(long bytes) {
        if (!has(bytes)) {
            throw new ProblemException(StoreProblem.DISK_FULL);
        }
    }
}
