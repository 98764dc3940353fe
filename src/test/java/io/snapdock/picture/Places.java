package io.snapdock.picture;

import io.snapdock.support.Pictures;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DeflaterOutputStream;

/** Metadata for tests, with and without a place, and pictures that hold it. */
public final class Places {

    /** The latitude in {@link #exif}, 48 degrees 8 minutes 14 seconds, as the bytes that must not stay. */
    public static final byte[] LATITUDE = ByteBuffer.allocate(24)
            .putInt(48)
            .putInt(1)
            .putInt(8)
            .putInt(1)
            .putInt(14)
            .putInt(1)
            .array();

    public static final String XMP_WITH_PLACE = xmp("exif:GPSLatitude=\"48,8.2333N\"");
    public static final String XMP = xmp("xmp:Rating=\"5\" hdrgm:Version=\"1.0\"");
    public static final String CAMERA = "Snapdock Camera";

    private Places() {}

    public static String xmp(String properties) {
        return "<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta xmlns:x='adobe:ns:meta/'>"
                + "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description rdf:about=''"
                + " xmlns:xmp='http://ns.adobe.com/xap/1.0/' xmlns:exif='http://ns.adobe.com/exif/1.0/'"
                + " xmlns:hdrgm='http://ns.adobe.com/hdr-gain-map/1.0/' " + properties
                + "/></rdf:RDF></x:xmpmeta><?xpacket end='w'?>";
    }

    /** A TIFF block as cameras write it: make, orientation, capture time with offset, a preview directory and GPS. */
    public static byte[] exif(int orientation, boolean place) {
        ByteBuffer tiff = ByteBuffer.allocate(400);
        tiff.put("MM\0*".getBytes(StandardCharsets.US_ASCII)).putInt(8);
        tiff.putShort((short) (place ? 4 : 3));
        entry(tiff, 0x010F, 2, CAMERA.length() + 1, 200);
        entry(tiff, 0x0112, 3, 1, orientation << 16);
        entry(tiff, 0x8769, 4, 1, 100);
        if (place) {
            entry(tiff, 0x8825, 4, 1, 140);
        }
        tiff.putInt(180);
        tiff.position(100).putShort((short) 2);
        entry(tiff, 0x9003, 2, 20, 220);
        entry(tiff, 0x9011, 2, 7, 244);
        tiff.putInt(0);
        if (place) {
            tiff.position(140).putShort((short) 2);
            entry(tiff, 0x0001, 2, 2, 'N' << 24);
            entry(tiff, 0x0002, 5, 3, 260);
            tiff.putInt(0);
            tiff.position(260).put(LATITUDE);
        }
        tiff.position(180).putShort((short) 1);
        entry(tiff, 0x0103, 3, 1, 6 << 16);
        tiff.putInt(0);
        tiff.position(200).put(CAMERA.getBytes(StandardCharsets.US_ASCII));
        tiff.position(220).put("2026:11:21 12:00:05\0".getBytes(StandardCharsets.US_ASCII));
        tiff.position(244).put("+08:00\0".getBytes(StandardCharsets.US_ASCII));
        return Arrays.copyOf(tiff.array(), 300);
    }

    private static void entry(ByteBuffer tiff, int tag, int type, int count, int value) {
        tiff.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
    }

    public static byte[] segment(int marker, byte[]... data) {
        byte[] joined = Pictures.joined(data);
        return ByteBuffer.allocate(4 + joined.length)
                .putShort((short) (0xFF00 | marker))
                .putShort((short) (2 + joined.length))
                .put(joined)
                .array();
    }

    public static byte[] exifSegment(byte[] tiff) {
        return segment(0xE1, ascii("Exif\0\0"), tiff);
    }

    public static byte[] xmpSegment(String xmp) {
        return segment(0xE1, ascii("http://ns.adobe.com/xap/1.0/\0"), ascii(xmp));
    }

