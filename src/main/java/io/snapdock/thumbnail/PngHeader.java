package io.snapdock.thumbnail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import javax.imageio.stream.ImageInputStream;

/** What stands before a PNG's pixels, as far as it decides how they look (PNG, Third Edition, 11.2 and 11.3). */
final class PngHeader {

    private static final int SIGNATURE_BYTES = 8;

    /** Length, name and checksum of a chunk. */
    private static final int FRAME_BYTES = 12;

    private static final int HEADER_BYTES = 13;

    /** Those that are needed stand among a dozen others at most. */
    private static final int MAX_CHUNKS = 100_000;

    /** What the decoder needs to see. Anything else could only make it stumble. */
    private static final Set<String> DECODED = Set.of("IHDR", "PLTE", "tRNS");

    private static final Set<String> COLOURS = Set.of("cICP", "iCCP", "sRGB", "gAMA", "cHRM");

    private final Splice picture;
    private final Map<String, byte[]> colours = new TreeMap<>();
    private final Set<String> names;
    private final byte[] head;

    private PngHeader(Splice picture, Map<String, byte[]> colours, Set<String> names, byte[] head) {
        this.picture = picture;
        this.colours.putAll(colours);
        this.names = names;
        this.head = head;
    }

    /**
     * Reads up to the pixels.
     *
     * @throws UndecodablePictureException when what is seen first is not what the decoder would read, or when there are no pixels
     */
    static PngHeader read(ImageInputStream in) throws IOException, UndecodablePictureException {
        Splice picture = new Splice(in).add(0, SIGNATURE_BYTES);
        Map<String, byte[]> colours = new TreeMap<>();
        Set<String> names = new TreeSet<>();
        byte[] head = new byte[HEADER_BYTES];
        long at = SIGNATURE_BYTES;
        for (int i = 0; i < MAX_CHUNKS; i++) {
            in.seek(at);
            long length = in.readUnsignedInt();
            byte[] name = new byte[4];
            in.readFully(name);
            String text = new String(name, StandardCharsets.US_ASCII);
            if (text.equals("IDAT")) {
                picture.add(at, in.length());
                return new PngHeader(picture, colours, names, head);
            }
            if (names.size() < MAX_CHUNKS / 1_000) {
                if (text.equals("IHDR")) {
                    in.readFully(head);
                } else if (COLOURS.contains(text) && !names.contains(text) && length <= Colours.MAX_PROFILE_BYTES) {
                    byte[] data = new byte[(int) length];
                    in.readFully(data);
                    if (isWhole(name, data, in.readInt())) {
                        colours.put(text, data);
                    }
                }
                if (DECODED.contains(text) && !names.contains(text)) {
                    picture.add(at, at + FRAME_BYTES + length);
                }
                names.add(text);
            }
            at += FRAME_BYTES + length;
        }
        throw new UndecodablePictureException("PNG without pixels in its first %d chunks".formatted(MAX_CHUNKS));
    }

    private static boolean isWhole(byte[] name, byte[] data, int checksum) {
        CRC32 sum = new CRC32();
        sum.update(name);
        sum.update(data);
        return (int) sum.getValue() == checksum;
    }

    Splice picture() {
        return picture;
    }

    boolean isGrey() {
        return (colourType() & 2) == 0;
    }

    boolean exif() {
        return names.contains("eXIf");
    }

    /** A chunk that begins a frame of an animation, though not with the pixels that follow: browsers show other ones. */
    private boolean stillApart() {
        return names.contains("acTL") && !names.contains("fcTL");
    }

    long lineBytes() {
        long width = ByteBuffer.wrap(head).getInt() & 0xFFFF_FFFFL;
        int samples = (colourType() & 2) + 1 + (colourType() >> 2 & 1);
        return (width * head[8] * samples + 7) / 8;
    }

    private int colourType() {
        return head[9];
    }

    /**
     * The colour profile that the chunks name or amount to: the first of cICP, iCCP, sRGB, and gAMA with cHRM (4.3).
     *
     * @return empty when the picture is to be taken as sRGB
     * @throws UndecodablePictureException when only a browser can show these colours
     */
    byte[] profile() throws UndecodablePictureException {
        if (stillApart()) {
            throw new UndecodablePictureException("an animated PNG whose still picture is not shown");
        }
        byte[] code = colours.get("cICP");
        if (code != null && code.length == 4) {
            byte[] coded = PngColourCode.profile(code);
            if (coded.length > 0) {
                return coded;
            }
        }
        byte[] icc = colours.containsKey("iCCP") ? inflated(colours.get("iCCP")) : new byte[0];
        if (icc.length > 0) {
            return icc;
        }
        byte[] gamma = colours.get("gAMA");
        if (colours.containsKey("sRGB") || gamma == null || gamma.length != 4) {
            return new byte[0];
        }
        return byGamma(ByteBuffer.wrap(gamma).getInt() & 0xFFFF_FFFFL);
    }

    /** 11.3.2.1 and 11.3.2.2, both in hundred thousandths. */
    private byte[] byGamma(long gamma) throws UndecodablePictureException {
        if (gamma == 0) {
            return new byte[0];
        }
        double exponent = 100_000.0 / gamma;
        if (exponent < 0.1 || exponent > 10) {
            throw new UndecodablePictureException("PNG with a gamma of " + gamma);
        }
        double[] points = MatrixProfile.PRIMARIES_709;
        byte[] chroma = colours.get("cHRM");
        if (chroma != null && chroma.length == 32 && !isGrey()) {
            ByteBuffer numbers = ByteBuffer.wrap(chroma);
            points = new double[8];
            for (int i = 0; i < points.length; i++) {
                points[i] = numbers.getInt() / 100_000.0;
            }
        }
        byte[] profile = MatrixProfile.of(points, MatrixProfile.gamma(exponent));
        return profile.length > 0
                ? profile
                : MatrixProfile.of(MatrixProfile.PRIMARIES_709, MatrixProfile.gamma(exponent));
    }

    /** 11.3.2.3: a name, its end, the method, the profile. Empty when it cannot be read, as for browsers. */
    private static byte[] inflated(byte[] chunk) throws UndecodablePictureException {
        int start = 0;
        while (start < chunk.length && chunk[start] != 0) {
            start++;
        }
        start = Math.min(chunk.length, start + 2);
        Inflater inflater = new Inflater();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[8_192];
        try {
            inflater.setInput(Arrays.copyOfRange(chunk, start, chunk.length));
            while (!inflater.finished()) {
                int count = inflater.inflate(buffer);
                if (count == 0) {
                    return new byte[0];
                }
                out.write(buffer, 0, count);
                if (out.size() > Colours.MAX_PROFILE_BYTES) {
                    throw new UndecodablePictureException("a profile of over %d bytes".formatted(out.size()));
                }
            }
            return out.toByteArray();
        } catch (DataFormatException e) {
            return new byte[0];
        } finally {
            inflater.end();
        }
    }
}
