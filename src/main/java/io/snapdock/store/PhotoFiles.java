package io.snapdock.store;

import io.snapdock.problem.ProblemException;
import io.snapdock.settings.DataFolder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Where photos lie in the data folder: {@code photos/<dockId>/<photoId>}, {@code <photoId>.thumbnail.jpg} and
 * {@code <photoId>.preview} beside it. A photo has its upload's id.
 */
@ApplicationScoped
public class PhotoFiles {

    @Inject
    private DataFolder data;

    @Inject
    private IncomingFiles incoming;

    /** A phone's own small picture of what it sends; stays when the upload is a photo. */
    public Path preview(String dockId, String uploadId) {
        return folder(dockId).resolve(uploadId + ".preview");
    }

    public boolean hasPreview(String dockId, String uploadId) {
        return Files.exists(preview(dockId, uploadId));
    }

    /**
     * Writes a preview where nobody sees it yet.
     *
     * @return for {@link #keepPreview}, or {@link #dropDraft}
     */
    public Path draftPreview(String uploadId, byte[] picture) throws IOException {
        Path draft = incoming.newPreview(uploadId);
        try {
            return Files.write(draft, picture);
        } catch (Throwable e) {
            dropDraft(draft);
            throw e;
        }
    }

    /** Shows a preview; it replaces an earlier one in one step. */
    public void keepPreview(Path draft, String dockId, String uploadId) {
        Path target = preview(dockId, uploadId);
        try {
            DataFolder.makeFolder(target.getParent());
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes a draft, if it was not kept. */
    public void dropDraft(Path draft) {
        Leftovers.delete(draft);
    }

    /** Of an upload that became no photo: its preview, and what may lie in the photo's place after a commit that failed. */
    public void removeAll(String dockId, String uploadId) {
        Leftovers.delete(preview(dockId, uploadId));
        Leftovers.delete(original(dockId, uploadId));
    }

    public Path original(String dockId, String photoId) {
        return folder(dockId).resolve(photoId);
    }

    public boolean hasOriginal(String dockId, String photoId) {
        return Files.isRegularFile(original(dockId, photoId));
    }

    /** @throws ProblemException {@code photo-file-missing}: somebody took it away, or the disk lost it */
    public Path expectOriginal(String dockId, String photoId) {
        if (!hasOriginal(dockId, photoId)) {
            throw new ProblemException(StoreProblem.PHOTO_FILE_MISSING);
        }
        return original(dockId, photoId);
    }

    public Path thumbnail(String dockId, String photoId) {
        return folder(dockId).resolve(photoId + ".thumbnail.jpg");
    }

    /**
     * Moves a synced file to its place in one step and syncs the folder, so that it survives a power cut from here on.
     *
     * @throws IOException when the file system refuses; the file is then still where it was
     */
    public void keep(Path received, String dockId, String photoId) throws IOException {
        Path target = original(dockId, photoId);
        Path folder = folder(dockId);
        DataFolder.makeFolder(folder);
        Files.move(received, target, StandardCopyOption.ATOMIC_MOVE);
        Durable.syncFolder(folder);
    }

    /**
     * Undoes {@link #keep}: the bytes are those of an unfinished upload again. The original of a picture that was cleaned is
     * still where it arrived.
     */
    public void takeBack(String dockId, String photoId) {
        try {
            if (Files.exists(incoming.part(photoId))) {
                Files.deleteIfExists(original(dockId, photoId));
            } else if (Files.exists(original(dockId, photoId))) {
                Files.move(original(dockId, photoId), incoming.part(photoId), StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            System.getLogger(PhotoFiles.class.getName())
                    .log(Level.WARNING, "The bytes of upload " + photoId + " stay where they are", e);
        }
    }

    /**
     * After a commit of which nobody knows whether it went through: the bytes are in both places, among the photos and where they arrived. One more name for
     * the same file, or a copy where the disk has no such names.
     */
    public void keepInBoth(String dockId, String photoId) {
        Path original = original(dockId, photoId);
        Path part = incoming.part(photoId);
        try {
            if (Files.exists(original) && Files.notExists(part)) {
                linkOrCopy(original, part);
            }
        } catch (IOException e) {
            System.getLogger(PhotoFiles.class.getName())
                    .log(Level.WARNING, "The bytes of upload " + photoId + " stay among the photos", e);
        }
    }

    private static void linkOrCopy(Path from, Path to) throws IOException {
        try {
            Files.createLink(to, from);
        } catch (UnsupportedOperationException | FileSystemException e) {
            Path unfinished = to.resolveSibling(to.getFileName() + ".tmp");
            Files.copy(from, unfinished, StandardCopyOption.REPLACE_EXISTING);
            Durable.sync(unfinished);
            Files.move(unfinished, to, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Removes a photo's files; those that are gone already are no error. */
    public void remove(String dockId, String photoId) throws IOException {
        Files.deleteIfExists(thumbnail(dockId, photoId));
        Files.deleteIfExists(preview(dockId, photoId));
        Files.deleteIfExists(original(dockId, photoId));
    }

    /** Where each dock has its folder. */
    Path folder() {
        return data.path().resolve("photos");
    }

    Path folder(String dockId) {
        return folder().resolve(dockId);
    }
}
