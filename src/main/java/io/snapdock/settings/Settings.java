package io.snapdock.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The whole configuration, read once from MicroProfile Config (system properties, environment variables, the server's own
 * sources) and checked. The table with names, units, defaults and bounds is in {@code docs/operations.md}.
 *
 * @param data the folder for the embedded database and the photos
 * @param datasource the JNDI name of an administrator's data source; empty for the embedded database
 */
public record Settings(Path data, Optional<String> datasource, Web web, Docks docks, Photos photos, Push push) {

    /**
     * @param publicUrl the address that phones reach, without a slash at its end; empty to take the request's
     * @param trustedProxies addresses of the proxies whose forwarded headers count
     */
    public record Web(Optional<URI> publicUrl, List<String> trustedProxies) {}

    /** @param apiKey present when {@code create} is {@link CreatePolicy#KEY} */
    public record Docks(CreatePolicy create, Optional<String> apiKey, Duration ttl, int maxPhotos, int maxOpen) {

        @Override
        public String toString() {
            return "Docks[create=" + create + ", ttl=" + ttl + ", maxPhotos=" + maxPhotos + ", maxOpen=" + maxOpen
                    + "]";
        }
    }

    public record Photos(long maxBytes, long maxPixels, MetadataPolicy metadata) {}

    public record Push(Duration heartbeat, int maxStreams, int logEvents, long logBytes) {}

    private static final long MIB = 1024L * 1024;

    /**
     * Reads the settings of this deployment. The class loader is named because the container may ask for the data source
     * before the deployment's own loader is that of the thread.
     *
     * @throws IllegalStateException for a bad value; the message names the setting
     */
    public static Settings ofDeployment() {
        return read(ConfigProvider.getConfig(Settings.class.getClassLoader()));
    }

    static Settings read(Config config) {
        var read = new SettingsReader(config);
        return new Settings(
                Path.of(read.text("data").orElse(System.getProperty("user.home") + "/.snapdock"))
                        .toAbsolutePath()
                        .normalize(),
                read.text("datasource"),
                new Web(read.address("public-url"), read.list("trusted-proxies")),
                docks(read),
                new Photos(
                        read.number("photo.max-bytes", 50 * MIB, 1, 2048 * MIB),
                        read.number("photo.max-pixels", 100_000_000, 1, 1_000_000_000),
                        read.choice("photo.metadata", MetadataPolicy.STRIP_LOCATION)),
                new Push(
                        read.duration(
                                "push.heartbeat", Duration.ofSeconds(15), Duration.ofSeconds(1), Duration.ofMinutes(5)),
                        (int) read.number("push.max-streams", 10_000, 1, 1_000_000),
                        (int) read.number("push.log-events", 1_000, 1, 1_000_000),
                        read.number("push.log-bytes", MIB, 1024, 1024 * MIB)));
    }

    private static Docks docks(SettingsReader read) {
        CreatePolicy create = read.choice("create", CreatePolicy.OPEN);
        Optional<String> apiKey = read.text("api-key");
        if (create == CreatePolicy.KEY && apiKey.map(String::length).orElse(0) < 16) {
            throw read.refuse("api-key", "", "at least 16 characters long when snapdock.create is key", null);
        }
        return new Docks(
                create,
                apiKey,
                read.duration("dock.ttl", Duration.ofMinutes(30), Duration.ofSeconds(1), Duration.ofHours(24)),
                (int) read.number("dock.max-photos", 100, 1, 10_000),
                (int) read.number("dock.max-open", 1_000, 1, 1_000_000));
    }
}
