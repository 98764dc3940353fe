package io.snapdock.picture.strip;

import io.snapdock.picture.Exif;
import io.snapdock.picture.bytes.DamagedPictureException;
import io.snapdock.picture.bytes.PictureBytes;
import io.snapdock.picture.bytes.UnremovableMetadataException;
import io.snapdock.picture.format.BmffBox;
import io.snapdock.picture.format.BmffItem;
import io.snapdock.picture.format.BmffItems;
import io.snapdock.picture.format.BmffStructure;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * HEIC and AVIF: everything is found by offsets, so what goes is overwritten where it stands. Exif and XMP keep their length; boxes that
 * are not known to be needed for the picture become {@code free} (ISO/IEC 14496-12 8.1.2), and items of unknown kind become spaces.
 */
final class BmffMetadata {

    private static final int NAME_AT = 4;
    private static final int FULL_BOX_BYTES = 4;
    private static final byte[] FREE = "free".getBytes(StandardCharsets.US_ASCII);

    /** Boxes that lead to the pictures, 14496-12 and 23008-12, by the box around them; what is not among them goes. */
    private static final Set<String> FILE =
            Set.of("ftyp", "styp", "meta", "moov", "moof", "mfra", "sidx", "mdat", "pdin");

    private static final Set<String> META =
            Set.of("hdlr", "pitm", "iinf", "iloc", "iref", "iprp", "ipro", "idat", "grpl", "dinf");
    private static final Set<String> PROPERTIES = Set.of(
            "ispe", "pixi", "hvcC", "lhvC", "av1C", "avcC", "vvcC", "jpgC", "j2kH", "colr", "irot", "imir", "clap",
            "pasp", "auxC", "rloc", "lsel", "a1op", "a1lx", "clli", "mdcv", "cclv", "amve", "oinf", "tols", "cmpd",
            "uncC", "free");
    private static final Set<String> MOVIE = Set.of("mvhd", "trak", "mvex", "iods");
    private static final Set<String> TRACK = Set.of("tkhd", "edts", "mdia", "tref");

    /** What the tracks of picture sequences are handled by. */
    private static final Set<String> PICTURE_TRACKS = Set.of("pict", "vide", "auxv");

    /** XMP in a box of its own (XMP Part 3, 1.3). */
    private static final byte[] XMP = HexFormat.of().parseHex("be7acfcb97a942e89c71999491e3afac");

    /** Edits kept in memory until they are in order; a sequence of more tracks is no photo. */
    private static final int MAX_EDITS = 1_000;

    /** Boxes of data that are looked at; files have one. */
    private static final int MAX_DATA = 64;

    private final SeekableByteChannel source;
    private final boolean all;
    private final List<Edit> edits = new ArrayList<>();
    private final List<BmffItem.Place> data = new ArrayList<>();
    private final List<BmffItem.Place> itemsInFile = new ArrayList<>();

    private BmffMetadata(SeekableByteChannel source, boolean all) {
        this.source = source;
        this.all = all;
    }

    static void strip(SeekableByteChannel source, EditedCopy copy, boolean all)
            throws IOException, DamagedPictureException, UnremovableMetadataException {
        BmffMetadata metadata = new BmffMetadata(source, all);
        long end = metadata.file();
        metadata.apply(copy);
        copy.finish(end);
    }

    /** One overwritten stretch: with bytes, or when there are none, with zeros. */
    private record Edit(long start, long end, byte[] bytes) {}

    /** @return where the boxes end; what is behind them is none, and goes */
    private long file() throws IOException, DamagedPictureException, UnremovableMetadataException {
        PictureBytes bytes = new PictureBytes(source);
        long fileEnd = bytes.remaining();
        long end = 0;
        while (bytes.position() < fileEnd) {
            Optional<BmffBox> next = BmffBox.readOrJunk(bytes, fileEnd);
            if (next.isEmpty()) {
                return Math.max(end, BmffStructure.dataEnd(new PictureBytes(source)));
            }
            BmffBox box = next.get();
            switch (box.name()) {
                case "meta", "moov" -> inner(bytes, box);
                case "uuid" -> uuid(bytes, box);
                case "mdat" -> {
                    if (data.size() < MAX_DATA) {
                        data.add(new BmffItem.Place(box.content(), box.end()));
                    }
                }
                // The clip of Samsung's motion photos among them, a whole film with places of its own.
                default -> freeUnlessIn(FILE, bytes, box);
            }
            bytes.forwardTo(box.end());
            end = box.end();
        }
        return end;
    }

    /** The check of the picture does not walk all that lies in these boxes; what is broken there may show, and may hold a place. */
    private void inner(PictureBytes bytes, BmffBox box) throws IOException, UnremovableMetadataException {
        try {
            if ("meta".equals(box.name())) {
                items(box);
                boxes(bytes, box.content() + FULL_BOX_BYTES, box.end(), META);
            } else {
                movie(bytes, box, MOVIE);
            }
        } catch (DamagedPictureException e) {
            throw new UnremovableMetadataException("broken metadata", e);
        }
    }

