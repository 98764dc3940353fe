package io.snapdock.picture.format;

import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The picture types Snapdock takes, told apart by the bytes alone: neither a file's name nor its declared media type
 * counts. Whatever can carry a script or a page (SVG, PDF, HTML) is not in the table and so is never taken.
 */
// Its fields are method references and arrays that nothing changes; their types cannot say so.
@SuppressWarnings("ImmutableEnumChecker")
public enum PictureType {
    /** ITU T.81 B.1.1.3: SOI, then the first byte of any marker. */
    JPEG("image/jpeg", "jpg", JpegStructure::measure, Magic.starts("FFD8FF")),

    /** PNG (Third Edition) 5.2. */
    PNG("image/png", "png", PngStructure::measure, Magic.starts("89504E470D0A1A0A")),

    /** RFC 9649 2.4: RIFF, four bytes of length, WEBP. */
    WEBP("image/webp", "webp", WebpStructure::measure, Magic.starts("52494646........57454250")),

    /** GIF89a 17; the older GIF87a differs in nothing that matters here. */
    GIF("image/gif", "gif", GifStructure::measure, Magic.starts("474946383761"), Magic.starts("474946383961")),

    /** ISO/IEC 23008-12 B.4.1 and 10.2: pictures and sequences of HEVC. */
    HEIC("image/heic", "heic", BmffStructure::measure, head -> BmffKind.of(head) == BmffKind.HEVC),

    /** AV1 Image File Format 6.2 and 6.3. */
    AVIF("image/avif", "avif", BmffStructure::measure, head -> BmffKind.of(head) == BmffKind.AV1);

    /**
     * How many of a file's first bytes {@link #of} looks at: room for what HEIC and AVIF say of their items, where their brands do not tell.
     */
    public static final int HEAD_BYTES = 4 * 1024;

    /** How many of them mostly do. */
    public static final int FEWEST_HEAD_BYTES = 64;

    private final String mediaType;
    private final String extension;
    private final Structure structure;
    private final Magic[] magics;

    PictureType(String mediaType, String extension, Structure structure, Magic... magics) {
        this.mediaType = mediaType;
        this.extension = extension;
        this.structure = structure;
        this.magics = magics;
    }

    /**
     * Recognises a picture by how it begins.
     *
     * @param head the file's first bytes: {@link #HEAD_BYTES} of them, or all when the file is shorter; more do no harm
     * @return the type; empty when it is none of these, or when there are too few bytes to tell
     */
    public static Optional<PictureType> of(byte[] head) {
        return Stream.of(values())
                .filter(type -> Stream.of(type.magics).anyMatch(magic -> magic.fits(head)))
                .findFirst();
    }

    /** Whether more of the file's first bytes could not change what {@link #of} says. */
    public static boolean isDecided(byte[] head) {
        return head.length >= HEAD_BYTES
                || of(head).isPresent()
                || (head.length >= FEWEST_HEAD_BYTES && !BmffKind.isContainer(head));
    }

    /** The registered media type, such as {@code image/jpeg}; without parameters. */
    public String mediaType() {
        return mediaType;
    }

    /** The usual file extension, lower case, without its dot: {@code jpg}. */
    public String extension() {
        return extension;
    }

    public Structure structure() {
        return structure;
    }

    /** One way a type can begin. */
    @FunctionalInterface
    private interface Magic {

        boolean fits(byte[] head);

        /** @param pattern hexadecimal, two dots for a byte that may be anything */
        static Magic starts(String pattern) {
            return head -> {
                int bytes = pattern.length() / 2;
                String start = HexFormat.of().withUpperCase().formatHex(head, 0, Math.min(bytes, head.length));
                return start.matches(pattern);
            };
        }
    }
}