    /** Photoshop's resources with one IPTC data set. */
    public static byte[] iptcSegment(int dataSet) {
        byte[] iim = Pictures.joined(new byte[] {0x1C, 2, (byte) dataSet, 0, 6}, ascii("Munich"), new byte[1]);
        return segment(
                0xED,
                ascii("Photoshop 3.0\0"),
                ascii("8BIM"),
                new byte[] {4, 4, 0, 0, 0, 0, 0, (byte) (iim.length - 1)},
                iim);
    }

    public static byte[] profileSegment() {
        return segment(0xE2, ascii("ICC_PROFILE\0"), new byte[] {1, 1}, profile());
    }

    /** That of sRGB, as the JDK has it. */
    public static byte[] profile() {
        return ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
    }

    public static byte[] adobeSegment() {
        return segment(0xEE, ascii("Adobe"), new byte[] {0, 100, 0, 0, 0, 0, 1});
    }

    /** A picture of the JDK's writer, with its JFIF segment, and these behind that. */
    public static byte[] jpeg(byte[]... segments) {
        byte[] plain = Pictures.encoded(Pictures.quadrants(64, 48, 1), "jpeg");
        int at = 4 + ByteBuffer.wrap(plain).getShort(4);
        return Pictures.joined(
                Arrays.copyOf(plain, at), Pictures.joined(segments), Arrays.copyOfRange(plain, at, plain.length));
    }

    /** From the first start of scan to the end of the last image. */
    public static byte[] scan(byte[] jpeg) {
        for (int i = 0; i + 1 < jpeg.length; i++) {
            if (jpeg[i] == (byte) 0xFF && jpeg[i + 1] == (byte) 0xDA) {
                return Arrays.copyOfRange(jpeg, i, jpeg.length);
            }
        }
        throw new IllegalArgumentException("no scan");
    }

    public static byte[] png(byte[]... chunks) {
        byte[] plain = Pictures.png(64, 48);
        return Pictures.joined(
                Arrays.copyOf(plain, 33), Pictures.joined(chunks), Arrays.copyOfRange(plain, 33, plain.length));
    }

    public static byte[] deflated(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflated = new DeflaterOutputStream(out)) {
            deflated.write(ascii(text));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    public static byte[] riffChunk(String name, byte[] data) {
        return ByteBuffer.allocate(8 + data.length + (data.length & 1))
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii(name))
                .putInt(data.length)
                .put(data)
                .array();
    }

    /** An extended WebP around the lossy sample. */
    public static byte[] webp(byte[]... behind) {
        byte[] simple = Pictures.lossyWebp();
        byte[] image = Arrays.copyOfRange(simple, 12, simple.length);
        byte[] header = riffChunk("VP8X", new byte[] {0x2C, 0, 0, 0, 63, 0, 0, 47, 0, 0});
        byte[] profile = riffChunk("ICCP", profile());
        byte[] body = Pictures.joined(ascii("WEBP"), header, profile, image, Pictures.joined(behind));
        return riffChunk("RIFF", body);
    }

    public static byte[] gif(byte[]... extensions) {
        byte[] plain = Pictures.gif(64, 48);
        int at = 13 + (3 << ((plain[10] & 7) + 1));
        return Pictures.joined(
                Arrays.copyOf(plain, at), Pictures.joined(extensions), Arrays.copyOfRange(plain, at, plain.length));
    }

    public static byte[] gifComment(String text) {
        return Pictures.joined(new byte[] {0x21, (byte) 0xFE}, subBlocks(ascii(text)), new byte[1]);
    }

    /** XMP Part 3, 1.1.2: the packet as it is, then 258 bytes that lead any reader of sub-blocks to the end. */
    public static byte[] gifXmp(String xmp) {
        byte[] magic = new byte[258];
        magic[0] = 1;
        for (int i = 1; i <= 256; i++) {
            magic[i] = (byte) (256 - i);
        }
        return Pictures.joined(new byte[] {0x21, (byte) 0xFF, 11}, ascii("XMP DataXMP"), ascii(xmp), magic);
    }