    private void boxes(PictureBytes bytes, long from, long end, Set<String> known)
            throws IOException, DamagedPictureException, UnremovableMetadataException {
        bytes.forwardTo(from);
        while (bytes.position() < end) {
            BmffBox box = BmffBox.read(bytes, end, false);
            switch (box.name()) {
                case "iprp" -> boxes(bytes, bytes.position(), box.end(), Set.of("ipco", "ipma"));
                case "ipco" -> boxes(bytes, bytes.position(), box.end(), PROPERTIES);
                case "colr" -> profile(bytes, box);
                default -> freeUnlessIn(known, bytes, box);
            }
            bytes.forwardTo(box.end());
        }
    }

    private void freeUnlessIn(Set<String> known, PictureBytes bytes, BmffBox box)
            throws IOException, DamagedPictureException, UnremovableMetadataException {
        boolean free = "free".equals(box.name());
        if (free ? !bytes.skipZeros(box.end()) : !known.contains(box.name())) {
            free(box);
        }
    }

    /** 14496-12 12.1.5: four letters say how colours are told, two of them by a profile. */
    private void profile(PictureBytes bytes, BmffBox box)
            throws IOException, DamagedPictureException, UnremovableMetadataException {
        long length = box.end() - box.content() - 4;
        if (length <= 0 || length > Exif.MAX_EXIF_BYTES) {
            return;
        }
        String kind = bytes.name();
        if (kind.equals("prof") || kind.equals("rICC")) {
            byte[] given = bytes.take((int) length);
            byte[] kept = IccProfile.harmless(given).orElse(given);
            if (!Arrays.equals(kept, given)) {
                add(new Edit(box.content() + 4, box.end(), kept));
            }
        }
    }

    private void uuid(PictureBytes bytes, BmffBox box)
            throws IOException, DamagedPictureException, UnremovableMetadataException {
        long length = box.end() - box.content();
        if (!all
                && length >= XMP.length
                && length <= Exif.MAX_EXIF_BYTES
                && Arrays.equals(bytes.take(XMP.length), XMP)) {
            byte[] packet = bytes.take((int) length - XMP.length);
            Optional<byte[]> kept = XmpFilter.harmless(packet);
            if (kept.isPresent()) {
                if (!Arrays.equals(kept.get(), packet)) {
                    add(new Edit(box.content() + XMP.length, box.end(), kept.get()));
                }
                return;
            }
        }
        free(box);
    }

    private void items(BmffBox meta) throws IOException, DamagedPictureException, UnremovableMetadataException {
        for (BmffItem item : BmffItems.in(source, meta)) {
            if (item.bytes() > Exif.MAX_EXIF_BYTES) {
                throw new UnremovableMetadataException("an item of %d bytes".formatted(item.bytes()));
            }
            byte[] content = BmffItems.read(source, item);
            overwrite(
                    item,
                    content,
                    switch (item.kind()) {
                        case EXIF -> exif(content);
                        case XMP ->
                            (all ? Optional.<byte[]>empty() : XmpFilter.harmless(content))
                                    .orElseGet(() -> XmpFilter.blank(content));
                        case OTHER -> XmpFilter.blank(content);
                    });
        }
    }

    private byte[] exif(byte[] content) {
        int at = BmffItems.tiffAt(content);
        if (at < 0) {
            return new byte[content.length];
        }
        byte[] cleaned = ExifCleaner.inPlace(Arrays.copyOfRange(content, at, content.length), all);
        // What stands before the block is its prefix, or nothing that anybody reads.
        byte[] whole = new byte[content.length];
        byte[] prefix = Arrays.copyOfRange(content, 4, at);
        System.arraycopy(
                content, 0, whole, 0, Exif.isPrefix(prefix) && prefix.length == Exif.EXIF_HEADER_BYTES ? at : 4);
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

    /** Sequences: the film's and each track's own words, such as the place in {@code ©xyz} and {@code loci}. */
    private void movie(PictureBytes bytes, BmffBox outer, Set<String> known)
            throws IOException, DamagedPictureException, UnremovableMetadataException {
        while (bytes.position() < outer.end()) {
            BmffBox box = BmffBox.read(bytes, outer.end(), false);
            if (known.equals(MOVIE) && "trak".equals(box.name())) {
                if (PICTURE_TRACKS.contains(handler(box))) {
                    movie(bytes, box, TRACK);
                } else {
                    free(box);
                }
            } else {
                freeUnlessIn(known, bytes, box);
            }
            bytes.forwardTo(box.end());
        }
    }

    /** 14496-12 8.4.3: what a track's samples are; empty when it does not say. */
    private String handler(BmffBox track) throws IOException, DamagedPictureException {
        PictureBytes bytes = new PictureBytes(source);
        bytes.skip(track.content());
        long end = track.end();
        while (bytes.position() < end) {
            BmffBox box = BmffBox.read(bytes, end, false);
            if ("hdlr".equals(box.name()) && box.end() - box.content() >= 12) {
                bytes.skip(8);
                return bytes.name();
            }
            if ("mdia".equals(box.name())) {
                end = box.end();
            } else {
                bytes.forwardTo(box.end());
            }
        }
        return "";
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
