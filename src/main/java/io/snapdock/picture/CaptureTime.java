package io.snapdock.picture;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** When a picture was taken, as the camera's clock had it: what Exif and XMP write, in one form. */
final class CaptureTime {

    /** CIPA DC-008 4.6.6: colons in the date and a space; in files of careless writers a T. XMP has ISO 8601. */
    private static final Pattern TIME =
            Pattern.compile("([0-9]{4})[:-]([0-9]{2})[:-]([0-9]{2})[ T]([0-9]{2}):([0-9]{2})"
                    + "(?::([0-9]{2})(?:\\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}:[0-9]{2})?");

    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

    /** In the order in which they are believed. */
    private static final List<XmpTree.Name> NAMES = List.of(
            new XmpTree.Name("http://ns.adobe.com/exif/1.0/", "DateTimeOriginal"),
            new XmpTree.Name("http://ns.adobe.com/photoshop/1.0/", "DateCreated"),
            new XmpTree.Name("http://ns.adobe.com/xap/1.0/", "CreateDate"),
            new XmpTree.Name("http://ns.adobe.com/exif/1.0/", "DateTimeDigitized"));

    private CaptureTime() {}

    /**
     * Local date and time in ISO 8601, with an offset when there is one; empty for what is no time.
     *
     * @param offset used when it is one and the text has none
     */
    static Optional<String> of(String text, String offset) {
        Matcher time = TIME.matcher(text.strip());
        if (!time.matches()) {
            return Optional.empty();
        }
        try {
            // Cameras whose clock was never set write zeros, which are no date.
            LocalDateTime local = LocalDateTime.of(
                    Integer.parseInt(time.group(1)),
                    Integer.parseInt(time.group(2)),
                    Integer.parseInt(time.group(3)),
                    Integer.parseInt(time.group(4)),
                    Integer.parseInt(time.group(5)),
                    time.group(6) == null ? 0 : Integer.parseInt(time.group(6)));
            return Optional.of(ISO.format(local) + offset(time.group(7) == null ? offset : time.group(7)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String offset(String text) {
        if (text.equals("Z")) {
            return "+00:00";
        }
        if (!text.matches("[+-][0-9]{2}:[0-9]{2}")) {
            return "";
        }
        try {
            ZoneOffset.of(text);
            return text;
        } catch (DateTimeException e) {
            return "";
        }
    }

    /** The first time in a packet that says when the picture was taken. */
    static Optional<String> inXmp(byte[] packet) {
        return XmpTree.of(packet)
                .flatMap(tree -> NAMES.stream()
                        .flatMap(name -> values(tree, name))
                        .flatMap(value -> of(value, "").stream())
                        .findFirst());
    }

    private static Stream<String> values(XmpTree tree, XmpTree.Name name) {
        return tree.root().all().stream()
                .flatMap(element -> Stream.concat(
                        element.name().equals(name)
                                ? Stream.of(tree.text(element.contentStart(), element.contentEnd()))
                                : Stream.of(),
                        element.attributes().stream()
                                .filter(attribute -> attribute.name().equals(name))
                                .map(XmpTree.Attribute::value)));
    }
}
