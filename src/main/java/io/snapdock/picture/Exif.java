package io.snapdock.picture;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** Finds a picture's Exif block, wherever its format keeps it, and reads it. Odd content says nothing; it never fails. */
public final class Exif {

    /** What one block of Exif may have where the format has no bound of its own; JPEG's is 64 KiB. */
    public static final int MAX_EXIF_BYTES = 1024 * 1024;

    /** CIPA DC-008 4.7.2: "Exif", two bytes, then the TIFF block. */
    private static final int EXIF_HEADER_BYTES = 6;

    private static final int APP1 = 0xE1;
    private static final int PNG_SIGNATURE_BYTES = 8;
    private static final int PNG_CHECKSUM_BYTES = 4;
    private static final int RIFF_CHUNK_HEADER_BYTES = 8;

    private Exif() {}

    /** @throws IOException when the file cannot be read */
    public static ExifFacts read(PictureType type, Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            PictureBytes bytes = new PictureBytes(channel);
            byte[] block = switch (type) {
                case JPEG -> inJpeg(bytes);
                case PNG -> inPng(bytes);
                case WEBP -> inWebp(bytes);
                case GIF -> null;
                case HEIC, AVIF -> inBmff(channel);
            };
            return block == null ? ExifFacts.NONE : ExifFacts.read(withoutPrefix(block));
        } catch (DamagedPictureException e) {
            return ExifFacts.NONE;
        }
    }

    /** Outside JPEG its prefix is not part of the format, yet some writers leave it there. */
    public static byte[] withoutPrefix(byte[] block) {
        boolean prefixed =
                block.length >= 6 && block[0] == 'E' && block[1] == 'x' && block[2] == 'i' && block[3] == 'f';
        return prefixed ? Arrays.copyOfRange(block, 6, block.length) : block;
    }

    /** The first Exif block of a JPEG; null for none. */
    private static byte[] inJpeg(PictureBytes bytes) throws IOException, DamagedPictureException {
        byte[][] found = new byte[1][];
        JpegStructure.walk(bytes, (marker, start, segment, end) -> {
            if (marker == APP1 && found[0] == null) {
                byte[] data = segment.take((int) (end - segment.position()));
                found[0] = startsWithExif(data)
                        ? Arrays.copyOfRange(data, Math.min(EXIF_HEADER_BYTES, data.length), data.length)
                        : null;
            }
        });
        return found[0];
    }

    private static boolean startsWithExif(byte[] data) {
        return data.length >= 5 && data[0] == 'E' && data[1] == 'x' && data[2] == 'i' && data[3] == 'f' && data[4] == 0;
    }

    /** The first Exif block of a PNG; null for none. */
    private static byte[] inPng(PictureBytes bytes) throws IOException, DamagedPictureException {
        bytes.skip(PNG_SIGNATURE_BYTES);
        while (true) {
            long length = bytes.u32();
            String name = bytes.name();
            if ("eXIf".equals(name)) {
                return length <= MAX_EXIF_BYTES ? bytes.take((int) length) : null;
            }
            if ("IEND".equals(name)) {
                return null;
            }
            bytes.skip(length);
            bytes.skip(PNG_CHECKSUM_BYTES);
        }
    }

    /** The first Exif block of a WebP; null for none. */
    private static byte[] inWebp(PictureBytes bytes) throws IOException, DamagedPictureException {
        bytes.skip(4);
        long end = RIFF_CHUNK_HEADER_BYTES + bytes.littleEndianU32();
        bytes.skip(4);
        if (end - bytes.position() > bytes.remaining()) {
            throw new DamagedPictureException("RIFF of %d bytes".formatted(end));
        }
        while (end - bytes.position() >= RIFF_CHUNK_HEADER_BYTES) {
            String name = bytes.name();
            long length = bytes.littleEndianU32();
            if ("EXIF".equals(name)) {
                return length <= MAX_EXIF_BYTES ? bytes.take((int) length) : null;
            }
            bytes.skip(Math.min(length + (length & 1), bytes.remaining()));
        }
        return null;
    }

    /** The first Exif block of a HEIC or AVIF; null for none. */
    private static byte[] inBmff(FileChannel source) throws IOException, DamagedPictureException {
        PictureBytes bytes = new PictureBytes(source);
        long end = bytes.remaining();
        while (bytes.position() < end) {
            BmffBox box = BmffBox.read(bytes, end, true);
            if ("meta".equals(box.name())) {
                return inMeta(source, box);
            }
            bytes.forwardTo(box.end());
        }
        return null;
    }

    private static byte[] inMeta(FileChannel source, BmffBox meta) throws IOException, DamagedPictureException {
        try {
            for (BmffItem item : BmffItems.in(source, meta)) {
                if (item.kind() == BmffItem.Kind.EXIF && item.bytes() <= MAX_EXIF_BYTES) {
                    byte[] content = BmffItems.read(source, item);
                    int at = BmffItems.tiffAt(content);
                    return at < 0 ? null : Arrays.copyOfRange(content, at, content.length);
                }
            }
        } catch (UnremovableMetadataException e) {
            // What cannot be found cannot be read.
            return null;
        }
        return null;
    }
}
