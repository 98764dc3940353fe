package io.snapdock.picture.strip;

import io.snapdock.picture.ExifFacts;
import io.snapdock.picture.Tiff;
import io.snapdock.picture.strip.ExifTags.Value;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes an Exif block anew with what is known to be harmless ({@link ExifTags}), each piece where it stood: the block keeps its length,
 * and all else becomes zeros, whether anything pointed to it or not. So GPS directories, makers' notes, remarks and what no directory
 * reaches go without being understood.
 */
final class ExifCleaner {

    private static final int HEADER_BYTES = 8;
    private static final int MAX_NUMBER_BYTES = 256;
    private static final int MAX_NAME_BYTES = 512;
    private static final int MAX_TIME_BYTES = 40;
    private static final int MAX_CODE_BYTES = 8;

    /** Phones write two or three pictures into one file. */
    private static final int MAX_PICTURES_BYTES = 16 * 256;

    private static final int ASCII = 2;
    private static final int UNDEFINED = 7;
    private static final byte[] APPLE = "Apple iOS\0".getBytes(StandardCharsets.US_ASCII);

    /** Behind its name, a version and the order of bytes. */
    private static final int APPLE_DIRECTORY_AT = 14;

    private final Tiff tiff;
    private final byte[] block;
    private final byte[] kept;
    private final ByteBuffer out;
    private final List<long[]> taken = new ArrayList<>();

    private ExifCleaner(Tiff tiff, byte[] block, int headerBytes) {
        this.tiff = tiff;
        this.block = block;
        this.kept = new byte[block.length];
        this.out = ByteBuffer.wrap(kept).order(tiff.order());
        take(0, headerBytes);
    }

    /**
     * A block without the place, as long as the one given.
     *
     * @param block a TIFF block; not changed
     * @return empty when the block cannot be read, so that nobody can say what it holds
     */
    static Optional<byte[]> withoutPlace(byte[] block) {
        return cleaned(block, ExifTags.MAIN, ExifTags.PREVIEW)
                // In hostile blocks what stays can overlap what went.
                .filter(cleaned -> ExifFacts.read(cleaned).equals(ExifFacts.read(block)));
    }

    /** The same for the index of a multi-picture file, whose second directory is about one picture of it. */
    static Optional<byte[]> multiPicture(byte[] block) {
        return cleaned(block, ExifTags.MULTI_PICTURE, ExifTags.MULTI_PICTURE);
    }

    private static Optional<byte[]> cleaned(byte[] block, Map<Integer, Value> first, Map<Integer, Value> second) {
        return Tiff.of(block).flatMap(tiff -> {
            ExifCleaner cleaner = new ExifCleaner(tiff, block, HEADER_BYTES);
            return tiff.first()
                    .filter(main -> cleaner.directory(main, first, second))
                    .map(main -> cleaner.kept);
        });
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

    /**
     * Keeps one directory and what it leads to.
     *
     * @param next the rules for the one behind it in the chain; null when that goes
     * @return false when it cannot stay
     */
    private boolean directory(Tiff.Directory directory, Map<Integer, Value> rules, Map<Integer, Value> next) {
        int size = directory.size();
        int start = directory.offset();
        if (!claim(start, start + 2L + (long) size * Tiff.ENTRY_BYTES)) {
            return false;
        }
        Set<Integer> seen = new HashSet<>();
        int count = 0;
        boolean preview = rules == ExifTags.PREVIEW && preview(directory);
        // Directories are claimed before values, so that no value can lie on one.
        List<Tiff.Entry> values = new ArrayList<>();
        List<Tiff.Entry> entries = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Tiff.Entry entry = directory.entry(i);
            Value rule = rules.get(entry.tag());
            if (rule != null && seen.add(entry.tag())) {
                entries.add(entry);
            }
        }
        for (Tiff.Entry entry : entries) {
            if (stays(entry, rules.get(entry.tag()), preview)) {
                values.add(entry);
            }
        }
        for (Tiff.Entry entry : values) {
            int at = start + 2 + count * Tiff.ENTRY_BYTES;
            System.arraycopy(block, entry.at(), kept, at, Tiff.ENTRY_BYTES);
            if (entry.isInline()) {
                // Bytes behind a short value say nothing.
                Arrays.fill(kept, at + 8 + (int) entry.bytes(), at + Tiff.ENTRY_BYTES, (byte) 0);
            }
            count++;
        }
        out.putShort(start, (short) count);
        chain(directory, start + 2 + count * Tiff.ENTRY_BYTES, next);
        return true;
    }

    private void chain(Tiff.Directory directory, int at, Map<Integer, Value> next) {
        if (next == null || directory.next() == 0) {
            return;
        }
        Optional<Tiff.Directory> second = tiff.directory(directory.next());
        boolean room =
                at + 4L <= directory.offset() + 2L + (long) directory.size() * Tiff.ENTRY_BYTES || claim(at, at + 4L);
        if (second.isPresent() && room && directory(second.get(), next, null)) {
            out.putInt(at, (int) directory.next());
        }
    }

