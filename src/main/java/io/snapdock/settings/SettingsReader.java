package io.snapdock.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads single settings and names the one that is wrong. The prefix {@code snapdock.} is added here. */
final class SettingsReader {

    private static final int MIN_KEY_CHARS = 16;
    private static final Pattern NAMED_KEY = Pattern.compile("([a-z0-9-]{1,32}):(\\S{" + MIN_KEY_CHARS + ",})");
    private static final Pattern NAMED = Pattern.compile("([a-z0-9-]{1,32}):(\\S+)");
    private static final Pattern WEB_ADDRESS = Pattern.compile("https?://[!-~&&[^<>\"\\\\^`{|}]]{1,2000}");
    private static final Pattern WEBHOOK_SECRET = Pattern.compile("whsec_([A-Za-z0-9+/]{32,86}={0,2})");
    private static final Pattern ORIGIN = Pattern.compile("https?://[a-z0-9.\\-\\[\\]:]{1,255}");

    private static final Pattern HOST_AND_PORT =
            Pattern.compile("([A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}\\]):([0-9]{1,5})");
    private static final int MAX_PORT = 65_535;

    private final Function<String, Optional<String>> source;

    /** @param source the value of a setting by its full name; empty when it is not set */
    SettingsReader(Function<String, Optional<String>> source) {
        this.source = source;
    }

    Optional<String> text(String name) {
        return source.apply("snapdock." + name).map(String::strip).filter(value -> !value.isEmpty());
    }

    List<String> list(String name) {
        return text(name)
                .map(value -> Stream.of(value.split(",", -1))
                        .map(String::strip)
                        .filter(item -> !item.isEmpty())
                        .toList())
                .orElse(List.of());
    }

