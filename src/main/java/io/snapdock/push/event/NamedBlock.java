package io.snapdock.push.event;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A block of one stream as a block of an answer that has several: its event's name begins with that of the stream, and its id is the place in all of them. All
 * other lines stay as they are, byte for byte.
 */
public final class NamedBlock {

    private static final byte[] ID = ascii("id: ");
    private static final byte[] EVENT = ascii("event: ");
    private static final byte[] DATA = ascii("data: ");

    private NamedBlock() {}

    /**
     * @param block as {@link EventEncoder} writes it: its name, if any, comes before its data
     * @param stream the name of the stream, without a space
     * @param places by {@link Places#text}; takes the place of the block's id, if it has one
     */
    public static void append(ByteArrayOutputStream out, byte[] block, String stream, String places) {
        boolean isNamed = false;
        int from = 0;
        while (from < block.length) {
            int end = from;
            while (block[end] != '\n') {
                end++;
            }
            if (isField(block, from, ID)) {
                out.writeBytes(ascii("id: " + places + "\n"));
            } else if (isField(block, from, EVENT)) {
                isNamed = true;
                out.writeBytes(utf8("event: " + stream + " "));
                out.write(block, from + EVENT.length, end + 1 - from - EVENT.length);
            } else {
                if (!isNamed && isField(block, from, DATA)) {
                    isNamed = true;
                    out.writeBytes(utf8("event: " + stream + " " + PushEvent.MESSAGE + "\n"));
                }
                out.write(block, from, end + 1 - from);
            }
            from = end + 1;
        }
    }

    private static boolean isField(byte[] block, int from, byte[] field) {
        int end = from + field.length;
        return end <= block.length && Arrays.equals(block, from, end, field, 0, field.length);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
