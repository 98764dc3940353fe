package io.snapdock.picture.format;

import io.snapdock.picture.bytes.DamagedPictureException;
import io.snapdock.picture.bytes.Dimensions;
import io.snapdock.picture.bytes.PictureBytes;
import java.io.IOException;

/**
 * HEIC and AVIF: boxes (ISO/IEC 14496-12 section 4) to the end of the file, dimensions from the item properties
 * (ISO/IEC 23008-12 6.5.3), completeness from the item locations.
 */
public final class BmffStructure {

    private static final int VERSION_AND_FLAGS_BYTES = 4;

    private Dimensions largest;
    private boolean located;
    private long dataEnd;

    private BmffStructure() {}

    static Dimensions measure(PictureBytes bytes) throws IOException, DamagedPictureException {
        return new BmffStructure().file(bytes);
    }

    /** Behind the last byte of any item: not always in a box, when the boxes are broken. */
    public static long dataEnd(PictureBytes bytes) throws IOException, DamagedPictureException {
        BmffStructure structure = new BmffStructure();
        structure.file(bytes);
        return structure.dataEnd;
    }

    private Dimensions file(PictureBytes bytes) throws IOException, DamagedPictureException {
        long fileEnd = bytes.remaining();
        BmffBox first = BmffBox.read(bytes, fileEnd, true);
        if (!"ftyp".equals(first.name())) {
            throw new DamagedPictureException("the first box is not ftyp");
        }
        bytes.forwardTo(first.end());
        while (bytes.position() < fileEnd) {
            BmffBox box = next(bytes, fileEnd);
            if (box == null) {
                break;
            }
            if ("meta".equals(box.name())) {
                meta(bytes, box.end());
            }
            bytes.forwardTo(box.end());
        }
        if (largest == null || !located) {
            throw new DamagedPictureException("no picture item with its size and place");
        }
        return largest;
    }

    /** Null for junk behind boxes that have brought all of the picture. */
    private BmffBox next(PictureBytes bytes, long fileEnd) throws IOException, DamagedPictureException {
        if (!located) {
            return BmffBox.read(bytes, fileEnd, true);
        }
        return BmffBox.readOrJunk(bytes, fileEnd).orElse(null);
    }

    private void meta(PictureBytes bytes, long end) throws IOException, DamagedPictureException {
        bytes.skip(VERSION_AND_FLAGS_BYTES);
        while (bytes.position() < end) {
            BmffBox box = BmffBox.read(bytes, end, false);
            switch (box.name()) {
                case "iprp" -> properties(bytes, box.end());
                case "iloc" -> {
                    dataEnd = Math.max(dataEnd, BmffItemLocations.check(bytes));
                    located = true;
                }
                default -> {}
            }
            bytes.forwardTo(box.end());
        }
    }

    private void properties(PictureBytes bytes, long end) throws IOException, DamagedPictureException {
        while (bytes.position() < end) {
            BmffBox box = BmffBox.read(bytes, end, false);
            if ("ipco".equals(box.name())) {
                container(bytes, box.end());
            }
            bytes.forwardTo(box.end());
        }
    }

    /** Tiles, thumbnails and gain maps have sizes too; the picture put together of its tiles has the largest. */
    private void container(PictureBytes bytes, long end) throws IOException, DamagedPictureException {
        while (bytes.position() < end) {
            BmffBox box = BmffBox.read(bytes, end, false);
            if ("ispe".equals(box.name())) {
                bytes.skip(VERSION_AND_FLAGS_BYTES);
                Dimensions dimensions = Dimensions.read(bytes.u32(), bytes.u32());
                if (largest == null || dimensions.pixels() > largest.pixels()) {
                    largest = dimensions;
                }
            }
            bytes.forwardTo(box.end());
        }
    }
}
