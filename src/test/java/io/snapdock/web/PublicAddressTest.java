package io.snapdock.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.web.PublicAddress.Origin;
import java.util.Map;
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

    private static Origin apply(Map<String, String> headers) {
        return ForwardedHeaders.apply(headers::get, DIRECT);
    }
}
