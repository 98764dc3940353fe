package io.snapdock.picture;

import io.snapdock.picture.bytes.DamagedPictureException;
import io.snapdock.picture.bytes.PictureBytes;
import io.snapdock.picture.bytes.UnremovableMetadataException;
import io.snapdock.picture.format.BmffBox;
import io.snapdock.picture.format.BmffItem;
import io.snapdock.picture.format.BmffItems;
import io.snapdock.picture.format.GifStructure;
import io.snapdock.picture.format.JpegStructure;
import io.snapdock.picture.format.PictureType;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;

/**
 * Finds a picture's Exif block and its XMP packet, wherever its format keeps them, and reads them. Odd content says nothing; it never
 * fails.
 */
public final class Exif {

    /** What one block of Exif may have where the format has no bound of its own; JPEG's is 64 KiB. */
    public static final int MAX_EXIF_BYTES = 1024 * 1024;

    /** CIPA DC-008 4.7.2: "Exif", two bytes, then the TIFF block. */
    public static final int EXIF_HEADER_BYTES = 6;

    private static final int APP1 = 0xE1;
    private static final int PNG_SIGNATURE_BYTES = 8;
    private static final int PNG_CHECKSUM_BYTES = 4;
    private static final int RIFF_HEADER_BYTES = 12;
    private static final int RIFF_CHUNK_HEADER_BYTES = 8;

    /** Behind the packet in a GIF. */
    public static final int GIF_XMP_TRAILER_BYTES = 258;

    private static final byte[] XMP_IN_JPEG = "http://ns.adobe.com/xap/1.0/\0".getBytes(StandardCharsets.US_ASCII);
    private static final String XMP_IN_PNG = "XML:com.adobe.xmp";
    private static final byte[] XMP_IN_GIF = "XMP DataXMP".getBytes(StandardCharsets.US_ASCII);
    private static final int APPLICATION = 0xFF;

    /** null for none. */
    private byte[] exif;

    private byte[] xmp;

    private Exif() {}

