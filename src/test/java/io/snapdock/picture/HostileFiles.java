package io.snapdock.picture;

import io.snapdock.picture.format.PictureType;
import io.snapdock.support.Pictures;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Files that want to harm whoever reads them, one for each way. */
public final class HostileFiles {

    private HostileFiles() {}

    /**
     * One of them.
     *
     * @param type what its first bytes claim
     * @param whole whether {@link PictureCheck} may let it pass: its harm is not in its structure
     */
    public record Hostile(String name, PictureType type, byte[] bytes, boolean whole) {

        @Override
        public String toString() {
            return name;
        }
    }

    public static Stream<Hostile> all() {
        return Stream.of(jpegs(), pngs(), gifs(), others()).flatMap(kind -> kind);
    }

    private static Stream<Hostile> jpegs() {
        byte[] plain = Places.jpeg();
        byte[] bomb = plain.clone();
        int frame = indexOf(bomb, 0xFF, 0xC0);
        ByteBuffer.wrap(bomb).putShort(frame + 5, (short) 0xFFFF).putShort(frame + 7, (short) 0xFFFF);
        byte[] html = Places.jpeg(Places.segment(0xFE, Places.ascii("<html><script>alert(1)</script></html>")));
        byte[] zip = Pictures.joined(plain, Places.ascii("PK\3\4 an archive behind the end"));
        return Stream.of(
                hostile("JPEG that claims four gigapixels", PictureType.JPEG, bomb, true),
                hostile("half a JPEG", PictureType.JPEG, Pictures.truncated(plain), false),
                hostile("two JPEGs", PictureType.JPEG, Pictures.joined(plain, plain), true),
                hostile(
                        "a JPEG and half of one",
                        PictureType.JPEG,
                        Pictures.joined(plain, Pictures.truncated(plain)),
                        true),
                hostile("JPEG with a page in its comment", PictureType.JPEG, html, true),
                hostile("JPEG with an archive behind it", PictureType.JPEG, zip, true),
                hostile("JPEG of 50,000 Exif segments", PictureType.JPEG, manyExif(), true),
                hostile("JPEG of 20,000 tiny JPEGs", PictureType.JPEG, repeated(tiny(), 20_000), true),
                hostile("JPEG with 2,000 scans", PictureType.JPEG, manyScans(), true),
                exif("whose directories form a loop", tiff -> tiff.putInt(180 + 2 + 12, 8)),
                exif("whose directory is its own next", tiff -> tiff.putInt(8 + 2 + 48, 8)),
                exif("with 65,535 entries", tiff -> tiff.putShort(8, (short) 0xFFFF)),
                exif("with four billion values", tiff -> tiff.putInt(8 + 2 + 36 + 4, -1)),
                exif("that begins outside", tiff -> tiff.putInt(4, 0x7FFFFFFF)),
                exif("that begins before itself", tiff -> tiff.putInt(4, -8)),
                exif("whose places lie on its own header", tiff -> tiff.putInt(140 + 2 + 12 + 8, 0)),
                hostile(
                        "Exif with 1,000 entries that share one large value",
                        PictureType.JPEG,
                        Places.jpeg(Places.exifSegment(manyValues())),
                        true));
    }

    private static Hostile exif(String name, java.util.function.Consumer<ByteBuffer> harm) {
        byte[] tiff = Places.exif(6, true);
        harm.accept(ByteBuffer.wrap(tiff));
        return hostile("Exif " + name, PictureType.JPEG, Places.jpeg(Places.exifSegment(tiff)), true);
    }

    private static Stream<Hostile> pngs() {
        byte[] plain = Places.png();
        byte[] huge = Pictures.joined(
                Arrays.copyOf(plain, 33), new byte[] {0x7F, -1, -1, -1}, Places.ascii("IDAT"), new byte[64]);
        byte[] text = Pictures.joined(
                Arrays.copyOf(plain, 33), new byte[] {-1, -1, -1, -1}, Places.ascii("iTXt"), new byte[64]);
        byte[] inflating = Pictures.pngChunk(
                "zTXt", Pictures.joined(Places.ascii("Comment\0\0"), Places.deflated("a".repeat(10_000_000))));
        return Stream.of(
                hostile("PNG of 900 megapixels in 110 KB", PictureType.PNG, Pictures.hugePng(30_000, 30_000), true),
                hostile("PNG with a line of 100 megapixels", PictureType.PNG, Pictures.hugePng(100_000_000, 1), true),
                hostile("PNG with a chunk of two gigabytes", PictureType.PNG, huge, false),
                hostile("PNG with a text of four gigabytes", PictureType.PNG, text, false),
                hostile(
                        "PNG with texts that inflate to a gigabyte",
                        PictureType.PNG,
                        Places.png(repeated(inflating, 100)),
                        true),
                hostile(
                        "PNG of 100,000 empty chunks",
                        PictureType.PNG,
                        Places.png(repeated(Pictures.pngChunk("tEXt", new byte[0]), 100_000)),
                        true),
                hostile(
                        "PNG with XMP of 19,000 items",
                        PictureType.PNG,
                        Places.png(Pictures.pngChunk(
                                "iTXt",
                                Pictures.joined(
                                        Places.ascii("XML:com.adobe.xmp\0\0\0\0\0"), Places.ascii(manyItems(19_000))))),
                        true),
                hostile(
                        "PNG with Exif that is none",
                        PictureType.PNG,
                        Places.png(Pictures.pngChunk("eXIf", new byte[1000])),
                        true),
                hostile("PNG called a JPEG", PictureType.JPEG, plain, false));
    }

