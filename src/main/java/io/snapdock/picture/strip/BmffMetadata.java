package io.snapdock.picture.strip;

import io.snapdock.picture.BmffBox;
import io.snapdock.picture.BmffItem;
import io.snapdock.picture.BmffItems;
import io.snapdock.picture.DamagedPictureException;
import io.snapdock.picture.Exif;
import io.snapdock.picture.PictureBytes;
import io.snapdock.picture.UnremovableMetadataException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * HEIC and AVIF: everything is found by offsets, so what goes is overwritten where it stands. Exif keeps its length, XMP
 * becomes spaces, other boxes become {@code free} (ISO/IEC 14496-12 8.1.2).
 */
final class BmffMetadata {

    private static final int NAME_AT = 4;
    private static final byte[] FREE = "free".getBytes(StandardCharsets.US_ASCII);

    /** Boxes of sequences that hold what people and cameras say about them, 8.10.1 and 8.11.1. */
    private static final Set<String> SAID = Set.of("udta", "meta");

    /** Edits kept in memory until they are in order; a sequence of more tracks is no photo. */
    private static final int MAX_EDITS = 1_000;

    /** Boxes of data that are looked at; files have one. */
    private static final int MAX_DATA = 64;

    private final FileChannel source;
    private final boolean all;
    private final List<Edit> edits = new ArrayList<>();
    private final List<BmffItem.Place> data = new ArrayList<>();
    private final List<BmffItem.Place> itemsInFile = new ArrayList<>();

    private BmffMetadata(FileChannel source, boolean all) {
        this.source = source;
        this.all = all;
    }

    static void strip(FileChannel source, EditedCopy copy, boolean all)
            throws IOException, DamagedPictureException, UnremovableMetadataException {
        BmffMetadata metadata = new BmffMetadata(source, all);
        metadata.file();
        metadata.apply(copy);
        copy.finish(source.size());
    }

    /** One overwritten stretch: with bytes, or when there are none, with zeros. */
    private record Edit(long start, long end, byte[] bytes) {}

    private void file() throws IOException, DamagedPictureException, UnremovableMetadataException {
        PictureBytes bytes = new PictureBytes(source);
        long end = bytes.remaining();
        while (bytes.position() < end) {
            BmffBox box = BmffBox.read(bytes, end, true);
            switch (box.name()) {
                case "meta", "moov" -> inner(bytes, box);
                // Samsung's clip of a motion photo, a whole film with places of its own.
                case "mpvd" -> free(box);
                case "uuid" -> {
                    if (all || Metadata.speaksOfPlace(bytes, box.end() - bytes.position())) {
                        free(box);
                    }
                }
                case "udta" -> free(box);
                case "mdat" -> {
                    if (data.size() < MAX_DATA) {
                        data.add(new BmffItem.Place(box.content(), box.end()));
                    }
                }
                default -> {}
            }
            bytes.forwardTo(box.end());
        }
    }

    /** The check of the picture does not walk all that lies in these boxes; what is broken there may show, and may hold a place. */
    private void inner(PictureBytes bytes, BmffBox box) throws IOException, UnremovableMetadataException {
        try {
            if ("meta".equals(box.name())) {
                items(box);
            } else {
                movie(bytes, box);
            }
        } catch (DamagedPictureException e) {
            throw new UnremovableMetadataException("broken metadata", e);
        }
    }

    private void items(BmffBox meta) throws IOException, DamagedPictureException, UnremovableMetadataException {
        for (BmffItem item : BmffItems.in(source, meta)) {
            if (item.bytes() > Exif.MAX_EXIF_BYTES) {
                throw new UnremovableMetadataException("an item of %d bytes".formatted(item.bytes()));
            }
            byte[] content = BmffItems.read(source, item);
            switch (item.kind()) {
                case EXIF -> overwrite(item, content, exif(content));
                case XMP -> {
                    if (all || PlaceWords.inText(content)) {
                        overwrite(item, content, blank(content));
                    }
                }
                case OTHER -> overwrite(item, content, blank(content));
            }
        }
    }

    private byte[] exif(byte[] content) {
        int at = BmffItems.tiffAt(content);
        if (at < 0) {
            return new byte[content.length];
        }
        byte[] cleaned = ExifCleaner.inPlace(Arrays.copyOfRange(content, at, content.length), all);
        byte[] whole = Arrays.copyOf(content, content.length);
        System.arraycopy(cleaned, 0, whole, at, cleaned.length);
        return whole;
    }

    private void overwrite(BmffItem item, byte[] before, byte[] after) throws UnremovableMetadataException {
        if (Arrays.equals(before, after)) {
            return;
        }
        if (!item.inMeta()) {
            itemsInFile.addAll(item.places());
        }
        int at = 0;
        for (BmffItem.Place place : item.places()) {
            int length = (int) (place.end() - place.start());
            add(new Edit(place.start(), place.end(), Arrays.copyOfRange(after, at, at + length)));
            at += length;
        }
    }

    private static byte[] blank(byte[] content) {
        byte[] spaces = new byte[content.length];
        Arrays.fill(spaces, (byte) ' ');
        return spaces;
    }

    /** Sequences: the film's and each track's own words, such as the place in {@code ©xyz} and {@code loci}. */
    private void movie(PictureBytes bytes, BmffBox outer)
            throws IOException, DamagedPictureException, UnremovableMetadataException {
        while (bytes.position() < outer.end()) {
            BmffBox box = BmffBox.read(bytes, outer.end(), false);
            if (SAID.contains(box.name())) {
                free(box);
            } else if ("trak".equals(box.name()) && "moov".equals(outer.name())) {
                movie(bytes, box);
            }
            bytes.forwardTo(box.end());
        }
    }

    private void free(BmffBox box) throws UnremovableMetadataException {
        add(new Edit(box.start() + NAME_AT, box.start() + NAME_AT + FREE.length, FREE));
        if (box.content() < box.end()) {
            add(new Edit(box.content(), box.end(), null));
        }
    }

    private void add(Edit edit) throws UnremovableMetadataException {
        edits.add(edit);
        if (edits.size() > MAX_EDITS) {
            throw new UnremovableMetadataException("more than %d stretches".formatted(MAX_EDITS));
        }
    }

    private void apply(EditedCopy copy) throws IOException, UnremovableMetadataException {
        for (BmffItem.Place place : itemsInFile) {
            // Overwriting anything else would break the picture.
            if (data.stream().noneMatch(box -> box.holds(place))) {
                throw new UnremovableMetadataException("an item outside the data, at byte " + place.start());
            }
        }
        edits.sort(Comparator.comparingLong(Edit::start));
        long done = 0;
        for (Edit edit : edits) {
            if (edit.start() < done) {
                throw new UnremovableMetadataException("two items share byte %d".formatted(edit.start()));
            }
            if (edit.bytes() == null) {
                copy.fill(edit.start(), edit.end(), 0);
            } else {
                copy.replace(edit.start(), edit.end(), edit.bytes());
            }
            done = edit.end();
        }
    }
}