    /** @throws IOException when the file cannot be read */
    public static ExifFacts read(PictureType type, Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return read(type, channel);
        }
    }

    static ExifFacts read(PictureType type, SeekableByteChannel channel) throws IOException {
        Exif found = new Exif();
        try {
            PictureBytes bytes = new PictureBytes(channel);
            switch (type) {
                case JPEG -> JpegStructure.walkHeader(bytes, found.inJpeg());
                case PNG -> found.inPng(bytes);
                case WEBP -> found.inWebp(bytes);
                case GIF -> found.inGif(channel, bytes);
                case HEIC, AVIF -> found.inBmff(channel);
            }
        } catch (DamagedPictureException | UnremovableMetadataException e) {
            // What was found before is as good as in a sound file.
            return found.facts();
        }
        return found.facts();
    }

    /** For a walk over a JPEG that somebody does anyway. */
    static Exif collecting() {
        return new Exif();
    }

    ExifFacts facts() {
        ExifFacts facts = exif == null ? ExifFacts.NONE : ExifFacts.read(withoutPrefix(exif));
        return facts.captureTime().isPresent() || xmp == null
                ? facts
                : new ExifFacts(facts.orientation(), CaptureTime.inXmp(xmp));
    }

    /** Outside JPEG its prefix is not part of the format, yet some writers leave it there. */
    public static byte[] withoutPrefix(byte[] block) {
        return isPrefix(block) ? Arrays.copyOfRange(block, EXIF_HEADER_BYTES, block.length) : block;
    }

    JpegStructure.Visitor inJpeg() {
        return (marker, start, segment, end) -> {
            if (marker != APP1 || (exif != null && xmp != null)) {
                return;
            }
            byte[] data = segment.take((int) (end - segment.position()));
            if (exif == null && isPrefix(data)) {
                exif = data;
            } else if (xmp == null && data.length > XMP_IN_JPEG.length && startsWith(data, XMP_IN_JPEG)) {
                xmp = Arrays.copyOfRange(data, XMP_IN_JPEG.length, data.length);
            }
        };
    }

    private static boolean startsWith(byte[] data, byte[] start) {
        return data.length >= start.length && Arrays.equals(data, 0, start.length, start, 0, start.length);
    }

    /** "Exif" in any letters, and a zero: readers at large take each of them, so each is one here. */
    public static boolean isPrefix(byte[] data) {
        return data.length >= EXIF_HEADER_BYTES
                && (data[0] | 0x20) == 'e'
                && (data[1] | 0x20) == 'x'
                && (data[2] | 0x20) == 'i'
                && (data[3] | 0x20) == 'f'
                && data[4] == 0;
    }

    private void inPng(PictureBytes bytes) throws IOException, DamagedPictureException {
        bytes.skip(PNG_SIGNATURE_BYTES);
        while (bytes.remaining() > 0) {
            long length = bytes.u32();
            String name = bytes.name();
            long end = bytes.position() + length + PNG_CHECKSUM_BYTES;
            if ("IEND".equals(name)) {
                return;
            }
            if ("eXIf".equals(name) && exif == null && length <= MAX_EXIF_BYTES) {
                exif = bytes.take((int) length);
            } else if ("iTXt".equals(name) && xmp == null && length <= MAX_EXIF_BYTES) {
                byte[] text = bytes.take((int) length);
                // Not compressed: a NUL, the flag, the method, no language, no translation (PNG 11.3.3.4).
                byte[] head = (XMP_IN_PNG + "\0\0\0\0\0").getBytes(StandardCharsets.US_ASCII);
                xmp = startsWith(text, head) ? Arrays.copyOfRange(text, head.length, text.length) : null;
            }
            bytes.forwardTo(end);
        }
    }

    private void inWebp(PictureBytes bytes) throws IOException, DamagedPictureException {
        bytes.skip(RIFF_HEADER_BYTES);
        while (bytes.remaining() >= RIFF_CHUNK_HEADER_BYTES) {
            String name = bytes.name();
            long length = bytes.littleEndianU32();
            long end = Math.min(bytes.position() + length + (length & 1), bytes.position() + bytes.remaining());
            if ("EXIF".equals(name) && exif == null && length <= MAX_EXIF_BYTES) {
                exif = bytes.take((int) length);
            } else if ("XMP ".equals(name) && xmp == null && length <= MAX_EXIF_BYTES) {
                xmp = bytes.take((int) length);
            }
            bytes.forwardTo(end);
        }
    }

    private void inGif(SeekableByteChannel file, PictureBytes bytes) throws IOException, DamagedPictureException {
        GifStructure.walk(bytes, (label, start, content) -> {
            long from = content.position();
            GifStructure.skipSubBlocks(content);
            if (label == APPLICATION && xmp == null) {
                xmp = gifXmp(file, from, content.position()).orElse(null);
            }
        });
    }

    /**
     * The packet in an application extension of GIF: as it is, without sub-blocks, then 258 bytes that lead any reader of sub-blocks to
     * the end (XMP Part 3, 1.1.2).
     *
     * @param from behind the extension's label
     * @param to behind its last sub-block
     */
    public static Optional<byte[]> gifXmp(SeekableByteChannel file, long from, long to)
            throws IOException, DamagedPictureException {
        long length = to - from - 1 - XMP_IN_GIF.length - GIF_XMP_TRAILER_BYTES;
        if (length <= 0 || length > MAX_EXIF_BYTES) {
            return Optional.empty();
        }
        PictureBytes bytes = new PictureBytes(file);
        bytes.skip(from);
        boolean named = bytes.u8() == XMP_IN_GIF.length && Arrays.equals(bytes.take(XMP_IN_GIF.length), XMP_IN_GIF);
        if (!named) {
            return Optional.empty();
        }
        byte[] packet = bytes.take((int) length);
        return leadsToEnd(bytes.take(GIF_XMP_TRAILER_BYTES))
                        && new String(packet, StandardCharsets.ISO_8859_1).indexOf(0) < 0
                ? Optional.of(packet)
                : Optional.empty();
    }

    /** A one, then all numbers from 255 down to 0, then another 0: wherever one jumps to, the number there leads to the last. */
    private static boolean leadsToEnd(byte[] trailer) {
        boolean sound = trailer[0] == 1 && trailer[GIF_XMP_TRAILER_BYTES - 1] == 0;
        for (int i = 1; i < GIF_XMP_TRAILER_BYTES - 1; i++) {
            sound &= (trailer[i] & 0xFF) == 256 - i;
        }
        return sound;
    }

    private void inBmff(SeekableByteChannel file)
            throws IOException, DamagedPictureException, UnremovableMetadataException {
        PictureBytes bytes = new PictureBytes(file);
        long end = bytes.remaining();
        while (bytes.position() < end) {
            BmffBox box = BmffBox.read(bytes, end, true);
            if ("meta".equals(box.name())) {
                inMeta(file, box);
                return;
            }
            bytes.forwardTo(box.end());
        }
    }

    private void inMeta(SeekableByteChannel file, BmffBox meta)
            throws IOException, DamagedPictureException, UnremovableMetadataException {
        for (BmffItem item : BmffItems.in(file, meta)) {
            if (item.bytes() > MAX_EXIF_BYTES) {
                continue;
            }
            if (item.kind() == BmffItem.Kind.EXIF && exif == null) {
                byte[] content = BmffItems.read(file, item);
                int at = BmffItems.tiffAt(content);
                exif = at < 0 ? null : Arrays.copyOfRange(content, at, content.length);
            } else if (item.kind() == BmffItem.Kind.XMP && xmp == null) {
                xmp = BmffItems.read(file, item);
            }
        }
    }
}