    private static byte[] subBlocks(byte[] data) {
        ByteArrayOutputStream blocks = new ByteArrayOutputStream();
        for (int at = 0; at < data.length; at += 255) {
            int length = Math.min(255, data.length - at);
            blocks.write(length);
            blocks.write(data, at, length);
        }
        return blocks.toByteArray();
    }

    public static byte[] box(String name, byte[]... content) {
        byte[] joined = Pictures.joined(content);
        return ByteBuffer.allocate(8 + joined.length)
                .putInt(8 + joined.length)
                .put(ascii(name))
                .put(joined)
                .array();
    }

    /**
     * An AVIF or HEIC in outline, whose pixels nobody decodes: an Exif item and one of XMP in {@code mdat} behind an item of
     * picture data.
     *
     * @param method how the items are located: 0 in the file, 1 in {@code idat}, 2 inside another item
     */
    public static byte[] bmff(String brand, byte[] tiff, String xmp, int method, byte[]... boxesBehind) {
        byte[] pixels = ascii("pixels pixels pixels");
        byte[] exif = Pictures.joined(new byte[] {0, 0, 0, 6}, ascii("Exif\0\0"), tiff);
        byte[] packet = ascii(xmp);
        byte[] names = box(
                "iinf",
                new byte[] {0, 0, 0, 0, 0, 3},
                infe(1, "av01", ""),
                infe(2, "Exif", ""),
                infe(3, "mime", "application/rdf+xml\0"));
        byte[] size = box("iprp", box("ipco", box("ispe", new byte[] {0, 0, 0, 0, 0, 0, 0, 64, 0, 0, 0, 48})));
        byte[] idat = method == 1 ? box("idat", exif, packet) : new byte[0];
        byte[] head = box("ftyp", ascii(brand), new byte[4], ascii("mif1"));
        // Twice: the first time to learn how long it is.
        int mdat = 0;
        byte[] meta = new byte[0];
        for (int round = 0; round < 2; round++) {
            byte[] locations = box(
                    "iloc",
                    new byte[] {1, 0, 0, 0, 0x44, 0, 0, 3},
                    location(1, 0, mdat, pixels.length),
                    location(2, method, method == 1 ? 0 : mdat + pixels.length, exif.length),
                    location(3, method, method == 1 ? exif.length : mdat + pixels.length + exif.length, packet.length));
            meta = box("meta", new byte[4], names, size, locations, idat);
            mdat = head.length + meta.length + 8;
        }
        byte[] data = box("mdat", pixels, method == 1 ? new byte[0] : Pictures.joined(exif, packet));
        return Pictures.joined(head, meta, data, Pictures.joined(boxesBehind));
    }

    private static byte[] infe(int id, String type, String contentType) {
        return box("infe", new byte[] {2, 0, 0, 0, 0, (byte) id, 0, 0}, ascii(type), new byte[1], ascii(contentType));
    }

    private static byte[] location(int id, int method, int offset, int length) {
        return ByteBuffer.allocate(16)
                .putShort((short) id)
                .putShort((short) method)
                .putShort((short) 0)
                .putShort((short) 1)
                .putInt(offset)
                .putInt(length)
                .array();
    }

    public static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    public static boolean contains(byte[] bytes, byte[] part) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains(new String(part, StandardCharsets.ISO_8859_1));
    }

    public static boolean contains(byte[] bytes, String part) {
        return contains(bytes, ascii(part));
    }

    /** Whether nothing of the place in these samples is left. */
    public static boolean isClean(byte[] bytes) {
        return !contains(bytes, LATITUDE)
                && List.of("GPSLatitude", "Munich", "GPSLongitude").stream().noneMatch(word -> contains(bytes, word));
    }
}
