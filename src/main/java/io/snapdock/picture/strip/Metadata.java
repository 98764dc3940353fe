package io.snapdock.picture.strip;

import io.snapdock.picture.Exif;
import io.snapdock.picture.PictureCheck;
import io.snapdock.picture.bytes.BytesChannel;
import io.snapdock.picture.bytes.DamagedPictureException;
import io.snapdock.picture.bytes.UnremovableMetadataException;
import io.snapdock.picture.format.PictureType;
import io.snapdock.settings.MetadataPolicy;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * Takes out of a picture's file what its dock does not want to have: the place it was taken at, and with it all that is not known to tell
 * none; or everything beside the picture. Nothing is encoded again; the compressed picture, its orientation and its colours are byte for byte those that came. The rules
 * for each format are a table in {@code docs/architecture.md}.
 *
 * <p>Time is linear in the file's length. Memory is bounded, whatever the file says: one block of words of up to 1 MiB, 4 MiB when it was compressed.
 */
public final class Metadata {

    private static final Set<StandardOpenOption> WRITTEN_ANEW =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);

    private Metadata() {}

    /**
     * Writes a copy without what the policy forbids.
     *
     * @param type what the file is
     * @param source a file that passed {@link PictureCheck}; only read
     * @param target replaced when it exists; not synced. After an exception it does not exist
     * @return false when there is nothing to take out; then there is no target
     * @throws DamagedPictureException when the file breaks its format's structure
     * @throws UnremovableMetadataException when the file may hold a place that cannot be taken out
     * @throws IOException when reading or writing failed
     */
    public static boolean strip(PictureType type, Path source, Path target, MetadataPolicy policy)
            throws IOException, DamagedPictureException, UnremovableMetadataException {
        if (policy == MetadataPolicy.KEEP) {
            return false;
        }
        boolean done = false;
        try (FileChannel from = FileChannel.open(source, StandardOpenOption.READ);
                EditedCopy copy = new EditedCopy(from, () -> FileChannel.open(target, WRITTEN_ANEW))) {
            strip(type, from, copy, policy == MetadataPolicy.STRIP_ALL);
            done = copy.isEdited();
        } finally {
            if (!done) {
                Files.deleteIfExists(target);
            }
        }
        return done;
    }

    /**
     * The same for a small picture in memory.
     *
     * @return what may stay of it; the same bytes when there is nothing to take out
     */
    public static byte[] strip(PictureType type, byte[] picture, MetadataPolicy policy)
            throws IOException, DamagedPictureException, UnremovableMetadataException {
        if (policy == MetadataPolicy.KEEP) {
            return picture;
        }
        BytesChannel target = new BytesChannel(new byte[0]);
        try (EditedCopy copy = new EditedCopy(new BytesChannel(picture), () -> target)) {
            strip(type, new BytesChannel(picture), copy, policy == MetadataPolicy.STRIP_ALL);
            return copy.isEdited() ? target.toByteArray() : picture;
        }
    }

    private static void strip(PictureType type, SeekableByteChannel from, EditedCopy copy, boolean all)
            throws IOException, DamagedPictureException, UnremovableMetadataException {
        switch (type) {
            case JPEG -> JpegMetadata.strip(from, copy, all);
            case PNG -> PngMetadata.strip(from, copy, all);
            case WEBP -> WebpMetadata.strip(from, copy, all);
            case GIF -> GifMetadata.strip(from, copy, all);
            case HEIC, AVIF -> BmffMetadata.strip(from, copy, all);
        }
    }

    /** What is left of an Exif block where its length may change; empty when nothing is. */
    static Optional<byte[]> exif(byte[] given, boolean all) {
        byte[] block = Exif.withoutPrefix(given);
        Optional<byte[]> kept = all ? Optional.empty() : ExifCleaner.withoutPlace(block);
        if (kept.isPresent() && Arrays.equals(kept.get(), block)) {
            return Optional.of(given);
        }
        return kept.or(() -> ExifCleaner.onlyOrientation(block));
    }
}
