package io.snapdock.inside;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** The jar's fragment says the same as the WAR's {@code web.xml}, below {@code /snapdock}. */
class FragmentTest {
    private static final String PREFIX = "snapdock.";
    private static final String BELOW = "/snapdock";

    private final Element fragment = root("src/main/inside/META-INF/web-fragment.xml");
    private final Element war = root("src/main/webapp/WEB-INF/web.xml");

    @Test
    void theSameFiltersInTheSameOrder() {
        assertThat(declared(fragment, "filter"))
                .isEqualTo(
                        declared(war, "filter").stream().map(Declared::inside).toList())
                .isNotEmpty();
        assertThat(mapped(fragment, "filter"))
                .isEqualTo(mapped(war, "filter").stream().map(Mapped::inside).toList())
                .isNotEmpty();
    }

    /** And the page for the desktop, which is the WAR's welcome file. */
    @Test
    void theSameServlets() {
        var servlets = new ArrayList<>(declared(fragment, "servlet"));
        assertThat(servlets.remove(0).name()).isEqualTo(PREFIX + "DesktopPage");
        assertThat(servlets)
                .isEqualTo(
                        declared(war, "servlet").stream().map(Declared::inside).toList());
        var mappings = new ArrayList<>(mapped(fragment, "servlet"));
        assertThat(mappings.remove(0)).isEqualTo(new Mapped(PREFIX + "DesktopPage", List.of(BELOW, BELOW + "/")));
        assertThat(mappings)
                .isEqualTo(mapped(war, "servlet").stream().map(Mapped::inside).toList());
    }

    private record Declared(String name, List<String> type, List<String> async) {
        Declared inside() {
            return new Declared(PREFIX + name, type, async);
        }
    }

    private record Mapped(String name, List<String> patterns) {
        Mapped inside() {
            return new Mapped(
                    PREFIX + name,
                    patterns.stream().map(pattern -> BELOW + pattern).toList());
        }
    }

    private static List<Declared> declared(Element root, String what) {
        return children(root, what).stream()
                .map(each -> new Declared(
                        texts(each, what + "-name").get(0),
                        texts(each, what + "-class"),
                        texts(each, "async-supported")))
                .toList();
    }

    private static List<Mapped> mapped(Element root, String what) {
        return children(root, what + "-mapping").stream()
                .map(each -> new Mapped(texts(each, what + "-name").get(0), texts(each, "url-pattern")))
                .toList();
    }

    private static List<String> texts(Element of, String name) {
        return children(of, name).stream().map(Node::getTextContent).toList();
    }

    private static List<Element> children(Element of, String name) {
        var found = new ArrayList<Element>();
        for (var child = of.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }

    private static Element root(String file) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(Path.of(file).toFile())
                    .getDocumentElement();
        } catch (Exception e) {
            throw new AssertionError(file, e);
        }
    }
}
