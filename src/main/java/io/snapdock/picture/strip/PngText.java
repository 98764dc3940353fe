package io.snapdock.picture.strip;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * What may stay of a PNG's chunks of text and of its profile, PNG (Third Edition) 11.3.3 and 11.3.2.3. What is compressed is inflated up
 * to a bound, and written anew when something of it went.
 */
final class PngText {

    private static final String XMP = "XML:com.adobe.xmp";

    /** 11.3.3.2, and ImageMagick's times; their texts are short. */
    private static final Set<String> KEPT =
            Set.of("Software", "Author", "Copyright", "Creation Time", "date:create", "date:modify", "date:timestamp");

    private static final int MAX_KEPT_BYTES = 500;
    private static final int MAX_INFLATED_BYTES = 4 * 1024 * 1024;

    private PngText() {}

    /** @return the chunk's data as it may stay; the same bytes when nothing goes, empty when all does */
    static Optional<byte[]> harmless(String chunk, byte[] data) {
        int keywordEnd = nul(data, 0);
        if (keywordEnd == data.length) {
            return Optional.empty();
        }
        String keyword = new String(data, 0, keywordEnd, StandardCharsets.ISO_8859_1);
        return switch (chunk) {
            case "iCCP" -> packed(data, keywordEnd + 2, IccProfile::harmless);
            case "tEXt" -> Optional.of(data).filter(text -> isKept(keyword, text.length));
            case "zTXt" ->
                isKept(keyword, data.length)
                        ? packed(data, keywordEnd + 2, text -> Optional.of(text).filter(PngText::isShort))
                        : Optional.empty();
            case "iTXt" -> international(keyword, data, keywordEnd);
            default -> Optional.empty();
        };
    }

    private static boolean isKept(String keyword, int bytes) {
        return KEPT.contains(keyword) && bytes <= MAX_KEPT_BYTES;
    }

    private static boolean isShort(byte[] text) {
        return text.length <= MAX_KEPT_BYTES;
    }

    /** 11.3.3.4: flag and method, then the language and the translated keyword, each with its NUL. */
    private static Optional<byte[]> international(String keyword, byte[] data, int keywordEnd) {
        int languageEnd = nul(data, keywordEnd + 3);
        int text = nul(data, languageEnd + 1) + 1;
        // A language or a translation of its own is free text, and XMP has none.
        if (text > data.length || text != keywordEnd + 5) {
            return Optional.empty();
        }
        Part part = keyword.equals(XMP)
                ? XmpFilter::harmless
                : one -> Optional.of(one).filter(words -> KEPT.contains(keyword) && isShort(words));
        if (data[keywordEnd + 1] != 0) {
            return packed(data, text, part);
        }
        byte[] words = Arrays.copyOfRange(data, text, data.length);
        return part.harmless(words).map(kept -> joined(data, text, kept));
    }

    @FunctionalInterface
    private interface Part {

        Optional<byte[]> harmless(byte[] whole);
    }

    private static Optional<byte[]> packed(byte[] data, int from, Part part) {
        if (from > data.length) {
            return Optional.empty();
        }
        Optional<byte[]> whole = inflated(data, from);
        Optional<byte[]> kept = whole.flatMap(part::harmless);
        return kept.map(some -> Arrays.equals(some, whole.get()) ? data : joined(data, from, deflated(some)));
    }

    private static byte[] joined(byte[] data, int headBytes, byte[] rest) {
        byte[] whole = Arrays.copyOf(data, headBytes + rest.length);
        System.arraycopy(rest, 0, whole, headBytes, rest.length);
        return whole;
    }

    /** Empty for what is larger than the bound, or not whole, or has something behind its end. */
    private static Optional<byte[]> inflated(byte[] data, int from) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(data, from, data.length - from);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] piece = new byte[8 * 1024];
            while (!inflater.finished()) {
                int count = inflater.inflate(piece);
                out.write(piece, 0, count);
                if ((count == 0 && !inflater.finished()) || out.size() > MAX_INFLATED_BYTES) {
                    return Optional.empty();
                }
            }
            return inflater.getRemaining() == 0 ? Optional.of(out.toByteArray()) : Optional.empty();
        } catch (DataFormatException e) {
            return Optional.empty();
        } finally {
            inflater.end();
        }
    }

    private static byte[] deflated(byte[] text) {
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(text);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] piece = new byte[8 * 1024];
            while (!deflater.finished()) {
                out.write(piece, 0, deflater.deflate(piece));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static int nul(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && bytes[at] != 0) {
            at++;
        }
        return at;
    }
}
