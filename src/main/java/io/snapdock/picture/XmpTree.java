package io.snapdock.picture;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An XMP packet (ISO 16684-1 7) read into elements that know where they stand, so that one of them can be overwritten without
 * touching its neighbours. Reads a strict part of XML in UTF-8: what is anything else, such as a document type, a character section, UTF-16
 * or an undeclared prefix, is no packet here, and nobody can say what another reader would find in it.
 */
public final class XmpTree {

    private static final int MAX_DEPTH = 64;

    /** Editors with long histories write some thousands. */
    private static final int MAX_ELEMENTS = 20_000;

    private static final int MAX_PREFIXES = 200;
    private static final Pattern WRAPPER = Pattern.compile("<\\?(xpacket|xml)"
            + "( (begin|id|bytes|encoding|end|version|standalone)=(\"[^\"]{0,40}\"|'[^']{0,40}'))*\\s*\\?>");

    private static final String XMLNS = "http://www.w3.org/2000/xmlns/";
    private static final String XML = "http://www.w3.org/XML/1998/namespace";

    /** One character for each byte: names and marks of XML are ASCII, and positions are those in the packet. */
    private final String packet;

    private final List<Stretch> asides = new ArrayList<>();
    private int at;
    private int elements;
    private Element root;

    private XmpTree(String packet) {
        this.packet = packet;
    }

    /** A part of the packet, from its first byte to before {@code end}. */
    public record Stretch(int start, int end) {}

    /** @param namespace its URI; empty for none */
    public record Name(String namespace, String local) {}

    /** @param start with the white space before it */
    public record Attribute(Name name, String value, int start, int end) {

        public boolean isDeclaration() {
            return name.namespace().equals(XMLNS);
        }
    }

    /**
     * One element.
     *
     * @param contentStart behind its start tag
     * @param contentEnd before its end tag; as {@code contentStart} when there is none
     */
    public record Element(
            Name name,
            List<Attribute> attributes,
            List<Element> children,
            int start,
            int contentStart,
            int contentEnd,
            int end) {

        /** Itself and all within it, outer ones first. */
        public List<Element> all() {
            List<Element> all = new ArrayList<>();
            all.add(this);
            for (int i = 0; i < all.size(); i++) {
                all.addAll(all.get(i).children());
            }
            return all;
        }
    }

    /** Empty when the bytes are no packet that is understood here to its end. */
    public static Optional<XmpTree> of(byte[] packet) {
        XmpTree tree = new XmpTree(new String(packet, StandardCharsets.ISO_8859_1));
        try {
            tree.document();
            return tree.root == null ? Optional.empty() : Optional.of(tree);
        } catch (NotUnderstood | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    public Element root() {
        return root;
    }

    /** Comments and instructions, but for the packet's own. */
    public List<Stretch> asides() {
        return asides;
    }

    /** The text between two places, as it is written. */
    public String text(int start, int end) {
        return packet.substring(start, end);
    }

    private static final class NotUnderstood extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotUnderstood() {
            super(null, null, false, false);
        }
    }

    private void document() {
        // A mark of the byte order may stand first.
        at = packet.startsWith("\u00EF\u00BB\u00BF") ? 3 : 0;
        while (at < packet.length()) {
            if (packet.charAt(at) != '<') {
                // White space, and the zeros that some writers pad with.
                expect(isSpace(packet.charAt(at)) || packet.charAt(at) == 0);
                at++;
            } else if (!aside()) {
                expect(root == null);
                root = element(Map.of("xml", XML), 0);
            }
        }
    }

    /** Passes over a comment or an instruction. */
    private boolean aside() {
        int start = at;
        if (packet.startsWith("<!--", at)) {
            at = behind("-->", at + 4);
        } else if (packet.startsWith("<?", at)) {
            at = behind("?>", at + 2);
            if (isWrapper(packet.substring(start, at))) {
                return true;
            }
        } else {
            return false;
        }
        asides.add(new Stretch(start, at));
        return true;
    }

    /** The packet's own frame with nothing of anybody's in it. */
    private static boolean isWrapper(String instruction) {
        return WRAPPER.matcher(instruction).matches();
    }

    private Element element(Map<String, String> outer, int depth) {
        expect(depth < MAX_DEPTH && ++elements < MAX_ELEMENTS);
        int start = at++;
        String tag = name();
        List<String[]> written = new ArrayList<>();
        List<Stretch> places = new ArrayList<>();
        Map<String, String> prefixes = outer;
        boolean empty = false;
        while (true) {
            int before = at;
            spaces();
            if (packet.startsWith("/>", at)) {
                at += 2;
                empty = true;
                break;
            }
            if (packet.charAt(at) == '>') {
                at++;
                break;
            }
            expect(at > before);
            String attribute = name();
            String value = value();
            written.add(new String[] {attribute, value});
            places.add(new Stretch(before, at));
            prefixes = declare(prefixes, outer, attribute, value);
        }
        List<Attribute> attributes = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            attributes.add(new Attribute(
                    attributeName(written.get(i)[0], prefixes),
                    written.get(i)[1],
                    places.get(i).start(),
                    places.get(i).end()));
        }
        List<Element> children = new ArrayList<>();
        int contentStart = at;
        int contentEnd = empty ? at : content(tag, children, prefixes, depth);
        return new Element(resolved(tag, prefixes), attributes, children, start, contentStart, contentEnd, at);
    }