    private static Stream<Hostile> gifs() {
        byte[] plain = Pictures.gif(64, 48);
        int head = 13 + (3 << ((plain[10] & 7) + 1));
        byte[] frame = Arrays.copyOfRange(plain, head, plain.length - 1);
        byte[] frames = Pictures.joined(Arrays.copyOf(plain, head), repeated(frame, 10_000), new byte[] {0x3B});
        byte[] canvas = plain.clone();
        Arrays.fill(canvas, 6, 10, (byte) 0xFF);
        return Stream.of(
                hostile("GIF with 10,000 frames", PictureType.GIF, frames, true),
                hostile("GIF with a canvas of four gigapixels", PictureType.GIF, canvas, true),
                hostile(
                        "GIF of 100,000 comments",
                        PictureType.GIF,
                        Places.gif(repeated(Places.gifComment("x"), 100_000)),
                        true),
                hostile(
                        "GIF that is a script",
                        PictureType.GIF,
                        Places.ascii("GIF89a/*\0\0\0\0\0*/=alert(1)//"),
                        false));
    }

    private static Stream<Hostile> others() {
        byte[] webp = Places.webp(Places.riffChunk("EXIF", Places.exif(6, true)));
        byte[] longRiff = webp.clone();
        ByteBuffer.wrap(longRiff).putInt(4, -1);
        byte[] heic = Places.bmff("heic", Places.exif(6, true), Places.XMP_WITH_PLACE, 0);
        byte[] manyItems = heic.clone();
        int locations = new String(heic, StandardCharsets.ISO_8859_1).indexOf("iloc");
        ByteBuffer.wrap(manyItems).putShort(locations + 10, (short) 0xFFFF);
        return Stream.of(
                hostile("WebP longer than its file", PictureType.WEBP, longRiff, true),
                hostile("HEIC with 65,535 items", PictureType.HEIC, manyItems, false),
                hostile(
                        "HEIC of 50,000 free boxes",
                        PictureType.HEIC,
                        Pictures.joined(heic, repeated(Places.box("udta"), 50_000)),
                        true),
                hostile(
                        "AVIF with an item of no bytes",
                        PictureType.AVIF,
                        Places.bmff("avif", new byte[0], "", 0),
                        true),
                hostile(
                        "a page called a PNG",
                        PictureType.PNG,
                        Places.ascii("<!doctype html><script>alert(1)</script>"),
                        false),
                hostile("nothing called a WebP", PictureType.WEBP, new byte[0], false));
    }

    /** Fewer entries than the bound, each of the tag that is looked into, all with the same 60,000 bytes. */
    private static byte[] manyValues() {
        int entries = 900;
        ByteBuffer tiff = ByteBuffer.allocate(65_000);
        tiff.put(Places.ascii("MM\0*")).putInt(8).putShort((short) entries);
        for (int i = 0; i < entries; i++) {
            tiff.putShort((short) 0x02BC).putShort((short) 1).putInt(60_000).putInt(5_000);
        }
        return tiff.array();
    }

    private static String manyItems(int count) {
        return "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'"
                + " xmlns:C='http://ns.google.com/photos/1.0/container/'"
                + " xmlns:I='http://ns.google.com/photos/1.0/container/item/'><rdf:Description><C:Directory><rdf:Seq>"
                + "<rdf:li I:Mime='image/a'/>".repeat(count)
                + "<rdf:li I:Mime='video/a'/></rdf:Seq></C:Directory></rdf:Description></rdf:RDF>";
    }

