package io.snapdock.picture.format;

import io.snapdock.picture.bytes.DamagedPictureException;
import io.snapdock.picture.bytes.PictureBytes;
import io.snapdock.picture.bytes.UnremovableMetadataException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the items of one {@code meta} box that are no pictures, and their bytes: names from {@code iinf} (ISO/IEC 14496-12
 * 8.11.6), places from {@code iloc} (8.11.3). At most a few hundred numbers are kept, whatever the boxes say.
 */
public final class BmffItems {

    /** Cameras write one or two. */
    private static final int MAX_ITEMS = 32;

    /** Coded pictures, ways to put one together of others, and how a gain map is applied (ISO/IEC 23008-12, 21496-1). */
    private static final Set<String> PICTURES = Set.of(
            "hvc1", "hev1", "lhv1", "lhe1", "av01", "avc1", "jpeg", "j2k1", "vvc1", "unci", "grid", "iovl", "iden",
            "tmap");

    private static final int MAX_PLACES = 256;
    private static final int FULL_BOX_BYTES = 4;
    private static final int IN_FILE = 0;
    private static final int IN_IDAT = 1;

    private final SeekableByteChannel file;
    private final Map<Long, BmffItem.Kind> kinds = new HashMap<>();
    private BmffBox names;
    private BmffBox locations;
    private BmffBox data;
    private int placesFound;

    private BmffItems(SeekableByteChannel file) {
        this.file = file;
    }

    /**
     * @param meta the box
     * @throws UnremovableMetadataException when there is such an item whose bytes cannot be found
     */
    public static List<BmffItem> in(SeekableByteChannel file, BmffBox meta)
            throws IOException, DamagedPictureException, UnremovableMetadataException {
        BmffItems items = new BmffItems(file);
        items.boxes(meta);
        if (items.names == null) {
            return List.of();
        }
        items.names();
        return items.kinds.isEmpty() ? List.of() : items.locations();
    }

    private void boxes(BmffBox meta) throws IOException, DamagedPictureException {
        PictureBytes bytes = at(meta.content() + FULL_BOX_BYTES);
        while (bytes.position() < meta.end()) {
            BmffBox box = BmffBox.read(bytes, meta.end(), false);
            switch (box.name()) {
                case "iinf" -> names = box;
                case "iloc" -> locations = box;
                case "idat" -> data = box;
                default -> {}
            }
            bytes.forwardTo(box.end());
        }
    }

    private void names() throws IOException, DamagedPictureException, UnremovableMetadataException {
        PictureBytes bytes = at(names.content());
        int version = bytes.u8();
        bytes.skip(3);
        bytes.skip(version == 0 ? 2 : 4);
        while (bytes.position() < names.end()) {
            BmffBox entry = BmffBox.read(bytes, names.end(), false);
            if ("infe".equals(entry.name())) {
                name(bytes, entry);
            }
            bytes.forwardTo(entry.end());
        }
    }

    /** Version 2 has 16 bits for the number, version 3 has 32; older ones have no type and are not allowed here (ISO/IEC 23008-12 6.2). */
    private void name(PictureBytes bytes, BmffBox entry)
            throws IOException, DamagedPictureException, UnremovableMetadataException {
        int version = bytes.u8();
        bytes.skip(3);
        if (version != 2 && version != 3) {
            throw new UnremovableMetadataException("infe of version " + version);
        }
        long id = version == 2 ? bytes.u16() : bytes.u32();
        boolean protectedItem = bytes.u16() != 0;
        String type = bytes.name();
        BmffItem.Kind kind = switch (type) {
            case "Exif" -> BmffItem.Kind.EXIF;
            case "mime" -> {
                text(bytes, entry.end());
                yield "application/rdf+xml".equals(text(bytes, entry.end()))
                                && text(bytes, entry.end()).isEmpty()
                        ? BmffItem.Kind.XMP
                        : BmffItem.Kind.OTHER;
            }
            default -> PICTURES.contains(type) ? null : BmffItem.Kind.OTHER;
        };
        if (kind == null) {
            return;
        }
        if (protectedItem) {
            throw new UnremovableMetadataException("an encrypted item");
        }
        kinds.put(id, kind);
        if (kinds.size() > MAX_ITEMS) {
            throw new UnremovableMetadataException("more than %d items that are no pictures".formatted(MAX_ITEMS));
        }
    }

