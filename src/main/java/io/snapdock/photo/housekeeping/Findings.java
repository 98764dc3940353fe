package io.snapdock.photo.housekeeping;

import io.snapdock.store.Leftovers;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What one start has found in the data folder, and one message about it. */
final class Findings {

    /** So many ids are named; more help nobody. */
    private static final int NAMED = 5;

    private final String databaseId;
    private final Optional<String> folderId;

    int takenBack;
    int deleted;
    int lost;
    int back;
    int finished;
    final List<String> missing = new ArrayList<>();
    private final List<String> otherLength = new ArrayList<>();

    Findings(String databaseId, Optional<String> folderId) {
        this.databaseId = databaseId;
        this.folderId = folderId;
    }

    /** @param rowBytes what the row says; null for a second file of one photo, which cannot be */
    void length(Leftovers.Found file, Long rowBytes) {
        if (rowBytes != null && rowBytes != file.bytes()) {
            otherLength.add(file.id());
        }
    }

    /** @param lostFolder where this start has moved files, if it has */
    void report(Logger log, Path data, Path lostFolder) {
        var text = new StringBuilder();
        boolean otherDatabase = folderId.isPresent() && !folderId.get().equals(databaseId);
        if (otherDatabase) {
            text.append(" This is another database (").append(databaseId);
            text.append(") than the one that the folder was used with (")
                    .append(folderId.get())
                    .append(").");
        }
        if (lost > 0) {
            text.append(' ').append(lost).append(" files belong to no row of the database. They were moved to ");
            text.append(lostFolder).append("; nothing was deleted. If this is the wrong database (a setting");
            text.append(" snapdock.datasource that was forgotten, an empty or older one), stop Snapdock, give it the");
            text.append(" right one and start again: the files go back by themselves. If nobody misses them, delete");
            text.append(" that folder.");
        }
        if (!missing.isEmpty()) {
            text.append(' ')
                    .append(missing.size())
                    .append(" photos have no file (")
                    .append(some(missing));
            text.append("). If this is the wrong folder (setting snapdock.data, a disk that is not mounted), stop");
            text.append(" Snapdock, give it the right one and start again. Otherwise bring the files back from a");
            text.append(" backup of the folder photos, or remove these photos.");
        }
        if (!otherLength.isEmpty()) {
            text.append(' ').append(otherLength.size()).append(" photos have a file of another length than they had (");
            text.append(some(otherLength)).append("). Bring them back from a backup.");
        }
        boolean warning = text.length() > 0;
        add(text, finished, "uploads had all their bytes and become photos now.");
        add(text, takenBack, "files were taken back from among the photos, as their uploads had not ended.");
        add(text, back, "lost files are back in their place.");
        add(text, deleted, "files that nobody needs any more were deleted.");
        if (text.length() > 0) {
            log.log(warning ? Level.WARNING : Level.INFO, "Checked the data folder {0}.{1}", data, text);
        }
    }

    private static void add(StringBuilder text, int count, String what) {
        if (count > 0) {
            text.append(' ').append(count).append(' ').append(what);
        }
    }

    private static String some(List<String> ids) {
        return String.join(", ", ids.subList(0, Math.min(NAMED, ids.size()))) + (ids.size() > NAMED ? ", …" : "");
    }
}
