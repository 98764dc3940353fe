package io.snapdock.picture.strip;

import io.snapdock.picture.XmpTree;
import io.snapdock.picture.XmpTree.Attribute;
import io.snapdock.picture.XmpTree.Element;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Edits an XMP packet by its properties: what is not known to be harmless ({@link XmpProperties}) becomes spaces, so the packet keeps
 * its length and every other byte. The words for clips of motion photos go as well, as the clips do.
 */
final class XmpFilter {

    private static final Set<String> CONTAINERS = Set.of("Seq", "Bag", "Alt", "li");

    /** What numbers, times and names never need; longer ones are pictures or tables in disguise. */
    private static final int MAX_VALUE_BYTES = 4_000;

    private final XmpTree tree;
    private final byte[] edited;

    /** Namespaces of which there is more than a declaration. */
    private final Set<String> used;

    private XmpFilter(XmpTree tree, byte[] packet) {
        this.tree = tree;
        this.edited = packet.clone();
        this.used = tree.root().all().stream()
                .flatMap(element -> Stream.concat(
                        Stream.of(element.name()), element.attributes().stream().map(Attribute::name)))
                .map(XmpTree.Name::namespace)
                .collect(Collectors.toSet());
    }

    /**
     * @param packet not changed
     * @return of the same length, with the same bytes when all may stay; empty when the packet is not understood, and so must go
     */
    static Optional<byte[]> harmless(byte[] packet) {
        return XmpTree.of(packet).flatMap(tree -> new XmpFilter(tree, packet).filtered());
    }

    private Optional<byte[]> filtered() {
        tree.asides().forEach(aside -> blank(aside.start(), aside.end()));
        Element root = tree.root();
        if (isMeta(root)) {
            attributes(root);
            root.children().forEach(this::rdf);
            ownText(root);
        } else if (is(root, "RDF")) {
            rdf(root);
        } else {
            return Optional.empty();
        }
        return Optional.of(edited);
    }

    private static boolean isMeta(Element element) {
        return element.name().namespace().equals(XmpProperties.META)
                && element.name().local().startsWith("xmpmeta");
    }

    private void rdf(Element element) {
        if (is(element, "RDF")) {
            attributes(element);
            ownText(element);
            element.children().forEach(this::node);
        } else {
            blank(element);
        }
    }

    /** A structure: its properties are judged one by one. */
    private void node(Element element) {
        if (is(element, "Description")) {
            attributes(element);
            ownText(element);
            element.children().forEach(this::property);
        } else {
            blank(element);
        }
    }

    private void property(Element element) {
        boolean directory = element.name().namespace().equals(XmpProperties.CONTAINER)
                && element.name().local().equals("Directory");
        if (!XmpProperties.stays(element.name()) || (directory && !items(element))) {
            blank(element);
            return;
        }
        value(element.name(), element);
    }

    /** A property's value: text, a structure, or a list of such. */
    private void value(XmpTree.Name property, Element element) {
        attributes(element);
        if (element.children().isEmpty()) {
            if (element.contentEnd() - element.contentStart() > MAX_VALUE_BYTES
                    || !XmpProperties.mayBe(property, tree.text(element.contentStart(), element.contentEnd()))) {
                blank(element.contentStart(), element.contentEnd());
            }
            return;
        }
        ownText(element);
        for (Element child : element.children()) {
            if (is(child, "Description")) {
                node(child);
            } else if (child.name().namespace().equals(XmpProperties.RDF)
                    && CONTAINERS.contains(child.name().local())) {
                value(property, child);
            } else {
                property(child);
            }
        }
    }

    /**
     * Takes the items that are no pictures out of a list of what is in the file.
     *
     * @return false when nothing but the picture itself is left, so that the list has nothing to say
     */
    private boolean items(Element directory) {
        List<Element> items =
                directory.all().stream().filter(one -> is(one, "li")).toList();
        List<Element> others = items.stream().filter(item -> !isPicture(item)).toList();
        others.forEach(this::blank);
        return others.isEmpty() || items.size() - others.size() > 1;
    }

    private boolean isPicture(Element item) {
        return item.all().stream()
                .flatMap(one -> Stream.concat(
                        one.attributes().stream()
                                .filter(attribute -> isMime(attribute.name()))
                                .map(Attribute::value),
                        isMime(one.name()) ? Stream.of(tree.text(one.contentStart(), one.contentEnd())) : Stream.of()))
                .allMatch(mime -> mime.strip().toLowerCase(Locale.ROOT).startsWith("image/"));
    }

    private static boolean isMime(XmpTree.Name name) {
        return name.namespace().equals(XmpProperties.ITEM) && name.local().equals("Mime");
    }

    private void attributes(Element element) {
        for (Attribute attribute : element.attributes()) {
            if (!stays(attribute)) {
                blank(attribute.start(), attribute.end());
            }
        }
    }

    private boolean stays(Attribute attribute) {
        String namespace = attribute.name().namespace();
        String local = attribute.name().local();
        String value = attribute.value();
        if (attribute.isDeclaration()) {
            return XmpProperties.isKnownNamespace(value)
                    || (XmpProperties.isHarmlessUnused(value) && !used.contains(value));
        }
        if (namespace.equals(XmpProperties.RDF)) {
            return (local.equals("parseType") && value.equals("Resource"))
                    || (local.equals("about") && value.matches("(uuid:[0-9A-Fa-f-]{0,40})?"));
        }
        if (namespace.equals(XmpProperties.META)) {
            return local.equals("xmptk") && value.length() < 100;
        }
        return (local.equals("lang") && namespace.endsWith("/XML/1998/namespace") && value.length() < 36)
                || (XmpProperties.stays(attribute.name())
                        && value.length() <= MAX_VALUE_BYTES
                        && XmpProperties.mayBe(attribute.name(), value));
    }

    /** Text between an element's children says nothing that RDF knows. */
    private void ownText(Element element) {
        int from = element.contentStart();
        for (Element child : element.children()) {
            blank(from, child.start());
            from = child.end();
        }
        blank(from, element.contentEnd());
    }

    private static boolean is(Element element, String local) {
        return element.name().namespace().equals(XmpProperties.RDF)
                && element.name().local().equals(local);
    }

    private void blank(Element element) {
        blank(element.start(), element.end());
    }

    /** White space stays as it is, so that a packet with nothing to take out is not touched. */
    private void blank(int start, int end) {
        for (int i = start; i < end; i++) {
            if (edited[i] != '\n' && edited[i] != '\r' && edited[i] != '\t') {
                edited[i] = ' ';
            }
        }
    }

    /** Whether nothing of these bytes says anything. */
    static boolean isBlank(byte[] bytes) {
        for (byte one : bytes) {
            if (one != ' ' && one != 0) {
                return false;
            }
        }
        return true;
    }

    /** As many spaces. */
    static byte[] blank(byte[] bytes) {
        byte[] spaces = new byte[bytes.length];
        Arrays.fill(spaces, (byte) ' ');
        return spaces;
    }
}
