package example.damages;

import jakarta.servlet.ServletContext;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A piece of a page. The pages lie in {@code WEB-INF/pages}, with {@code {name}} where a value goes.
 *
 * @param text goes into a page as it is
 */
record Html(String text) {

    static final Html NOTHING = new Html("");

    private static final Pattern GAP = Pattern.compile("\\{([a-z]+)}");

    /** What a person wrote is text and never markup. */
    static Html escaped(String words) {
        return new Html(words.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;"));
    }

    static Html all(List<Html> pieces) {
        return new Html(pieces.stream().map(Html::text).collect(Collectors.joining("\n")));
    }

    /**
     * @param values text, which is escaped, or {@link Html}
     * @throws IllegalArgumentException for a gap without a value
     */
    static Html of(String template, Map<String, ?> values) {
        return new Html(GAP.matcher(template)
                .replaceAll(gap ->
                        Matcher.quoteReplacement(value(values, gap.group(1)).text())));
    }

    private static Html value(Map<String, ?> values, String name) {
        var value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("Nothing for {" + name + "}");
        }
        return value instanceof Html html ? html : escaped(value.toString());
    }

    /** Writes a whole page. */
    static void write(PrintWriter out, ServletContext context, String page, String title, Map<String, ?> values)
            throws IOException {
        var content = of(read(context, page), values);
        out.print(of(read(context, "frame.html"), Map.of("title", title, "content", content))
                .text());
    }

    private static String read(ServletContext context, String page) throws IOException {
        try (var in = context.getResourceAsStream("/WEB-INF/pages/" + page)) {
            if (in == null) {
                throw new FileNotFoundException(page);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
