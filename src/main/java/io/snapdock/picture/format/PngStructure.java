package io.snapdock.picture.format;

import io.snapdock.picture.bytes.DamagedPictureException;
import io.snapdock.picture.bytes.Dimensions;
import io.snapdock.picture.bytes.PictureBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** PNG (Third Edition), section 5: the signature, then chunks by their lengths up to IEND. */
final class PngStructure {

    private static final long SIGNATURE = 0x89504E470D0A1A0AL;

    /** 11.2.1: width, height and five bytes of how they are stored. */
    private static final int HEADER_BYTES = 13;

    private static final int CHUNK_HEADER_BYTES = 8;
    private static final int CHECKSUM_BYTES = 4;

    private PngStructure() {}

    static Dimensions measure(PictureBytes bytes) throws IOException, DamagedPictureException {
        if (bytes.u64() != SIGNATURE) {
            throw new DamagedPictureException("no PNG signature");
        }
        Dimensions dimensions = header(bytes);
        boolean data = false;
        while (bytes.remaining() >= CHUNK_HEADER_BYTES) {
            long length = bytes.u32();
            String chunk = bytes.name();
            data |= "IDAT".equals(chunk) && length > 0;
            if ("IEND".equals(chunk)) {
                if (!data) {
                    throw new DamagedPictureException("no image data before IEND");
                }
                return dimensions;
            }
            if (length + CHECKSUM_BYTES > bytes.remaining()) {
                break;
            }
            bytes.skip(length + CHECKSUM_BYTES);
        }
        // The end is missing, as it is in files of careless writers; decoders only want all of the picture.
        if (!data || !bytes.proves(PngData::isWhole)) {
            throw new DamagedPictureException("cut off at byte " + bytes.position());
        }
        return dimensions;
    }

    /** The one chunk whose checksum is worth its price here: the limit on pixels hangs on these bytes. */
    private static Dimensions header(PictureBytes bytes) throws IOException, DamagedPictureException {
        long length = bytes.u32();
        byte[] nameAndFields = bytes.take(4 + HEADER_BYTES);
        CRC32 checksum = new CRC32();
        checksum.update(nameAndFields);
        if (length != HEADER_BYTES || bytes.u32() != checksum.getValue()) {
            throw new DamagedPictureException("no sound IHDR chunk");
        }
        if (nameAndFields[0] != 'I' || nameAndFields[1] != 'H' || nameAndFields[2] != 'D' || nameAndFields[3] != 'R') {
            throw new DamagedPictureException("the first chunk is not IHDR");
        }
        return Dimensions.read(u32(nameAndFields, 4), u32(nameAndFields, 8));
    }

    private static long u32(byte[] bytes, int at) {
        return ByteBuffer.wrap(bytes).getInt(at) & 0xFFFF_FFFFL;
    }
}
