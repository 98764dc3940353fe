package io.snapdock.dock.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.settings.CreatePolicy;
import io.snapdock.settings.Settings;
import io.snapdock.settings.Settings.ApiKey;
import jakarta.ws.rs.core.HttpHeaders;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which host makes a call: by its key with any policy, by the container's role with that policy alone. */
class HostsTest {
    private static final ApiKey SHOP = new ApiKey("shop", "0123456789abcdef");
    private static final ApiKey SHOP_NEXT = new ApiKey("shop", "1123456789abcdef");
    private static final ApiKey CRM = new ApiKey("crm", "2123456789abcdef");

    @Test
    void areKnownByEachOfTheirKeys() {
        for (CreatePolicy create : CreatePolicy.values()) {
            var hosts = hosts(create, SHOP, SHOP_NEXT, CRM);
            assertThat(hosts.of(bearer(SHOP.secret()))).contains("shop");
            assertThat(hosts.of(bearer(SHOP_NEXT.secret()))).contains("shop");
            assertThat(hosts.of(bearer(CRM.secret()))).contains("crm");
            assertThat(hosts.of(bearer("3123456789abcdef"))).isEmpty();
            assertThat(hosts.of(bearer(null))).isEmpty();
        }
    }

    @Test
    void areThereByAKey() {
        assertThat(hosts(CreatePolicy.OPEN).areThere()).isFalse();
        assertThat(hosts(CreatePolicy.OPEN, SHOP).areThere()).isTrue();
        assertThat(hosts(CreatePolicy.ROLE).areThere()).isFalse();
    }

    private static Hosts hosts(CreatePolicy create, ApiKey... keys) {
        var settings = new Settings.Docks(
                create,
                List.of(keys),
                Optional.empty(),
                Duration.ofMinutes(30),
                Duration.ofDays(30),
                Duration.ofMinutes(10),
                Duration.ofDays(1),
                Duration.ofDays(7),
                100,
                1_000_000,
                1_000,
                250,
                1_000);
        return new Hosts(settings);
    }

    private static HttpHeaders bearer(String key) {
        return answering(HttpHeaders.class, "getHeaderString", key == null ? null : "Bearer " + key);
    }

    /** Knows this one method. */
    private static <T> T answering(Class<T> type, String method, Object answer) {
        return type.cast(Proxy.newProxyInstance(
                HostsTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, called, given) -> {
                    if (!called.getName().equals(method)) {
                        throw new AssertionError("Nobody should ask for " + called);
                    }
                    return answer;
                }));
    }
}
