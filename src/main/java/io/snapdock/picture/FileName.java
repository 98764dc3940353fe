package io.snapdock.picture;

import io.snapdock.picture.format.PictureType;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes a name that came from a phone fit to show, to store and to save as. The name is for people; no path on the
 * server is ever made of it.
 *
 * <p>Format characters (category Cf) go: the marks that turn text round, so that {@code gpj.exe} reads
 * {@code exe.jpg}, and all that has no width, so that two names that look alike are alike. The one that stays is the
 * joiner (U+200D) between two emoji, which makes one of them; in Persian or Indic words it goes too, which changes how
 * letters join but not which they are. Characters that only Windows refuses ({@code : ? *} …) stay: browsers replace
 * them when they save. Where no browser does, {@link #onDisk} does.
 */
public final class FileName {

    /** The longest clean name, in code points. */
    public static final int MAX_CODE_POINTS = 200;

    /** The longest file name of ext4, APFS, NTFS (in its own units) and all others that are common. */
    private static final int MAX_BYTES = 255;

    private static final Pattern WINDOWS_REFUSES = Pattern.compile("[<>:\"/\\\\|?*\\p{Cntrl}]");

    private static final String NAMELESS = "photo";
    private static final int JOINER = 0x200D;
    private static final int EMOJI_VARIATION = 0xFE0F;

    /** Longer than any name a phone gives, and a bound on the work for one that somebody made up. */
    private static final int MAX_CHARS_READ = 4_096;

    private static final Pattern EXTENSION = Pattern.compile("\\.([A-Za-z0-9]{1,10})$");
    private static final Pattern ENDS = Pattern.compile("^[. ]+|[. ]+$");
    private static final Pattern GRAPHEME = Pattern.compile("\\X");

    /** "Naming Files, Paths, and Namespaces" in Microsoft's documentation: devices, whatever the extension. */
    private static final Pattern WINDOWS_DEVICE =
            Pattern.compile("(CON|PRN|AUX|NUL|COM[0-9¹²³]|LPT[0-9¹²³]) *(\\..*)?", Pattern.CASE_INSENSITIVE);

    private static final Map<PictureType, Set<String>> EXTENSIONS = Map.of(
            PictureType.JPEG, Set.of("jpg", "jpeg", "jpe", "jfif"),
            PictureType.PNG, Set.of("png", "apng"),
            PictureType.WEBP, Set.of("webp"),
            PictureType.GIF, Set.of("gif"),
            PictureType.HEIC, Set.of("heic", "heif", "hif", "heics", "heifs"),
            PictureType.AVIF, Set.of("avif", "avifs"));

    private FileName() {}

    /**
     * Cleans a name while its picture's type is not known yet.
     *
     * @param sent as the phone sent it; may be null, empty, a whole path, or hostile
     * @return 1 to {@link #MAX_CODE_POINTS} code points in Unicode NFC, whole graphemes where it was cut; no path,
     *     control, format or lone surrogate in it, no blank or dot at its ends; "photo" when nothing is left
     */
    public static String clean(String sent) {
        String name = trim(Normalizer.normalize(visible(lastSegment(sent)), Normalizer.Form.NFC));
        if (name.isEmpty()) {
            name = NAMELESS;
        }
        if (WINDOWS_DEVICE.matcher(name).matches()) {
            name = "_" + name;
        }
        return cut(name);
    }

    /**
     * Cleans a name and makes it end as its picture's bytes want it: an extension of another picture type is replaced
     * (iPhones send JPEG under a name in HEIC), any other is kept as part of the name and the right one put behind, so
     * that {@code invoice.html} does not open as a page once it is saved.
     *
     * @param sent as for {@link #clean(String)}
     * @param type what the bytes are
     * @return as for {@link #clean(String)}, always with one of the type's extensions; {@code photo.jpg} when nothing
     *     is left
     */
    public static String clean(String sent, PictureType type) {
        String name = clean(sent);
        Matcher extension = EXTENSION.matcher(name);
        if (extension.find()) {
            String found = extension.group(1).toLowerCase(Locale.ROOT);
            if (EXTENSIONS.get(type).contains(found)) {
                return name;
            }
            if (EXTENSIONS.values().stream().anyMatch(others -> others.contains(found))) {
                name = trim(name.substring(0, extension.start()));
            }
        }
        return cut(name + "." + type.extension());
    }

    /**
     * The name of a file that is written on somebody's disk, of whatever system.
     *
     * @param prefix what stands before the name and counts with it
     * @param clean by {@link #clean(String, PictureType)}
     * @return at most 255 bytes of UTF-8, which is what the common file systems take; {@code _} for what Windows refuses ("Naming Files, Paths, and
     *     Namespaces"). The extension stays
     */
    public static String onDisk(String prefix, String clean) {
        return cutBytes(prefix + WINDOWS_REFUSES.matcher(clean).replaceAll("_"));
    }

    /**
     * A title as the name of a file. A title is no path: "Hail 3/4" stays as long as it is.
     *
     * @param extension with its dot
     * @return as for {@link #onDisk}
     */
    public static String ofTitle(String title, String extension) {
        String name = clean(WINDOWS_REFUSES.matcher(title).replaceAll("_"));
        return cutBytes((name.equals(NAMELESS) ? "photos" : name) + extension);
    }

    private static String cutBytes(String name) {
        if (name.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES) {
            return name;
        }
        Matcher found = EXTENSION.matcher(name);
        String extension = found.find() ? found.group() : "";
        String stem = name.substring(0, name.length() - extension.length());
        int room = MAX_BYTES - extension.length();
        int end = 0;
        int bytes = 0;
        Matcher grapheme = GRAPHEME.matcher(stem);
        while (grapheme.find()) {
            bytes += grapheme.group().getBytes(StandardCharsets.UTF_8).length;
            if (bytes > room) {
                break;
            }
            end = grapheme.end();
        }
        return stem.substring(0, end).stripTrailing() + extension;
    }

    private static String lastSegment(String sent) {
        if (sent == null) {
            return "";
        }
        String name = sent.substring(Math.max(sent.lastIndexOf('/'), sent.lastIndexOf('\\')) + 1);
        // From its end, so that the extension stays; what a cut pair leaves over goes as a lone surrogate.
        return name.substring(Math.max(0, name.length() - MAX_CHARS_READ));
    }

    /** Every kind of blank as one space, and nothing that cannot be seen. */
    private static String visible(String name) {
        StringBuilder kept = new StringBuilder(name.length());
        int next;
        for (int at = 0; at < name.length(); at = next) {
            int codePoint = name.codePointAt(at);
            next = at + Character.charCount(codePoint);
            if (Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint)) {
                if (kept.isEmpty() || kept.charAt(kept.length() - 1) != ' ') {
                    kept.append(' ');
                }
            } else if (codePoint == JOINER) {
                if (next < name.length() && isEmoji(name.codePointAt(next)) && endsInEmoji(kept)) {
                    kept.appendCodePoint(JOINER);
                }
            } else if (!isInvisible(codePoint)) {
                kept.appendCodePoint(codePoint);
            }
        }
        return kept.toString();
    }

    private static boolean isInvisible(int codePoint) {
        boolean noncharacter = (codePoint & 0xFFFE) == 0xFFFE;
        return noncharacter
                || switch (Character.getType(codePoint)) {
                    case Character.CONTROL, Character.FORMAT, Character.SURROGATE -> true;
                    default -> false;
                };
    }

    private static boolean endsInEmoji(StringBuilder kept) {
        int end = kept.length();
        if (end > 0 && kept.charAt(end - 1) == EMOJI_VARIATION) {
            end--;
        }
        return end > 0 && isEmoji(kept.codePointBefore(end));
    }

    /** Near enough: the signs of the basic plane, and the blocks of pictographs with what Java 17 does not know yet. */
    private static boolean isEmoji(int codePoint) {
        return Character.getType(codePoint) == Character.OTHER_SYMBOL || (codePoint >= 0x1F000 && codePoint <= 0x1FAFF);
    }

    private static String trim(String name) {
        return ENDS.matcher(name).replaceAll("");
    }

    /** Cuts before the extension, at a whole grapheme; at a code point when one grapheme alone is too long. */
    private static String cut(String name) {
        if (name.codePointCount(0, name.length()) <= MAX_CODE_POINTS) {
            return name;
        }
        Matcher found = EXTENSION.matcher(name);
        String extension = found.find() ? found.group() : "";
        String stem = name.substring(0, name.length() - extension.length());
        int room = stem.offsetByCodePoints(0, MAX_CODE_POINTS - extension.length());
        int end = 0;
        Matcher grapheme = GRAPHEME.matcher(stem);
        while (grapheme.find() && grapheme.end() <= room) {
            end = grapheme.end();
        }
        return trim(stem.substring(0, end == 0 ? room : end)) + extension;
    }
}
