package io.snapdock.inside;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URL;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Filters in the host's {@code web.xml} and in the fragments of its libraries. The Servlet API names filters, but does not tell what these say of them. */
final class FilterDescriptors {

    private static final Logger LOG = System.getLogger(FilterDescriptors.class.getName());

    private FilterDescriptors() {}

    /** What each says of asynchronous requests, by the filter's name; empty when it says nothing. */
    static Map<String, Optional<Boolean>> of(ServletContext context) {
        var all = new HashMap<String, Optional<Boolean>>();
        try {
            for (URL fragment : Collections.list(context.getClassLoader().getResources("META-INF/web-fragment.xml"))) {
                try (InputStream in = fragment.openStream()) {
                    all.putAll(of(in));
                }
            }
            try (InputStream in = context.getResourceAsStream("/WEB-INF/web.xml")) {
                if (in != null) {
                    all.putAll(of(in));
                }
            }
        } catch (IOException | SAXException | ParserConfigurationException e) {
            // The server has read them before. What is not understood here names no filter.
            LOG.log(Level.DEBUG, "A descriptor of this application cannot be read.", e);
        }
        return all;
    }

    static Map<String, Optional<Boolean>> of(InputStream descriptor)
            throws IOException, SAXException, ParserConfigurationException {
        Document document = reader().parse(descriptor);
        var filters = document.getElementsByTagNameNS("*", "filter");
        var found = new HashMap<String, Optional<Boolean>>();
        for (int i = 0; i < filters.getLength(); i++) {
            Element filter = (Element) filters.item(i);
            text(filter, "filter-name")
                    .ifPresent(name ->
                            found.put(name, text(filter, "async-supported").map(Boolean::valueOf)));
        }
        return found;
    }

    /** Reads nothing but the document: older descriptors name a DTD of a far server. */
    private static DocumentBuilder reader() throws ParserConfigurationException {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        DocumentBuilder reader = factory.newDocumentBuilder();
        reader.setEntityResolver((name, address) -> new InputSource(new StringReader("")));
        return reader;
    }

    private static Optional<String> text(Element filter, String name) {
        return Optional.ofNullable(filter.getElementsByTagNameNS("*", name).item(0))
                .map(node -> node.getTextContent().strip());
    }
}
