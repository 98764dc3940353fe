package io.snapdock.assets;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * ES modules (ECMA-262, 16.2) joined into one that does the same, without comments and indentation. Each becomes a function that gives what it
 * exports. Knows the forms of import and export that Snapdock's modules use, each on a line's beginning, and no cycles.
 */
final class JoinedModules {

    private static final Pattern FROM =
            Pattern.compile("^(import|export) (\\{[^}]*\\}|\\* as \\w+) from '([^']+)';\\n", Pattern.MULTILINE);

    private static final Pattern EFFECT = Pattern.compile("^import '([^']+)';\\n", Pattern.MULTILINE);

    private static final Pattern EXPORT =
            Pattern.compile("^export (?=(?:async )?(?:const|class|function) (\\w+))", Pattern.MULTILINE);

    private static final Pattern LEFT = Pattern.compile("^(?:import|export)\\b.*", Pattern.MULTILINE);

    private static final Pattern COMMENTS = Pattern.compile(
            "^[ \\t]*/\\*[^*]*+(?:\\*(?!/)[^*]*+)*+\\*/[ \\t]*\\n|/\\*\\*[^\\n]*?\\*/ ?|^[ \\t]*//[^\\n]*\\n|^[ \\t]+",
            Pattern.MULTILINE);

    private final UnaryOperator<String> read;

    /** From the joined file to the root of all. */
    private final String root;

    /** Path → name of what the module gives. */
    private final Map<String, String> names = new LinkedHashMap<>();

    private final StringBuilder joined = new StringBuilder();

    /**
     * @param read the text at a path
     * @param root the way from the joined file to the root of the paths, such as {@code ../../}
     */
    JoinedModules(UnaryOperator<String> read, String root) {
        this.read = read;
        this.root = root;
    }

    /** Adds a module, and before it all that it imports. Gives the name of what it exports. */
    String add(String path) {
        String known = names.get(path);
        if (known != null) {
            return known;
        }
        List<String> given = new ArrayList<>();
        String text = COMMENTS.matcher(read.apply(path)).replaceAll("");
        String linked = replace(FROM, text, found -> link(path, found, given));
        String loaded = replace(EFFECT, linked, found -> {
            add(resolve(path, found.group(1)));
            return "";
        });
        String body = replace(EXPORT, loaded, found -> {
                    given.add(found.group(1));
                    return "";
                })
                // A module finds its neighbours by its own address, which it keeps.
                .replace("import.meta.url", "new URL('" + root + path + "', import.meta.url).href");
        Matcher left = LEFT.matcher(body);
        if (left.find()) {
            throw new IllegalStateException(path + " has a form that is not known here: " + left.group());
        }
        String name = "$" + names.size();
        names.put(path, name);
        joined.append("const ").append(name).append("=(()=>{\n").append(body.replaceAll("\\n+", "\n"));
        joined.append("return{").append(String.join(",", given)).append("};\n})();\n");
        return name;
    }

    private String link(String path, MatchResult found, List<String> given) {
        String module = add(resolve(path, found.group(3)));
        String wanted = found.group(2);
        if (wanted.startsWith("*")) {
            return "const " + wanted.substring("* as ".length()) + "=" + module + ";\n";
        }
        if (found.group(1).equals("export")) {
            for (String name : wanted.substring(1, wanted.length() - 1).split(",", -1)) {
                given.add(name.strip());
            }
        }
        return "const" + wanted.replace(" as ", ":") + "=" + module + ";\n";
    }

    private static String resolve(String from, String to) {
        return URI.create(from).resolve(to).toString();
    }

    private static String replace(Pattern pattern, String text, Function<MatchResult, String> by) {
        return pattern.matcher(text).replaceAll(found -> Matcher.quoteReplacement(by.apply(found)));
    }

    /** Folders under {@code elements/} of which a module was added. */
    Set<String> elements() {
        Set<String> folders = new TreeSet<>();
        for (String path : names.keySet()) {
            String[] parts = path.split("/", 3);
            if (parts[0].equals("elements")) {
                folders.add(parts[1]);
            }
        }
        return folders;
    }

    @Override
    public String toString() {
        return joined.toString();
    }
}