    /** @return where the end tag begins */
    private int content(String tag, List<Element> children, Map<String, String> prefixes, int depth) {
        while (true) {
            at = packet.indexOf('<', at);
            expect(at >= 0);
            if (packet.startsWith("</", at)) {
                int end = at;
                at += 2;
                expect(name().equals(tag));
                spaces();
                expect(packet.charAt(at++) == '>');
                return end;
            }
            if (!aside()) {
                children.add(element(prefixes, depth + 1));
            }
        }
    }

    private static Map<String, String> declare(
            Map<String, String> known, Map<String, String> outer, String attribute, String value) {
        String prefix = attribute.startsWith("xmlns:") ? attribute.substring(6) : "";
        if (prefix.isEmpty() && !attribute.equals("xmlns")) {
            return known;
        }
        expect(known.size() < MAX_PREFIXES && value.indexOf('&') < 0);
        Map<String, String> more = known == outer ? new HashMap<>(outer) : known;
        more.put(prefix, value);
        return more;
    }

    private static Name attributeName(String written, Map<String, String> prefixes) {
        if (written.equals("xmlns") || written.startsWith("xmlns:")) {
            return new Name(XMLNS, written);
        }
        return written.indexOf(':') < 0 ? new Name("", written) : resolved(written, prefixes);
    }

    private static Name resolved(String written, Map<String, String> prefixes) {
        int colon = written.indexOf(':');
        String namespace = prefixes.get(colon < 0 ? "" : written.substring(0, colon));
        expect(namespace != null || colon < 0);
        return new Name(namespace == null ? "" : namespace, written.substring(colon + 1));
    }

    private String name() {
        int start = at;
        while (isName(packet.charAt(at))) {
            at++;
        }
        expect(at > start);
        return packet.substring(start, at);
    }

    private String value() {
        spaces();
        expect(packet.charAt(at++) == '=');
        spaces();
        char quote = packet.charAt(at++);
        expect(quote == '"' || quote == '\'');
        int end = packet.indexOf(quote, at);
        expect(end >= 0);
        String value = packet.substring(at, end);
        expect(value.indexOf('<') < 0);
        at = end + 1;
        return value;
    }

    private void spaces() {
        while (isSpace(packet.charAt(at))) {
            at++;
        }
    }

    private int behind(String mark, int from) {
        int found = packet.indexOf(mark, from);
        expect(found >= 0);
        return found + mark.length();
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    private static boolean isName(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == ':'
                || c == '_'
                || c == '-'
                || c == '.'
                || c >= 0x80;
    }

    private static void expect(boolean fits) {
        if (!fits) {
            throw new NotUnderstood();
        }
    }
}
