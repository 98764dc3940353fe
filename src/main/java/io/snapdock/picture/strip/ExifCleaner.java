package io.snapdock.picture.strip;

import io.snapdock.picture.ExifFacts;
import io.snapdock.picture.Tiff;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Takes the place out of an Exif block without moving what stays: the block keeps its length and all offsets hold, those
 * inside makers' own notes too.
 *
 * <p>Goes: the GPS directory with its values and its pointer; XMP, IPTC and Photoshop blocks inside Exif that speak of a place; Panasonic's
 * notes, which have fields for landmarks and cities; a preview that has Exif of its own.
 */
final class ExifCleaner {

    private static final int XMP = 0x02BC;
    private static final int PREVIEW_OFFSET = 0x0201;
    private static final int PREVIEW_LENGTH = 0x0202;
    private static final int SUB_DIRECTORIES = 0x014A;
    private static final int IPTC = 0x83BB;
    private static final int PHOTOSHOP = 0x8649;
    private static final int EXIF_DIRECTORY = 0x8769;
    private static final int GPS_DIRECTORY = 0x8825;
    private static final int MAKER_NOTE = 0x927C;
    private static final int INTEROPERABILITY_DIRECTORY = 0xA005;

    /** Cameras have four or five; more is a loop in disguise. */
    private static final int MAX_DIRECTORIES = 32;

    private static final byte[] PANASONIC = "Panasonic".getBytes(StandardCharsets.US_ASCII);

    private final Tiff tiff;
    private final Deque<Long> waiting = new ArrayDeque<>();
    private final Set<Long> seen = new HashSet<>();
    private boolean readable = true;

    private ExifCleaner(Tiff tiff) {
        this.tiff = tiff;
    }

    /**
     * A block without the place, as long as the one given.
     *
     * @param block a TIFF block; not changed
     * @return empty when the block cannot be read to its end, so that nobody can say what it holds
     */
    static Optional<byte[]> withoutPlace(byte[] block) {
        byte[] cleaned = block.clone();
        Optional<Tiff> tiff = Tiff.of(cleaned);
        if (tiff.isEmpty() || !new ExifCleaner(tiff.get()).clean()) {
            return Optional.empty();
        }
        // In hostile blocks what was wiped can overlap what should stay.
        boolean same = ExifFacts.read(cleaned).equals(ExifFacts.read(block));
        return same ? Optional.of(cleaned) : Optional.empty();
    }

    /** A block with the orientation and nothing else; empty for an upright picture, which needs none. */
    static Optional<byte[]> onlyOrientation(byte[] block) {
        int orientation = ExifFacts.read(block).orientation();
        return orientation == ExifFacts.UPRIGHT
                ? Optional.empty()
                : Optional.of(ByteBuffer.allocate(26)
                        .putShort((short) 0x4D4D)
                        .putShort((short) 42)
                        .putInt(8)
                        .putShort((short) 1)
                        .putShort((short) 0x0112)
                        .putShort((short) 3)
                        .putInt(1)
                        .putShort((short) orientation)
                        .putShort((short) 0)
                        .putInt(0)
                        .array());
    }

    /** What a block must become under a policy that keeps its length: cleaned, or nearly nothing and zeros. */
    static byte[] inPlace(byte[] block, boolean all) {
        Optional<byte[]> cleaned = all ? Optional.empty() : withoutPlace(block);
        return cleaned.orElseGet(() -> Arrays.copyOf(onlyOrientation(block).orElse(new byte[0]), block.length));
    }

    private boolean clean() {
        Optional<Tiff.Directory> first = tiff.first();
        if (first.isEmpty()) {
            return false;
        }
        waiting.add((long) first.get().offset());
        while (readable && !tiff.isExhausted() && !waiting.isEmpty()) {
            long offset = waiting.remove();
            if (!seen.add(offset) || seen.size() > MAX_DIRECTORIES) {
                return false;
            }
            tiff.directory(offset).ifPresent(this::directory);
        }
        return readable && !tiff.isExhausted();
    }

    private void directory(Tiff.Directory directory) {
        preview(directory);
        int index = 0;
        while (readable && !tiff.isExhausted() && index < directory.size()) {
            int size = directory.size();
            if (goes(directory.entry(index))) {
                directory.entry(index).wipe();
                // A hostile value can lie on its own directory.
                readable &= directory.size() == size;
                if (readable) {
                    directory.remove(index);
                }
            } else {
                index++;
            }
        }
        if (directory.next() != 0) {
            waiting.add(directory.next());
        }
    }

    private boolean goes(Tiff.Entry entry) {
        return switch (entry.tag()) {
            case GPS_DIRECTORY -> {
                gps(entry.number());
                yield true;
            }
            case EXIF_DIRECTORY, INTEROPERABILITY_DIRECTORY -> {
                waiting.add(entry.number());
                yield false;
            }
            case SUB_DIRECTORIES -> {
                subDirectories(entry);
                yield false;
            }
            case XMP -> PlaceWords.inText(entry.value());
            case IPTC, PHOTOSHOP ->
                PlaceWords.inImageResources().feed(entry.value()).found();
            case MAKER_NOTE -> startsWith(entry.value(), PANASONIC);
            default -> false;
        };
    }

    private void gps(long offset) {
        Optional<Tiff.Directory> directory = tiff.directory(offset);
        if (directory.isPresent() && !seen.contains(offset)) {
            directory.get().wipe();
        } else {
            // A place may lie there all the same, for readers that are less strict.
            readable = false;
        }
    }

    private void subDirectories(Tiff.Entry entry) {
        if (entry.isInline()) {
            waiting.add(entry.number());
            return;
        }
        byte[] offsets = entry.value();
        if (offsets.length / 4 > MAX_DIRECTORIES) {
            readable = false;
            return;
        }
        for (int i = 0; i + 4 <= offsets.length; i += 4) {
            waiting.add(tiff.u32(offsets, i));
        }
    }

    private static void preview(Tiff.Directory directory) {
        Optional<Tiff.Entry> offset = directory.find(PREVIEW_OFFSET);
        Optional<Tiff.Entry> length = directory.find(PREVIEW_LENGTH);
        if (offset.isEmpty()
                || length.isEmpty()
                || offset.get().number() < 0
                || length.get().number() < 0) {
            return;
        }
        String preview = new String(offset.get().target(length.get().number()), StandardCharsets.ISO_8859_1);
        if (preview.contains("Exif\0") || preview.contains("http://ns.adobe.com/")) {
            offset.get().wipeTarget(length.get().number());
        }
    }

    private static boolean startsWith(byte[] bytes, byte[] start) {
        return bytes.length >= start.length && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
    }
}
