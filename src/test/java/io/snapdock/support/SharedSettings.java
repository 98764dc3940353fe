package io.snapdock.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The settings of the server that most tests share, in {@code shared-server.properties}. */
public final class SharedSettings {

    private SharedSettings() {}

    static Map<String, String> read() {
        var properties = new Properties();
        try (var in = SharedSettings.class.getResourceAsStream("/shared-server.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> settings = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
        return settings;
    }

    /** One of them. */
    public static String get(String name) {
        return read().get(name);
    }

    static String asOptions() {
        return read().entrySet().stream()
                .map(setting -> "-D" + setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining(" "));
    }
}
