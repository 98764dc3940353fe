package io.snapdock.picture.strip;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;

/**
 * Photoshop's image resources (Adobe Photoshop File Formats, "Image Resources Section") and the IPTC record in them: who made a picture,
 * when, and whose it is stays; captions, keywords, places, small pictures and all else go.
 */
final class PhotoshopResources {

    private static final int SIGNATURE = 0x3842_494D;
    private static final int IPTC = 0x0404;

    /** Resolution, and whether there is a copyright. */
    private static final Set<Integer> KEPT = Set.of(0x03ED, 0x040A);

    private static final int MAX_KEPT_BYTES = 16;
    private static final int DATA_SET = 0x1C;

    /** IPTC IIM 4.2, record and number: character set; version, urgency, dates and times, author, copyright. */
    private static final Set<Integer> KEPT_DATA_SETS =
            Set.of(0x015A, 0x0200, 0x020A, 0x0237, 0x023C, 0x023E, 0x023F, 0x0250, 0x0274);

    private PhotoshopResources() {}

    /** @return as long; what went is made up for by zeros at the end */
    static byte[] harmless(byte[] resources) {
        ByteBuffer in = ByteBuffer.wrap(resources);
        ByteBuffer out = ByteBuffer.allocate(resources.length);
        try {
            while (in.getInt() == SIGNATURE) {
                int id = in.getChar();
                int nameBytes = in.get() & 0xFF;
                // Name and data are padded to an even length; that of the name counts its own.
                skip(in, nameBytes + 1 - (nameBytes & 1));
                byte[] data = new byte[bounded(in.getInt(), in)];
                in.get(data);
                byte[] stays = id == IPTC ? dataSets(data) : data;
                if (id == IPTC ? stays.length > 0 : KEPT.contains(id) && data.length <= MAX_KEPT_BYTES) {
                    out.putInt(SIGNATURE).putChar((char) id).putChar((char) 0);
                    out.putInt(stays.length).put(stays);
                    if ((stays.length & 1) != 0 && out.hasRemaining()) {
                        out.put((byte) 0);
                    }
                }
                if ((data.length & 1) != 0) {
                    skip(in, 1);
                }
            }
        } catch (BufferUnderflowException e) {
            // The end, or what nobody can read.
            return out.array();
        }
        return out.array();
    }

    private static byte[] dataSets(byte[] record) {
        ByteBuffer in = ByteBuffer.wrap(record);
        byte[] out = new byte[record.length];
        int kept = 0;
        while (in.remaining() >= 5 && in.get() == DATA_SET) {
            int start = in.position() - 1;
            int dataSet = in.getChar();
            int length = in.getShort();
            // A negative one says how long the length is, which no text needs.
            if (length < 0 || length > in.remaining()) {
                break;
            }
            in.position(in.position() + length);
            if (KEPT_DATA_SETS.contains(dataSet)) {
                System.arraycopy(record, start, out, kept, in.position() - start);
                kept += in.position() - start;
            }
        }
        return Arrays.copyOf(out, kept);
    }

    private static int bounded(int length, ByteBuffer in) {
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        return length;
    }

    private static void skip(ByteBuffer in, int count) {
        in.position(in.position() + bounded(count, in));
    }
}
