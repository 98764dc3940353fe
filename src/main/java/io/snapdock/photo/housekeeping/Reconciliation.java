package io.snapdock.photo.housekeeping;

import io.snapdock.settings.DataFolder;
import io.snapdock.settings.Database;
import io.snapdock.settings.Started;
import io.snapdock.store.Identity;
import io.snapdock.store.IncomingFiles;
import io.snapdock.store.Leftovers;
import io.snapdock.store.LostFiles;
import io.snapdock.store.PhotoFiles;
import io.snapdock.store.Removals;
import io.snapdock.upload.UploadService;
import io.snapdock.upload.UploadState;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Brings rows and files together again at each start, before the first request. One odd file stops neither the start nor the others. Files that
 * no row knows go to {@link LostFiles}; only what is known to be needed no more is deleted.
 */
@ApplicationScoped
public class Reconciliation {

    private static final Logger LOG = System.getLogger(Reconciliation.class.getName());

    @Inject
    private Database database;

    @Inject
    private DataFolder data;

    @Inject
    private Identity identity;

    @Inject
    private StoredRows rows;

    @Inject
    private UploadService uploads;

    @Inject
    private PhotoFiles files;

    @Inject
    private IncomingFiles incoming;

    @Inject
    private Leftovers leftovers;

    @Inject
    private LostFiles lost;

    @Inject
    private Removals removals;

    void start(@Observes @Priority(Started.RECONCILIATION) Started started) {
        try {
            String databaseId = database.id();
            Optional<String> folderId = identity.read();
            var found = new Findings(databaseId, folderId);
            Set<String> removed = removals.unfinished();
            removed.removeAll(rows.known(removed));
            docks(removed, found);
            incoming(removed, found);
            removals.unfinished().forEach(removals::end);
            found.finished = uploads.goOn();
            if (!folderId.equals(Optional.of(databaseId))) {
                identity.write(databaseId);
            }
            found.report(LOG, data.path(), found.lost > 0 ? lost.folder() : data.path());
        } catch (IOException e) {
            throw new IllegalStateException("Setting snapdock.data: the folder cannot be read.", e);
        }
    }

    private void docks(Set<String> removed, Findings found) throws IOException {
        Set<String> known = rows.docks();
        Set<String> folders = new HashSet<>(leftovers.docks());
        Set<String> all = new TreeSet<>(known);
        all.addAll(folders);
        for (List<String> some : StoredRows.inParts(all)) {
            rows.ofDocks(some).forEach((dockId, ofDock) -> {
                try {
                    List<Leftovers.Found> there = folders.contains(dockId) ? leftovers.ofDock(dockId) : List.of();
                    dock(dockId, ofDock, there, removed, found);
                    if (!known.contains(dockId)) {
                        leftovers.removeEmptyFolder(dockId);
                    }
                } catch (IOException e) {
                    LOG.log(Level.WARNING, "The folder of dock " + dockId + " cannot be checked and stays as it is", e);
                }
            });
        }
    }

    private void dock(
            String dockId, StoredRows.OfDock ofDock, List<Leftovers.Found> there, Set<String> removed, Findings found) {
        Map<String, Long> missing = new HashMap<>(ofDock.photos());
        for (Leftovers.Found file : there) {
            boolean isOriginal = file.kind() == Leftovers.Kind.ORIGINAL;
            UploadState upload = ofDock.uploads().get(file.id());
            if (upload == UploadState.ARRIVING && file.kind() == Leftovers.Kind.PREVIEW) {
                // Its photo is still on its way.
                continue;
            }
            if (ofDock.photos().containsKey(file.id())) {
                if (isOriginal && file.bytes() < 0) {
                    moveToLost(file.path(), found);
                } else if (isOriginal) {
                    found.length(file, missing.remove(file.id()));
                } else if (file.kind() == Leftovers.Kind.UNFINISHED) {
                    Leftovers.delete(file.path());
                }
            } else if (upload == UploadState.ARRIVING && isOriginal) {
                // Stopped between moving a file to its place and committing its row.
                files.takeBack(dockId, file.id());
                found.takenBack++;
            } else if (removed.contains(dockId)
                    || removed.contains(file.id())
                    || (upload == UploadState.ENDED && !isOriginal)) {
                Leftovers.delete(file.path());
                found.deleted++;
            } else {
                moveToLost(file.path(), found);
            }
        }
        missing.forEach((photoId, bytes) -> bringBack(dockId, photoId, bytes, found));
    }

    /** The row is there again: with the right database after a start with another one. */
    private void bringBack(String dockId, String photoId, long bytes, Findings found) {
        try {
            Optional<Path> original = lost.find(files.original(dockId, photoId));
            if (original.isEmpty() || Files.size(original.get()) != bytes) {
                found.missing.add(photoId);
                return;
            }
            Files.createDirectories(files.original(dockId, photoId).getParent());
            for (Path place : List.of(files.preview(dockId, photoId), files.thumbnail(dockId, photoId))) {
                Optional<Path> smaller = lost.find(place);
                if (smaller.isPresent() && Files.notExists(place)) {
                    Files.move(smaller.get(), place, StandardCopyOption.ATOMIC_MOVE);
                }
            }
            files.keep(original.get(), dockId, photoId);
            found.back++;
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The file of photo " + photoId + " cannot be brought back", e);
            found.missing.add(photoId);
        }
    }

    private void incoming(Set<String> removed, Findings found) throws IOException {
        List<Leftovers.Found> there = leftovers.incoming();
        Map<String, UploadState> states =
                rows.uploads(there.stream().map(Leftovers.Found::id).collect(Collectors.toSet()));
        for (Leftovers.Found file : there) {
            UploadState state = states.get(file.id());
            boolean isDraft = file.kind() == Leftovers.Kind.UNFINISHED;
            if (state == UploadState.ARRIVING && !isDraft) {
                continue;
            }
            if ((state != null && file.bytes() >= 0) || removed.contains(file.id())) {
                // It became a photo or was refused, or it is a draft that is made anew.
                Leftovers.delete(file.path());
                found.deleted++;
            } else {
                moveToLost(file.path(), found);
            }
        }
        for (String uploadId : rows.arriving()) {
            bringBack(uploadId, found);
        }
    }

    private void bringBack(String uploadId, Findings found) {
        try {
            Path part = incoming.part(uploadId);
            Optional<Path> before = Files.exists(part) ? Optional.empty() : lost.find(part);
            if (before.isPresent()) {
                Optional<Path> mark = lost.find(incoming.unverified(uploadId));
                if (mark.isPresent()) {
                    Files.move(mark.get(), incoming.unverified(uploadId), StandardCopyOption.ATOMIC_MOVE);
                }
                Files.move(before.get(), part, StandardCopyOption.ATOMIC_MOVE);
                found.back++;
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The bytes of upload " + uploadId + " cannot be brought back", e);
        }
    }

    private void moveToLost(Path file, Findings found) {
        try {
            lost.keep(file);
            found.lost++;
        } catch (IOException e) {
            LOG.log(Level.WARNING, file + " belongs to no row and cannot be moved; it stays where it is", e);
        }
    }
}
