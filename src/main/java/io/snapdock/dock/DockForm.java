package io.snapdock.dock;

import io.snapdock.web.JsonBody;
import io.snapdock.web.JsonWriter;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the form behind a dock wants its pages to show. The server keeps it for them, and does nothing by it. A member that the host did not give is null.
 *
 * @param minPhotos fewer do not fill the form
 * @param lang of the pages, a tag of BCP 47
 * @param returnUrl the way back to the host's page
 * @param shots the photos that are wanted, in their order
 */
public record DockForm(Integer minPhotos, String lang, Brand brand, String returnUrl, List<Shot> shots) {

    /**
     * Whose pages they shall look like.
     *
     * @param accent a colour as {@code #rgb} or {@code #rrggbb}
     */
    public record Brand(String name, String logoUrl, String accent) {}

    /**
     * One photo that is wanted.
     *
     * @param id the host's own name for it
     */
    public record Shot(String id, String label, String hint) {}

    /** As in the body of a call. */
    static final Set<String> MEMBERS = Set.of("minPhotos", "lang", "brand", "returnUrl", "shots");

    static final DockForm NONE = new DockForm(null, null, null, null, null);

    private static final Pattern LANG = Pattern.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}");
    private static final Pattern ACCENT = Pattern.compile("#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})");
    private static final Pattern SHOT_ID = Pattern.compile("[A-Za-z0-9._~-]{1,64}");
    private static final int MAX_TEXT_CHARS = 100;
    private static final int MAX_HINT_CHARS = 300;
    private static final int MAX_URL_CHARS = 2_000;
    private static final int MAX_SHOTS = 20;
    private static final int MOST_PHOTOS = 10_000;

    static DockForm read(JsonBody json) {
        return NONE.with(json);
    }

    /** The same with what a body names: a member that is null there is none any more. */
    DockForm with(JsonBody json) {
        return new DockForm(
                json.names("minPhotos") ? minPhotos(json) : minPhotos,
                json.names("lang") ? lang(json) : lang,
                json.names("brand") ? brand(json) : brand,
                json.names("returnUrl") ? url(json, "returnUrl") : returnUrl,
                json.names("shots") ? shots(json) : shots);
    }

    /** As it is stored. */
    String text() {
        return JsonWriter.write(this);
    }

    static DockForm parse(String text) {
        return read(JsonBody.object(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), MEMBERS));
    }

    private static Integer minPhotos(JsonBody json) {
        var count = json.integer("minPhotos", 0, MOST_PHOTOS);
        return count.isPresent() ? (int) count.getAsLong() : null;
    }

    private static String lang(JsonBody json) {
        return matching(json, "lang", LANG, "a language tag such as de or zh-Hant");
    }

    private static Brand brand(JsonBody json) {
        return json.object("brand", Set.of("name", "logoUrl", "accent"))
                .map(brand -> new Brand(
                        line(brand, "name", MAX_TEXT_CHARS),
                        url(brand, "logoUrl"),
                        matching(brand, "accent", ACCENT, "a colour such as #0a5fff")))
                .orElse(null);
    }

    private static List<Shot> shots(JsonBody json) {
        Optional<List<JsonBody>> given = json.objects("shots", Set.of("id", "label", "hint"));
        var ids = new HashSet<String>();
        given.ifPresent(all -> {
            boolean areFit = all.size() <= MAX_SHOTS
                    && all.stream()
                            .allMatch(shot -> shot.text("id", MAX_TEXT_CHARS)
                                    .filter(id -> SHOT_ID.matcher(id).matches() && ids.add(id))
                                    .isPresent());
            if (!areFit) {
                throw JsonBody.outOfBounds(
                        "shots",
                        "at most " + MAX_SHOTS
                                + ", each with an id of its own, 1 to 64 characters of A-Z a-z 0-9 . _ ~ -");
            }
        });
        return given.map(all -> all.stream()
                        .map(shot -> new Shot(
                                shot.text("id", MAX_TEXT_CHARS).orElseThrow(),
                                line(shot, "label", MAX_TEXT_CHARS),
                                line(shot, "hint", MAX_HINT_CHARS)))
                        .toList())
                .orElse(null);
    }

    private static String line(JsonBody json, String name, int maxChars) {
        return json.text(name, maxChars)
                .map(DockRequest::printable)
                .filter(text -> !text.isEmpty())
                .orElse(null);
    }

    private static String matching(JsonBody json, String name, Pattern form, String wanted) {
        Optional<String> text = json.text(name, MAX_TEXT_CHARS);
        if (text.isPresent() && !form.matcher(text.get()).matches()) {
            throw JsonBody.outOfBounds(name, wanted);
        }
        return text.orElse(null);
    }

    /** Pages make links and pictures of it: nothing but http and https, or a link could run a script. */
    private static String url(JsonBody json, String name) {
        Optional<String> text = json.text(name, MAX_URL_CHARS);
        if (text.isPresent() && !isOfTheWeb(text.get())) {
            throw JsonBody.outOfBounds(name, "an address that begins with http:// or https://, without a user");
        }
        return text.orElse(null);
    }

    private static boolean isOfTheWeb(String text) {
        try {
            URI uri = new URI(text);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            return Set.of("http", "https").contains(scheme) && uri.getHost() != null && uri.getRawUserInfo() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