    private List<BmffItem> locations() throws IOException, DamagedPictureException, UnremovableMetadataException {
        if (locations == null) {
            throw new UnremovableMetadataException("items without a location box");
        }
        PictureBytes bytes = at(locations.content());
        int version = bytes.u8();
        bytes.skip(3);
        int sizes = bytes.u16();
        long count = version < 2 ? bytes.u16() : bytes.u32();
        List<BmffItem> found = new ArrayList<>();
        for (long item = 0; item < count; item++) {
            long id = version < 2 ? bytes.u16() : bytes.u32();
            int method = version == 0 ? IN_FILE : bytes.u16() & 0xF;
            boolean here = bytes.u16() == 0;
            long base = field(bytes, sizes >> 4 & 0xF);
            int extents = bytes.u16();
            int extentBytes = (sizes >> 12) + (sizes >> 8 & 0xF) + (version == 0 ? 0 : sizes & 0xF);
            BmffItem.Kind kind = kinds.remove(id);
            if (kind == null) {
                bytes.skip((long) extents * extentBytes);
                continue;
            }
            if (!here || (method != IN_FILE && (method != IN_IDAT || data == null)) || extentBytes == 0) {
                throw new UnremovableMetadataException("an item's bytes by method " + method);
            }
            long origin = method == IN_FILE ? 0 : data.content();
            long limit = method == IN_FILE ? file.size() : data.end();
            found.add(
                    new BmffItem(kind, method == IN_IDAT, places(bytes, sizes, version, extents, base, origin, limit)));
        }
        if (!kinds.isEmpty()) {
            throw new UnremovableMetadataException("an item without a location");
        }
        return found;
    }

    private List<BmffItem.Place> places(
            PictureBytes bytes, int sizes, int version, int extents, long base, long origin, long limit)
            throws IOException, DamagedPictureException, UnremovableMetadataException {
        List<BmffItem.Place> places = new ArrayList<>();
        for (int extent = 0; extent < extents; extent++) {
            field(bytes, version == 0 ? 0 : sizes & 0xF);
            long offset = field(bytes, sizes >> 12);
            long length = field(bytes, sizes >> 8 & 0xF);
            // A length of 0 means all of the file, the pictures with it.
            boolean within = base >= 0
                    && offset >= 0
                    && length > 0
                    && base <= limit - origin
                    && offset <= limit - origin - base
                    && length <= limit - origin - base - offset;
            if (!within || ++placesFound > MAX_PLACES) {
                throw new UnremovableMetadataException("an item of %d bytes at byte %d".formatted(length, offset));
            }
            places.add(new BmffItem.Place(origin + base + offset, origin + base + offset + length));
        }
        return places;
    }

    private static long field(PictureBytes bytes, int size) throws IOException, DamagedPictureException {
        return switch (size) {
            case 0 -> 0;
            case 4 -> bytes.u32();
            case 8 -> bytes.u64();
            default -> throw new DamagedPictureException("a field of %d bytes".formatted(size));
        };
    }

    /** Up to its NUL or the box's end; longer than any name that matters here, it is cut. */
    private static String text(PictureBytes bytes, long end) throws IOException, DamagedPictureException {
        StringBuilder text = new StringBuilder();
        while (bytes.position() < end) {
            int next = bytes.u8();
            if (next == 0) {
                break;
            }
            if (text.length() < 64) {
                text.append((char) next);
            }
        }
        return text.toString().strip();
    }

    private PictureBytes at(long position) throws IOException, DamagedPictureException {
        PictureBytes bytes = new PictureBytes(file);
        bytes.skip(position);
        return bytes;
    }

    /** The bytes of an item, one place behind the other. */
    public static byte[] read(SeekableByteChannel file, BmffItem item) throws IOException, DamagedPictureException {
        byte[] content = new byte[Math.toIntExact(item.bytes())];
        int at = 0;
        for (BmffItem.Place place : item.places()) {
            PictureBytes bytes = new PictureBytes(file);
            bytes.skip(place.start());
            byte[] part = bytes.take((int) (place.end() - place.start()));
            System.arraycopy(part, 0, content, at, part.length);
            at += part.length;
        }
        return content;
    }

    /** ISO/IEC 23008-12 A.2.1: four bytes say how far behind them the TIFF block begins; -1 when it does not. */
    public static int tiffAt(byte[] exifItem) {
        if (exifItem.length < 4) {
            return -1;
        }
        long offset = 4 + (ByteBuffer.wrap(exifItem).getInt(0) & 0xFFFF_FFFFL);
        return offset <= exifItem.length ? (int) offset : -1;
    }
}
