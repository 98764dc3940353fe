package io.snapdock.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    @Test
    void haveDefaults() {
        Settings settings = read(Map.of());
        assertThat(settings.data()).isAbsolute().endsWithRaw(Path.of(".snapdock"));
        assertThat(settings.docks().create()).isEqualTo(CreatePolicy.OPEN);
        assertThat(settings.docks().ttl()).isEqualTo(Duration.ofMinutes(30));
        assertThat(settings.photos().maxBytes()).isEqualTo(50L * 1024 * 1024);
        assertThat(settings.photos().metadata()).isEqualTo(MetadataPolicy.STRIP_LOCATION);
        assertThat(settings.photos().checkTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.scan().clamd()).isEmpty();
        assertThat(settings.push().heartbeat()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.web().publicUrl()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "dock.ttl, banana",
        "dock.ttl, PT0S",
        "dock.ttl, P2D",
        "dock.max-photos, 0",
        "dock.max-photos, ten",
        "photo.max-bytes, -1",
        "photo.metadata, strip",
        "photo.check-timeout, PT0S",
        "photo.check-timeout, PT11M",
        "clamd, localhost",
        "clamd, localhost:0",
        "clamd, localhost:65536",
        "clamd, http://localhost:3310",
        "clamd, ::1:3310",
        "create, everyone",
        "public-url, ftp://example.org",
        "public-url, https://user@example.org",
        "public-url, https://example.org/?a=b",
        "push.heartbeat, PT21S",
        "push.max-age, PT0S",
        "push.slow-readers, wait",
        "topics.subscribe, anyone",
        "lab, yes",
        "trusted-proxies, proxy.example.org",
        "trusted-proxies, 999.1.1.1",
        "trusted-proxies, 1:2:3:4:5:6:7:8:9",
        "dock.ttl, PT25H",
        "compat.open, 1",
        "cors.origins, https://app.example.org/path",
        "cors.origins, *",
        "push.heartbeat, PT10M",
        "webhook.check, crm",
        "webhook.check-timeout, PT0.4S",
        "webhook.check-timeout, PT16S",
        "webhook.check-unanswered, ask",
    })
    void nameTheOneThatIsWrong(String name, String value) {
        assertThatThrownBy(() -> read(Map.of("snapdock." + name, value)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("snapdock." + name)
                .hasMessageContaining(value);
    }

    @ParameterizedTest
    @CsvSource({"localhost:3310, localhost", "[::1]:3310, [::1]", "scanner.example.org:3310, scanner.example.org"})
    void knowWhereTheScannerListens(String value, String host) {
        assertThat(read(Map.of("snapdock.clamd", value)).scan().clamd()).contains(new HostAndPort(host, 3310));
    }

    @Test
    void letDocksLiveLongerWhereThereAreHosts() {
        assertThat(read(Map.of()).docks().maxTtl()).isEqualTo(Duration.ofHours(24));
        assertThat(read(Map.of("snapdock.create", "role")).docks().maxTtl()).isEqualTo(Duration.ofHours(24));
        assertThat(read(Map.of("snapdock.api-key", "0123456789abcdef")).docks().maxTtl())
                .isEqualTo(Duration.ofDays(30));
        assertThat(read(Map.of("snapdock.api-key", "0123456789abcdef", "snapdock.dock.max-ttl", "PT1H"))
                        .docks()
                        .maxTtl())
                .isEqualTo(Duration.ofHours(1));
    }

    @Test
    void knowHostsByTheirNames() {
        Settings settings = read(Map.of(
                "snapdock.api-key",
                "0123456789abcdef",
                "snapdock.api-keys",
                "shop:1123456789abcdef, shop:2:23456789abcdef,crm-2:3123456789abcdef"));
        assertThat(settings.docks().apiKeys())
                .containsExactly(
                        new Settings.ApiKey("default", "0123456789abcdef"),
                        new Settings.ApiKey("shop", "1123456789abcdef"),
                        new Settings.ApiKey("shop", "2:23456789abcdef"),
                        new Settings.ApiKey("crm-2", "3123456789abcdef"));
        assertThat(settings.toString()).doesNotContain("123456789abcdef");
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop:short", "fedcba9876543210", "Shop:fedcba9876543210", ":fedcba9876543210"})
    void refuseHostsWithoutANameAndAKey(String keys) {
        assertThatThrownBy(() -> read(Map.of("snapdock.api-keys", keys)))
                .hasMessageContaining("snapdock.api-keys")
                .hasMessageNotContaining("fedcba9876543210");
    }

    @Test
    void knowWhichHostsAreAskedBeforeAPhotoIsTaken() {
        var secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        assertThat(read(Map.of()).checks().hosts()).isEmpty();
        assertThat(read(Map.of()).checks().timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(read(Map.of()).checks().unanswered()).isEqualTo(Settings.Unanswered.REFUSE);
        var named = read(Map.of(
                "snapdock.webhook.urls", "crm:https://crm.example.com/hook,shop:https://shop.example.com/hook",
                "snapdock.webhook.keys", "crm:" + secret + ",shop:" + secret,
                "snapdock.webhook.check", "shop",
                "snapdock.webhook.check-unanswered", "take",
                "snapdock.photo.check-timeout", "PT4S"));
        assertThat(named.checks())
                .isEqualTo(new Settings.Checks(Set.of("shop"), Duration.ofSeconds(2), Settings.Unanswered.TAKE));
    }

    @Test
    void neverShowTheApiKey() {
        assertThatThrownBy(() -> read(Map.of("snapdock.create", "key", "snapdock.api-key", "secret")))
                .hasMessageContaining("snapdock.api-key")
                .hasMessageNotContaining("secret");
        Settings settings = read(Map.of("snapdock.create", "key", "snapdock.api-key", "0123456789abcdef"));
        assertThat(settings.toString()).doesNotContain("0123456789abcdef");
    }

    @Test
    void areReadFromPropertiesAndEnvironmentWhereThereIsNoMicroProfileConfig() {
        Map<String, String> properties = Map.of("snapdock.dock.ttl", "PT1H");
        Map<String, String> environment =
                Map.of("SNAPDOCK_DOCK_TTL", "PT2H", "SNAPDOCK_DOCK_MAX_PHOTOS", "7", "snapdock_api_key", "secret");
        assertThat(SettingsSource.ofProcess("snapdock.dock.ttl", properties::get, environment::get))
                .contains("PT1H");
        assertThat(SettingsSource.ofProcess("snapdock.dock.max-photos", properties::get, environment::get))
                .contains("7");
        assertThat(SettingsSource.ofProcess("snapdock.api-key", properties::get, environment::get))
                .contains("secret");
        assertThat(SettingsSource.ofProcess("snapdock.data", properties::get, environment::get))
                .isEmpty();
    }

    private static Settings read(Map<String, String> values) {
        return Settings.read(name -> Optional.ofNullable(values.get(name)));
    }
}
