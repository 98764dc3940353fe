package io.snapdock.assets;

import io.snapdock.web.ContextPath;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** All files of {@code <snap-dock>}, made from what lies in the WAR. */
final class Assets {

    private static final String ENTRY = "snap-dock.js";

    private static final String SCRIPT = "text/javascript;charset=UTF-8";

    private static final int NAME_LENGTH = 16;

    /** Texts of other pages. */
    private static final Set<String> OTHERS = Set.of("admin", "lab", "phone", "queue");

    /** What every element builds on. */
    private static final String[] COMMON_STYLES = {"css/base.css", "css/controls.css"};

    private final ServletContext context;
    private final String place;
    private final Map<String, Asset> byPath = new TreeMap<>();
    private final String version;

    /** Reads all of it. */
    Assets(ServletContext context) {
        this.context = context;
        place = ContextPath.below(context) + "/";
        var modules = new JoinedModules(this::read, "../../");
        String styles = modules.add("js/styles.js");
        String texts = modules.add("js/i18n.js");
        int ground = modules.toString().length();
        String entry = modules.add(ENTRY);
        String joined = modules.toString();
        Map<String, String> languages = languages();
        String css = styles(modules.elements());
        version = hash(joined + css + languages);
        byPath.put(
                ENTRY,
                Asset.of(
                        SCRIPT,
                        joined.substring(0, ground)
                                // Before the element is defined: those that the page has already begin at once.
                                + styles + ".provideStyles(" + css + ");\n"
                                + texts + ".readTextsFrom('assets/" + version + "/i18n/');\n"
                                + joined.substring(ground)
                                + "export const{SnapDock,replaceTexts}=" + entry + ";\n"));
        languages.forEach((name, text) -> byPath.put("i18n/" + name, Asset.of("application/json", text)));
    }

    /** Names the content of all of them. */
    String version() {
        return version;
    }

    /** The module under its address for people, which hands on what the version has. */
    Asset entry() {
        return Asset.of(SCRIPT, "export*from'./assets/" + version + "/" + ENTRY + "';\n");
    }

    /** Null when there is none. */
    Asset at(String path) {
        return byPath.get(path);
    }

    private Map<String, String> languages() {
        Map<String, String> languages = new TreeMap<>();
        for (String path : new TreeSet<>(context.getResourcePaths(place + "i18n/"))) {
            String name = path.substring(path.lastIndexOf('/') + 1);
            if (name.endsWith(".json")) {
                languages.put(name, ownTexts(read(path.substring(place.length()))));
            }
        }
        return languages;
    }

    private static String ownTexts(String all) {
        JsonObjectBuilder own = Json.createObjectBuilder();
        try (var reader = Json.createReader(new StringReader(all))) {
            reader.readObject().forEach((key, text) -> {
                if (!OTHERS.contains(key.split("\\.", 2)[0])) {
                    own.add(key, text);
                }
            });
        }
        return own.build().toString();
    }

    /** Style sheets by their paths, as a JSON object. */
    private String styles(Set<String> elements) {
        Map<String, String> styles = new LinkedHashMap<>();
        for (String path : COMMON_STYLES) {
            styles.put(path, read(path));
        }
        elements.forEach(name -> {
            String path = "elements/" + name + "/" + name + ".css";
            styles.put(path, read(path));
        });
        JsonObjectBuilder object = Json.createObjectBuilder();
        styles.forEach((path, text) ->
                object.add(path, text.replaceAll("/\\*[\\s\\S]*?\\*/", "").replaceAll("\\s+", " ")));
        return object.build().toString();
    }

    private String read(String path) {
        try (InputStream file = context.getResourceAsStream(place + path)) {
            if (file == null) {
                throw new IllegalStateException("The WAR has no " + path);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, NAME_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