    private boolean stays(Tiff.Entry entry, Value rule, boolean preview) {
        return switch (rule) {
            case NUMBERS -> isNumber(entry.type()) && value(entry, MAX_NUMBER_BYTES);
            case NAME -> entry.type() == ASCII && isName(entry) && value(entry, MAX_NAME_BYTES);
            case TIME -> entry.type() == ASCII && isTime(entry) && value(entry, MAX_TIME_BYTES);
            case CODE -> entry.type() == UNDEFINED && value(entry, MAX_CODE_BYTES);
            case PICTURES -> entry.type() == UNDEFINED && value(entry, MAX_PICTURES_BYTES);
            case EXIF_DIRECTORY -> inner(entry, ExifTags.EXIF);
            case INTEROPERABILITY_DIRECTORY -> inner(entry, ExifTags.INTEROPERABILITY);
            case MAKER_NOTE -> makerNote(entry);
            case PREVIEW, PREVIEW_LENGTH -> preview;
        };
    }

    private boolean inner(Tiff.Entry entry, Map<Integer, Value> rules) {
        return tiff.directory(entry.number())
                .filter(directory -> directory(directory, rules, null))
                .isPresent();
    }

    /** Takes the value along, when it lies in the block as a whole and on nothing else that stays. */
    private boolean value(Tiff.Entry entry, int maxBytes) {
        long bytes = entry.bytes();
        return bytes > 0
                && bytes <= maxBytes
                && (entry.isInline() || take(entry.valueOffset(), entry.valueOffset() + bytes));
    }

    private static boolean isNumber(int type) {
        return type == 1 || (type >= 3 && type <= 5) || (type >= 8 && type <= 12);
    }

    private static boolean isName(Tiff.Entry entry) {
        if (entry.bytes() > MAX_NAME_BYTES) {
            return false;
        }
        for (byte one : entry.value()) {
            // Letters of any script, and the zeros at the end.
            if (one > 0 && one < ' ') {
                return false;
            }
        }
        return true;
    }

    private static boolean isTime(Tiff.Entry entry) {
        return entry.bytes() <= MAX_TIME_BYTES
                && new String(entry.value(), StandardCharsets.ISO_8859_1).matches("[0-9:+\\-. TZ/\0]*");
    }

    /** The small picture in the second directory, when it holds nothing but pixels. */
    private boolean preview(Tiff.Directory directory) {
        Optional<Tiff.Entry> offset = directory.find(ExifTags.PREVIEW_OFFSET_TAG);
        Optional<Tiff.Entry> length = directory.find(ExifTags.PREVIEW_LENGTH_TAG);
        if (offset.isEmpty()
                || length.isEmpty()
                || offset.get().number() < 0
                || length.get().number() <= 0) {
            return false;
        }
        long start = offset.get().number();
        long end = start + length.get().number();
        if (!claim(start, end)) {
            return false;
        }
        Optional<byte[]> pixels = SmallJpeg.pixelsOnly(Arrays.copyOfRange(block, (int) start, (int) end));
        byte[] stays = pixels.orElseGet(() -> new byte[(int) (end - start)]);
        System.arraycopy(stays, 0, kept, (int) start, stays.length);
        return pixels.isPresent();
    }

    /**
     * Makers write into their notes what they like: places by name, faces, whole texts, in fields that nobody outside knows. Of Apple's
     * those numbers stay which the brightness of its gain maps hangs on; all others go.
     */
    private boolean makerNote(Tiff.Entry entry) {
        byte[] note = entry.type() == UNDEFINED ? entry.value() : new byte[0];
        boolean apple = note.length == entry.bytes()
                && note.length > APPLE_DIRECTORY_AT
                && Arrays.equals(note, 0, APPLE.length, APPLE, 0, APPLE.length)
                && note[12] == 'M'
                && note[13] == 'M';
        if (!apple || !claim(entry.valueOffset(), entry.valueOffset() + note.length)) {
            return false;
        }
        Optional<byte[]> harmless = Tiff.note(note, ByteOrder.BIG_ENDIAN).flatMap(tiffOfNote -> {
            ExifCleaner cleaner = new ExifCleaner(tiffOfNote, note, APPLE_DIRECTORY_AT);
            return tiffOfNote
                    .directory(APPLE_DIRECTORY_AT)
                    .filter(directory -> cleaner.directory(directory, ExifTags.APPLE, null))
                    .map(directory -> cleaner.kept);
        });
        byte[] stays = harmless.orElseGet(() -> new byte[note.length]);
        System.arraycopy(stays, 0, kept, (int) entry.valueOffset(), stays.length);
        return harmless.isPresent();
    }

    /** Copies a stretch; false when it is not all there, or lies on another one. The same stretch twice is shared. */
    private boolean take(long start, long end) {
        if (!claim(start, end)) {
            return false;
        }
        System.arraycopy(block, (int) start, kept, (int) start, (int) (end - start));
        return true;
    }

    private boolean claim(long start, long end) {
        if (start < 0 || end > block.length) {
            return false;
        }
        for (long[] other : taken) {
            if (start < other[1] && other[0] < end) {
                return start == other[0] && end == other[1];
            }
        }
        taken.add(new long[] {start, end});
        return true;
    }
}
