package io.snapdock.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.snapdock.settings.IpAddress;
import io.snapdock.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ClientAddressTest {
    private static final ClientAddress CLIENTS = new ClientAddress(new Settings.Web(
            Optional.empty(),
            Stream.of("10.0.0.1", "10.0.0.2", "::1")
                    .flatMap(text -> IpAddress.parse(text).stream())
                    .toList(),
            List.of()));

    static Stream<Arguments> proxied() {
        return Stream.of(
                arguments(List.of("X-Forwarded-For: 203.0.113.7"), "203.0.113.7"),
                arguments(List.of("X-Forwarded-For: 198.51.100.1, 203.0.113.7"), "203.0.113.7"),
                arguments(List.of("X-Forwarded-For: 198.51.100.1", "X-Forwarded-For: 203.0.113.7"), "203.0.113.7"),
                arguments(List.of("X-Forwarded-For: 203.0.113.7", "X-Forwarded-For: 10.0.0.2"), "203.0.113.7"),
                arguments(List.of("X-Forwarded-For: 203.0.113.7,, 10.0.0.2 ,"), "203.0.113.7"),
                arguments(List.of("X-Forwarded-For: 203.0.113.7:61234"), "203.0.113.7"),
                arguments(List.of("X-Forwarded-For: ::ffff:203.0.113.7"), "203.0.113.7"),
                arguments(List.of("X-Forwarded-For: [2001:db8:1:2:3:4:5:6]:443"), "2001:db8:1:2:0:0:0:0/64"),
                arguments(List.of("X-Forwarded-For: 2001:DB8:1:2::9"), "2001:db8:1:2:0:0:0:0/64"),
                // what cannot be read was not written by who is trusted, and what stands before it even less
                arguments(List.of("X-Forwarded-For: 198.51.100.1, nonsense"), "10.0.0.1"),
                arguments(List.of("X-Forwarded-For: 198.51.100.1, unknown, 10.0.0.2"), "10.0.0.2"),
                arguments(List.of("X-Forwarded-For: 198.51.100.1, 999.1.1.1"), "10.0.0.1"),
                arguments(List.of("X-Forwarded-For: "), "10.0.0.1"),
                arguments(List.of("Forwarded: for=203.0.113.7;proto=https"), "203.0.113.7"),
                arguments(
                        List.of("Forwarded: for=198.51.100.1", "Forwarded: FOR=\"203.0.113.7:99\";by=x"),
                        "203.0.113.7"),
                arguments(
                        List.of("Forwarded: for=\"[2001:db8:1:2::3]:4711\", for=10.0.0.2"), "2001:db8:1:2:0:0:0:0/64"),
                arguments(List.of("Forwarded: for=198.51.100.1, for=_hidden"), "10.0.0.1"),
                arguments(List.of("Forwarded: for=198.51.100.1, proto=https"), "10.0.0.1"),
                // a proxy that writes the one may pass on the other from anyone
                arguments(List.of("Forwarded: for=198.51.100.1", "X-Forwarded-For: 203.0.113.7"), "203.0.113.7"));
    }

    @ParameterizedTest
    @MethodSource("proxied")
    void isWhatTheLastTrustedProxySaw(List<String> headers, String address) {
        assertThat(CLIENTS.of(request("10.0.0.1", headers))).isEqualTo(address);
    }

    @Test
    void isThePeerWhereNobodyIsTrusted() {
        assertThat(CLIENTS.of(request("203.0.113.9", List.of("X-Forwarded-For: 198.51.100.1"))))
                .isEqualTo("203.0.113.9");
        assertThat(CLIENTS.of(request("203.0.113.9", List.of("Forwarded: for=198.51.100.1"))))
                .isEqualTo("203.0.113.9");
    }

    @ParameterizedTest
    @CsvSource({
        "0:0:0:0:0:0:0:1, 203.0.113.7",
        "::1, 203.0.113.7",
        "::ffff:10.0.0.1, 203.0.113.7",
        "10.0.0.3, 10.0.0.3",
    })
    void knowsAProxyHoweverItIsSpelled(String peer, String address) {
        assertThat(CLIENTS.of(request(peer, List.of("X-Forwarded-For: 203.0.113.7"))))
                .isEqualTo(address);
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8:1:2::1, 2001:db8:1:2:ffff::9, true",
        "2001:db8:1:2::1, 2001:db8:1:3::1, false",
        "::ffff:203.0.113.7, 203.0.113.7, true",
        "203.0.113.7, 203.0.113.8, false",
        "fe80::1%eth0, fe80::1, true",
    })
    void isOneForWhoHasOneNetwork(String one, String other, boolean same) {
        assertThat(CLIENTS.of(request(one, List.of())).equals(CLIENTS.of(request(other, List.of()))))
                .isEqualTo(same);
    }

    private static jakarta.servlet.http.HttpServletRequest request(String peer, List<String> lines) {
        return FakeRequest.of(
                peer,
                lines.stream()
                        .map(line -> line.split(": ", 2))
                        .map(parts -> Map.entry(parts[0], parts[1]))
                        .toList());
    }
}