    long number(String name, long standard, long lowest, long highest) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return standard;
        }
        try {
            long value = Long.parseLong(text.get());
            if (value >= lowest && value <= highest) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw refuse(name, text.get(), "a whole number from " + lowest + " to " + highest, e);
        }
        throw refuse(name, text.get(), "a whole number from " + lowest + " to " + highest, null);
    }

    Duration duration(String name, Duration standard, Duration shortest, Duration longest) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return standard;
        }
        String bounds = "an ISO 8601 duration from " + shortest + " to " + longest;
        Duration value;
        try {
            value = Duration.parse(text.get());
        } catch (DateTimeParseException e) {
            throw refuse(name, text.get(), bounds, e);
        }
        if (value.compareTo(shortest) < 0 || value.compareTo(longest) > 0) {
            throw refuse(name, text.get(), bounds, null);
        }
        return value;
    }

    /** An enum by its name in lower case with hyphens. */
    <E extends Enum<E>> E choice(String name, E standard) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return standard;
        }
        E[] all = standard.getDeclaringClass().getEnumConstants();
        return Arrays.stream(all)
                .filter(one -> spelled(one).equals(text.get()))
                .findFirst()
                .orElseThrow(() -> refuse(
                        name,
                        text.get(),
                        "one of "
                                + Arrays.stream(all)
                                        .map(SettingsReader::spelled)
                                        .collect(Collectors.joining(", ")),
                        null));
    }

    Optional<URI> address(String name) {
        return text(name).map(value -> {
            String wanted = "an http or https address without user, query and fragment";
            try {
                URI address = new URI(value.endsWith("/") ? value.substring(0, value.length() - 1) : value);
                boolean web = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
                if (web
                        && address.getHost() != null
                        && address.getRawUserInfo() == null
                        && address.getRawQuery() == null
                        && address.getRawFragment() == null) {
                    return address;
                }
            } catch (URISyntaxException e) {
                throw refuse(name, value, wanted, e);
            }
            throw refuse(name, value, wanted, null);
        });
    }

    /** Another server's address, such as {@code scanner.example.org:3310} or {@code [::1]:3310}. */
    Optional<HostAndPort> hostAndPort(String name) {
        return text(name).map(value -> {
            Matcher parts = HOST_AND_PORT.matcher(value);
            int port = parts.matches() ? Integer.parseInt(parts.group(2)) : 0;
            if (port < 1 || port > MAX_PORT) {
                throw refuse(name, value, "a host and a port from 1 to 65535, such as localhost:3310", null);
            }
            return new HostAndPort(parts.group(1), port);
        });
    }

    boolean flag(String name, boolean standard) {
        return text(name)
                .map(value -> switch (value) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw refuse(name, value, "true or false", null);
                })
                .orElse(standard);
    }

    /** A secret that callers send: long enough not to be guessed. */
    Optional<String> key(String name) {
        Optional<String> key = text(name);
        if (key.isPresent() && key.get().length() < MIN_KEY_CHARS) {
            throw refuse(name, "", "at least " + MIN_KEY_CHARS + " characters long", null);
        }
        return key;
    }

    /** The keys of host applications: one without a name, and any number with one. */
    List<Settings.ApiKey> apiKeys() {
        Stream<Settings.ApiKey> unnamed =
                key("api-key").map(key -> new Settings.ApiKey(Settings.UNNAMED_HOST, key)).stream();
        Stream<Settings.ApiKey> named = list("api-keys").stream().map(text -> {
            Matcher parts = NAMED_KEY.matcher(text);
            if (!parts.matches()) {
                throw refuse(
                        "api-keys",
                        "",
                        "names and keys such as shop:0123456789abcdef, with commas between; a key has at least "
                                + MIN_KEY_CHARS + " characters",
                        null);
            }
            return new Settings.ApiKey(parts.group(1), parts.group(2));
        });
        return Stream.concat(unnamed, named).toList();
    }

    /** Addresses for host applications with their secrets, one without a name and any number with one, as {@link #apiKeys}. */
    List<Settings.Webhook> webhooks() {
        Map<String, URI> urls = new TreeMap<>();
        text("webhook.url").ifPresent(url -> urls.put(Settings.UNNAMED_HOST, webhookUrl("webhook.url", url)));
        named("webhook.urls", "https://crm.example.com/hook")
                .forEach(entry -> urls.put(entry.getKey(), webhookUrl("webhook.urls", entry.getValue())));
        Map<String, List<String>> secrets = new TreeMap<>();
        list("webhook.key").forEach(secret -> addSecret(secrets, Settings.UNNAMED_HOST, secret, "webhook.key"));
        named("webhook.keys", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
                .forEach(entry -> addSecret(secrets, entry.getKey(), entry.getValue(), "webhook.keys"));
        if (!urls.keySet().equals(secrets.keySet())) {
            throw refuse(
                    "webhook.keys", "", "set for each host application that has an address, and for no other", null);
        }
        return urls.entrySet().stream()
                .map(entry -> new Settings.Webhook(
                        entry.getKey(), entry.getValue(), List.copyOf(secrets.get(entry.getKey()))))
                .toList();
    }

    /** The names of the host applications that are asked before a photo is taken. */
    Set<String> askedHosts(List<Settings.Webhook> webhooks) {
        Set<String> names = Set.copyOf(list("webhook.check"));
        if (!webhooks.stream().map(Settings.Webhook::host).toList().containsAll(names)) {
            throw refuse(
                    "webhook.check",
                    String.join(",", names),
                    "names of host applications with commas between, and each must have an address for webhooks",
                    null);
        }
        return names;
    }

    private List<Map.Entry<String, String>> named(String name, String example) {
        return list(name).stream()
                .map(text -> {
                    Matcher parts = NAMED.matcher(text);
                    if (!parts.matches()) {
                        throw refuse(
                                name, text, "names and values such as crm:" + example + ", with commas between", null);
                    }
                    return Map.entry(parts.group(1), parts.group(2));
                })
                .toList();
    }

    private URI webhookUrl(String name, String text) {
        URI url = URI.create(WEB_ADDRESS.matcher(text).matches() ? text : "");
        if (url.getHost() == null || url.getRawUserInfo() != null || url.getRawFragment() != null) {
            throw refuse(name, text, "an http or https address without user and fragment", null);
        }
        return url;
    }

    /** As Standard Webhooks has them: 24 to 64 bytes, so that no hash is longer than they are. */
    private void addSecret(Map<String, List<String>> secrets, String host, String secret, String name) {
        Matcher parts = WEBHOOK_SECRET.matcher(secret);
        if (!parts.matches() || !isKey(parts.group(1))) {
            throw refuse(name, "", "whsec_ and 24 to 64 random bytes in base64: openssl rand -base64 32", null);
        }
        secrets.computeIfAbsent(host, any -> new ArrayList<>()).add(secret);
    }

    private static boolean isKey(String base64) {
        try {
            int bytes = Base64.getDecoder().decode(base64).length;
            return bytes >= 24 && bytes <= 64;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Literals only: a name would have to be looked up again and again, and nobody would notice when it fails. */
    List<IpAddress> ipAddresses(String name) {
        return list(name).stream()
                .map(text -> IpAddress.parse(text)
                        .orElseThrow(() ->
                                refuse(name, text, "IP addresses such as 10.0.0.1 or ::1, with commas between", null)))
                .toList();
    }

    /** Origins as browsers send them (RFC 6454, 6.2): scheme, host and, unless it is the usual one, port. */
    List<String> origins(String name) {
        List<String> origins = list(name);
        for (String origin : origins) {
            if (!ORIGIN.matcher(origin).matches()) {
                throw refuse(name, origin, "origins such as https://app.example.org, with commas between", null);
            }
        }
        return origins;
    }

    /** The error that stops the deployment; it names the setting, what was found and what is wanted. */
    IllegalStateException refuse(String name, String found, String wanted, Exception cause) {
        String shown = name.endsWith("key") || name.endsWith("keys") ? "the given value" : "\"" + found + "\"";
        return new IllegalStateException(
                "Setting snapdock." + name + ": " + shown + " is not right, it must be " + wanted + ".", cause);
    }

    private static String spelled(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