    private static byte[] manyExif() {
        return Places.jpeg(repeated(Places.exifSegment(Places.exif(1, true)), 50_000));
    }

    private static byte[] tiny() {
        return Pictures.jpeg(1, 1);
    }

    private static byte[] manyScans() {
        byte[] jpeg = PictureSamples.progressiveJpeg();
        int lastScan = new String(jpeg, StandardCharsets.ISO_8859_1).lastIndexOf("\u00ff\u00da");
        byte[] scan = Arrays.copyOfRange(jpeg, lastScan, jpeg.length - 2);
        return Pictures.joined(
                Arrays.copyOf(jpeg, jpeg.length - 2), repeated(scan, 2_000), new byte[] {(byte) 0xFF, (byte) 0xD9});
    }

    private static byte[] repeated(byte[] part, int times) {
        return Pictures.joined(IntStream.range(0, times).mapToObj(i -> part).toArray(byte[][]::new));
    }

    private static int indexOf(byte[] bytes, int first, int second) {
        int at = 0;
        while ((bytes[at] & 0xFF) != first || (bytes[at + 1] & 0xFF) != second) {
            at++;
        }
        return at;
    }

    private static Hostile hostile(String name, PictureType type, byte[] bytes, boolean whole) {
        return new Hostile(name, type, bytes, whole);
    }

    /** Sound pictures full of metadata, as seeds for mutations. */
    public static Stream<Hostile> seeds() {
        byte[] tiff = Places.exif(6, true);
        byte[] packed =
                Pictures.joined(Places.ascii("XML:com.adobe.xmp\0\1\0\0\0"), Places.deflated(Places.XMP_WITH_PLACE));
        return Stream.concat(
                PictureSamples.all().map(one -> hostile(one.kind(), one.type(), one.bytes(), true)),
                Stream.of(
                        hostile(
                                "full JPEG",
                                PictureType.JPEG,
                                Pictures.joined(
                                        Places.jpeg(
                                                Places.exifSegment(tiff),
                                                Places.xmpSegment(Places.XMP_WITH_PLACE),
                                                Places.iptcSegment(90),
                                                Places.profileSegment(),
                                                Places.adobeSegment()),
                                        Places.jpeg(Places.exifSegment(tiff))),
                                true),
                        hostile(
                                "full PNG",
                                PictureType.PNG,
                                Places.png(
                                        Pictures.pngChunk("eXIf", tiff),
                                        Pictures.pngChunk("iTXt", packed),
                                        Pictures.pngChunk("tEXt", Places.ascii("Location\0Munich"))),
                                true),
                        hostile(
                                "full WebP",
                                PictureType.WEBP,
                                Places.webp(
                                        Places.riffChunk("EXIF", tiff),
                                        Places.riffChunk("XMP ", Places.ascii(Places.XMP_WITH_PLACE))),
                                true),
                        hostile(
                                "full GIF",
                                PictureType.GIF,
                                Places.gif(Places.gifXmp(Places.XMP_WITH_PLACE), Places.gifComment("by hand")),
                                true),
                        hostile(
                                "full HEIC",
                                PictureType.HEIC,
                                Places.bmff("heic", tiff, Places.XMP_WITH_PLACE, 0),
                                true),
                        hostile(
                                "full AVIF",
                                PictureType.AVIF,
                                Places.bmff("avif", tiff, Places.XMP_WITH_PLACE, 1),
                                true)));
    }

    /** A few bytes changed, a stretch left out or doubled, or the end cut off: what transmission and attackers do. */
    public static byte[] mutated(byte[] sound, Random random) {
        byte[] bytes = sound.clone();
        int changes = 1 + random.nextInt(8);
        // Structure stands at the front: most changes go there.
        int reach = random.nextInt(4) == 0 ? bytes.length : Math.min(bytes.length, 700);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(reach);
            bytes[at] = (byte)
                    switch (random.nextInt(4)) {
                        case 0 -> 0;
                        case 1 -> 0xFF;
                        case 2 -> bytes[at] ^ 1 << random.nextInt(8);
                        default -> random.nextInt();
                    };
        }
        int from = random.nextInt(bytes.length);
        int to = Math.min(bytes.length, from + 1 + random.nextInt(64));
        return switch (random.nextInt(8)) {
            case 0 -> Arrays.copyOf(bytes, from);
            case 1 -> Pictures.joined(Arrays.copyOf(bytes, from), Arrays.copyOfRange(bytes, to, bytes.length));
            case 2 -> Pictures.joined(Arrays.copyOf(bytes, to), Arrays.copyOfRange(bytes, from, bytes.length));
            default -> bytes;
        };
    }
}
