package io.snapdock.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.settings.IpAddress;
import io.snapdock.settings.Settings;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressTest {
    private static final Origin DIRECT = new Origin("http", "10.0.0.5", 8080);

    @ParameterizedTest
    @CsvSource({
        "http, example.org, 80, http://example.org",
        "https, example.org, 443, https://example.org",
        "http, example.org, 443, http://example.org:443",
        "http, 192.168.1.20, 8080, http://192.168.1.20:8080",
        "http, ::1, 8080, http://[::1]:8080",
    })
    void writesOriginsAsBrowsersDo(String scheme, String host, int port, String text) {
        assertThat(new Origin(scheme, host, port)).hasToString(text);
    }

    @Test
    void takesTheProxysWord() {
        assertThat(apply(Map.of("X-Forwarded-Proto", "https", "X-Forwarded-Host", "photos.example.org")))
                .isEqualTo(new Origin("https", "photos.example.org", 443));
        assertThat(apply(Map.of("X-Forwarded-Proto", "https", "X-Forwarded-Host", "a.example:8443, b.internal")))
                .isEqualTo(new Origin("https", "a.example", 8443));
        assertThat(apply(Map.of("X-Forwarded-Host", "a.example", "X-Forwarded-Port", "8081")))
                .isEqualTo(new Origin("http", "a.example", 8081));
        assertThat(apply(Map.of("X-Forwarded-Proto", "https"))).isEqualTo(new Origin("https", "10.0.0.5", 8080));
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "a b", "user@host", "host/path?x", "\"><script>"})
    void doesNotBelieveNonsense(String host) {
        assertThat(apply(Map.of("X-Forwarded-Host", host)).toString()).isEqualTo(DIRECT.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://192.168.1.20:8080/snapdock",
                "https://photos.example.org",
                "http://[fd00::2]:8080/snapdock/"
            })
    void takesAddressesThatPeopleType(String address) {
        assertThat(PublicAddress.parse(address)).contains(address.replaceAll("/$", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "192.168.1.20",
                "ftp://a",
                "http://",
                "http://a@b",
                "http://a/?q",
                "http://a/#f",
                "javascript:alert(1)"
            })
    void refusesOthers(String address) {
        assertThat(PublicAddress.parse(address)).isEmpty();
        assertThat(PublicAddress.parse("http://a/" + "x".repeat(200))).isEmpty();
    }

    @Test
    void takesRfc7239sWordWhereThereIsNoOther() {
        assertThat(apply(Map.of("Forwarded", "for=203.0.113.7;proto=https;host=photos.example.org, for=10.0.0.2")))
                .isEqualTo(new Origin("https", "photos.example.org", 443));
        assertThat(apply(Map.of("Forwarded", "proto=https;host=evil.example", "X-Forwarded-Host", "a.example")))
                .isEqualTo(new Origin("http", "a.example", 80));
    }

    @Test
    void knowsThePortOfAHostThatTheProxyKept() {
        assertThat(ForwardedHeaders.apply(
                        FakeRequest.with(Map.of("X-Forwarded-Proto", "https")),
                        new Origin("http", "photos.example.org", 80)))
                .hasToString("https://photos.example.org");
    }

    @ParameterizedTest
    @CsvSource({
        "http://desk.example.org:8080, true",
        "http://DESK.example.org:8080, true",
        "https://photos.example.org, true",
        "https://photos.example.org:443, true",
        "http://photos.example.org, false",
        "https://photos.example.org:8443, false",
        "http://desk.example.org:8081, false",
        "http://desk.example.org, false",
        "https://desk.example.org:8080, false",
        "https://desk.example.org, false",
        "http://evil.example:8080, false",
        "http://desk.example.org.evil.example:8080, false",
        "http://desk.example.org:8080@evil.example, false",
        "http://desk.example.org:8080/, false",
        "null, false",
        "'', false",
        "file://, false",
        "moz-extension://abc, false",
    })
    void knowsItsOwnPages(String origin, boolean own) {
        assertThat(address("https://photos.example.org/dock").isOwnOrigin(origin, FakeRequest.with(Map.of())))
                .isEqualTo(own);
    }

    @Test
    void knowsItsOwnPagesThroughAProxy() {
        var address = address(null);
        var told = FakeRequest.of(
                "10.0.0.1",
                List.of(
                        Map.entry("X-Forwarded-Proto", "https"),
                        Map.entry("X-Forwarded-Host", "photos.example.org:8443")));
        assertThat(address.isOwnOrigin("https://photos.example.org:8443", told)).isTrue();
        assertThat(address.isOwnOrigin("https://photos.example.org", told)).isFalse();
        assertThat(address.isOwnOrigin("http://desk.example.org:8080", told)).isFalse();

        var forged = FakeRequest.of("203.0.113.9", List.of(Map.entry("X-Forwarded-Host", "evil.example")));
        assertThat(address.isOwnOrigin("http://evil.example", forged)).isFalse();
    }

    /** A proxy that ends TLS and keeps the host is told from another program's page by its port. */
    @Test
    void forgivesAProxyThatDoesNotSayTls() {
        var behind = new Origin("http", "photos.example.org", 80);
        assertThat(new Origin("https", "photos.example.org", -1).canComeTo(behind))
                .isTrue();
        assertThat(new Origin("https", "photos.example.org", 8443).canComeTo(behind))
                .isFalse();
        assertThat(new Origin("http", "photos.example.org", 8080).canComeTo(behind))
                .isFalse();
        assertThat(new Origin("http", "photos.example.org", -1)
                        .canComeTo(new Origin("https", "photos.example.org", 443)))
                .isFalse();
    }

    @Test
    void showsNothingOfTheNetworkWhereTheAddressIsKnown() {
        assertThat(address("https://photos.example.org/dock").candidates(FakeRequest.with(Map.of())))
                .containsExactly("https://photos.example.org/dock");
        assertThat(address(null).candidates(FakeRequest.with(Map.of())))
                .startsWith("http://desk.example.org:8080/snapdock");
    }

    private static PublicAddress address(String configured) {
        var settings = new Settings.Web(
                Optional.ofNullable(configured).map(URI::create),
                List.of(IpAddress.parse("10.0.0.1").orElseThrow()),
                List.of());
        return new PublicAddress(settings, new ClientAddress(settings));
    }

    private static Origin apply(Map<String, String> headers) {
        return ForwardedHeaders.apply(FakeRequest.with(headers), DIRECT);
    }
}
