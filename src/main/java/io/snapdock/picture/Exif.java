package io.snapdock.picture;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Finds a picture's Exif block, wherever its format keeps it, and reads it. Odd content says nothing; it never fails. */
final class Exif {

    private Exif() {}

    /** @throws IOException when the file cannot be read */
    static ExifFacts read(PictureType type, Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            PictureBytes bytes = new PictureBytes(channel);
            byte[] block = switch (type) {
                case JPEG -> JpegMetadata.exif(bytes);
                case PNG -> PngMetadata.exif(bytes);
                case WEBP -> WebpMetadata.exif(bytes);
                case GIF -> null;
                case HEIC, AVIF -> BmffMetadata.exif(channel);
            };
            return block == null ? ExifFacts.NONE : ExifFacts.read(Metadata.withoutPrefix(block));
        } catch (DamagedPictureException e) {
            return ExifFacts.NONE;
        }
    }
}
