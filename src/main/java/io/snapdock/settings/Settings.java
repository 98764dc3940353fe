package io.snapdock.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The whole configuration, read once from MicroProfile Config (system properties, environment variables, the server's own
 * sources) and checked. The table with names, units, defaults and bounds is in {@code docs/operations.md}.
 *
 * @param data the folder for the embedded database and the photos
 * @param datasource the JNDI name of an administrator's data source; empty for the embedded database
 * @param sandbox whether host applications may ask for photos that nobody has taken
 */
public record Settings(
        Path data,
        Optional<String> datasource,
        Web web,
        Docks docks,
        Limits limits,
        Photos photos,
        Uploads uploads,
        Downloads downloads,
        Push push,
        Topics topics,
        Compat compat,
        Metrics metrics,
        Scan scan,
        List<Webhook> webhooks,
        Checks checks,
        boolean sandbox) {

    /** The host whose key and address for webhooks are set without a name. */
    public static final String UNNAMED_HOST = "default";

    /**
     * @param publicUrl the address that phones reach, without a slash at its end; empty to take the request's
     * @param trustedProxies addresses of the proxies whose forwarded headers count
     * @param corsOrigins origins of other sites' pages that may use the API with the person's cookies
     */
    public record Web(Optional<URI> publicUrl, List<IpAddress> trustedProxies, List<String> corsOrigins) {}

    /**
     * @param apiKeys of host applications; there is one at least when {@code create} is {@link CreatePolicy#KEY}
     * @param adminKey who sends it may list and end all docks; empty for nobody
     * @param maxTtl the longest that an opener may ask for
     * @param unjoined how long a dock stays open that needs no key to be opened, that nobody has joined or used, and whose desktop has gone
     * @param keep how long a dock that has ended stays for its host to take it over
     * @param keepClaimed how long one stays that its host has taken over
     * @param maxBytes of all photos of one dock
     */
    public record Docks(
            CreatePolicy create,
            List<ApiKey> apiKeys,
            Optional<String> adminKey,
            Duration ttl,
            Duration maxTtl,
            Duration unjoined,
            Duration keep,
            Duration keepClaimed,
            int maxPhotos,
            long maxBytes,
            int maxOpen,
            int maxOpenPerAddress,
            int maxOpenPerHost) {

        @Override
        public String toString() {
            return "Docks[create=" + create + ", ttl=" + ttl + ", maxPhotos=" + maxPhotos + ", maxOpen=" + maxOpen
                    + "]";
        }
    }

    /**
     * The key of a host application.
     *
     * @param host its name; one that changes its key has two for a while
     */
    public record ApiKey(String host, String secret) {

        @Override
        public String toString() {
            return "ApiKey[" + host + "]";
        }
    }

    /**
     * Where a host application is told what happens to its docks.
     *
     * @param host its name, as {@link ApiKey} has it
     * @param secrets of Standard Webhooks, {@code whsec_} and base64: one, or two while it changes
     */
    public record Webhook(String host, URI url, List<String> secrets) {

        @Override
        public String toString() {
            return "Webhook[" + host + "]";
        }
    }

    /**
     * Whether host applications are asked by webhook before a photo is taken.
     *
     * @param hosts the names of those that are asked; each has a {@link Webhook}
     * @param timeout for the answer
     */
    public record Checks(Set<String> hosts, Duration timeout, Unanswered unanswered) {}

    /** What becomes of a photo about which its host was asked and has not answered. */
    public enum Unanswered {
        REFUSE,
        TAKE
    }

    /**
     * How often one address may do something in a minute; 0 for no limit.
     *
     * @param opensPerMinute docks opened without a key
     * @param joinsPerMinute phones that join, for each dock by itself
     * @param publishesPerMinute events published without a key, in the stream lab
     * @param wrongKeysPerMinute keys that were none
     */
    public record Limits(int opensPerMinute, int joinsPerMinute, int publishesPerMinute, int wrongKeysPerMinute) {}

    /**
     * @param idle how long a body may be silent
     * @param maxTime how long one request's body may take
     * @param maxParallelPerPhone bodies at one moment; the same for a dock, for an address, and in all
     * @param diskReserveBytes what uploads leave free on the disk
     */
    public record Uploads(
            Duration idle,
            Duration maxTime,
            int maxParallelPerPhone,
            int maxParallelPerDock,
            int maxParallelPerAddress,
            int maxParallel,
            long diskReserveBytes) {}

    /** @param maxParallelPerKey files at one moment; the same for an address, and in all */
    public record Downloads(int maxParallelPerKey, int maxParallelPerAddress, int maxParallel) {}

    /** @param checkTimeout how long the host app and the virus scanner may take to let a photo pass */
    public record Photos(long maxBytes, long maxPixels, MetadataPolicy metadata, Duration checkTimeout) {}

    /**
     * @param maxStreamsPerDock of phones; the desktop's are counted apart
     * @param maxStreamsPerKey of one phone, or of the desktop
     * @param maxBytes of the logs of all topics together
     */
    public record Push(
            Duration heartbeat,
            Duration maxAge,
            int maxStreams,
            int maxStreamsPerTopic,
            int maxStreamsPerDock,
            int maxStreamsPerKey,
            int maxStreamsPerAddress,
            int maxTopics,
            long maxBytes,
            int logEvents,
            long logBytes,
            Duration logAge,
            SlowReaderPolicy slowReaders) {}

    /**
     * @param publishKey who sends it may publish over REST; empty for nobody
     * @param lab whether the stream lab is there
     */
    public record Topics(Optional<String> publishKey, SubscribePolicy subscribe, boolean lab) {

        @Override
        public String toString() {
            return "Topics[subscribe=" + subscribe + ", lab=" + lab + "]";
        }
    }

    /** @param open whether the older contract's streams are for everyone who knows a member's number and identifier */
    public record Compat(boolean open) {}

    /** @param key who sends it may read the metrics; empty for nobody */
    public record Metrics(Optional<String> key) {

        @Override
        public String toString() {
            return "Metrics[]";
        }
    }

    /** @param clamd where a ClamAV daemon listens; empty for none */
    public record Scan(Optional<HostAndPort> clamd) {}

    private static final Duration LONGEST_TTL = Duration.ofDays(30);

    private static final long MIB = 1024L * 1024;

    /**
     * Reads the settings of this deployment. The class loader is named because the container may ask for the data source
     * before the deployment's own loader is that of the thread.
     *
     * @throws IllegalStateException for a bad value; the message names the setting
     */
    public static Settings ofDeployment() {
        return read(SettingsSource.ofDeployment(Settings.class.getClassLoader()));
    }

    static Settings read(Function<String, Optional<String>> source) {
        var read = new SettingsReader(source);
        Photos photos = photos(read);
        List<Webhook> webhooks = read.webhooks();
        return new Settings(
                Path.of(read.text("data").orElse(System.getProperty("user.home") + "/.snapdock"))
                        .toAbsolutePath()
                        .normalize(),
                read.text("datasource"),
                new Web(read.address("public-url"), read.ipAddresses("trusted-proxies"), read.origins("cors.origins")),
                docks(read),
                limits(read),
                photos,
                uploads(read),
                new Downloads(
                        (int) read.number("download.max-parallel-per-key", 250, 1, 1_000_000),
                        (int) read.number("download.max-parallel-per-address", 1_000, 1, 1_000_000),
                        (int) read.number("download.max-parallel", 5_000, 1, 1_000_000)),
                push(read),
                new Topics(
                        read.key("topics.publish-key"),
                        read.choice("topics.subscribe", SubscribePolicy.KEY),
                        read.flag("lab", false)),
                new Compat(read.flag("compat.open", false)),
                new Metrics(read.key("metrics.key")),
                new Scan(read.hostAndPort("clamd")),
                webhooks,
                checks(read, webhooks, photos.checkTimeout()),
                read.flag("sandbox", false));
    }

    private static Photos photos(SettingsReader read) {
        return new Photos(
                read.number("photo.max-bytes", 50 * MIB, 1, 2048 * MIB),
                read.number("photo.max-pixels", 100_000_000, 1, 1_000_000_000),
                read.choice("photo.metadata", MetadataPolicy.STRIP_LOCATION),
                read.duration(
                        "photo.check-timeout", Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofMinutes(10)));
    }

    private static Checks checks(SettingsReader read, List<Webhook> webhooks, Duration wholeCheck) {
        // What becomes of a photo without an answer is to be known before the gate gives up waiting for all.
        Duration longest = wholeCheck.dividedBy(2);
        Duration usual = Duration.ofSeconds(10);
        return new Checks(
                read.askedHosts(webhooks),
                read.duration(
                        "webhook.check-timeout",
                        usual.compareTo(longest) < 0 ? usual : longest,
                        Duration.ofMillis(500),
                        longest),
                read.choice("webhook.check-unanswered", Unanswered.REFUSE));
    }

    private static Uploads uploads(SettingsReader read) {
        return new Uploads(
                read.duration("upload.idle", Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofMinutes(10)),
                read.duration("upload.max-time", Duration.ofMinutes(15), Duration.ofSeconds(1), Duration.ofHours(24)),
                (int) read.number("upload.max-parallel-per-phone", 6, 1, 10_000),
                (int) read.number("upload.max-parallel-per-dock", 24, 1, 10_000),
                (int) read.number("upload.max-parallel-per-address", 1_000, 1, 1_000_000),
                (int) read.number("upload.max-parallel", 5_000, 1, 1_000_000),
                read.number("upload.disk-reserve", 256 * MIB, 0, 1_000_000 * MIB));
    }

    private static Limits limits(SettingsReader read) {
        return new Limits(
                perMinute(read, "opens", 60),
                perMinute(read, "joins", 30),
                perMinute(read, "publishes", 600),
                perMinute(read, "wrong-keys", 60));
    }

    private static int perMinute(SettingsReader read, String what, int standard) {
        return (int) read.number("limit." + what + "-per-minute", standard, 0, 1_000_000);
    }

    private static Push push(SettingsReader read) {
        int maxStreams = (int) read.number("push.max-streams", 10_000, 1, 1_000_000);
        return new Push(
                // Pages give a line up that has been silent for 45 s: two beats must fit in.
                read.duration("push.heartbeat", Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofSeconds(20)),
                read.duration("push.max-age", Duration.ofMinutes(30), Duration.ofSeconds(1), Duration.ofHours(24)),
                maxStreams,
                (int) read.number("push.max-streams-per-topic", maxStreams, 1, 1_000_000),
                (int) read.number("push.max-streams-per-dock", 100, 1, 1_000_000),
                (int) read.number("push.max-streams-per-key", 20, 1, 1_000_000),
                (int) read.number("push.max-streams-per-address", 1_000, 1, 1_000_000),
                (int) read.number("push.max-topics", 10_000, 1, 1_000_000),
                read.number("push.max-bytes", 64 * MIB, 1024, 1_000_000 * MIB),
                (int) read.number("push.log-events", 1_000, 1, 1_000_000),
                read.number("push.log-bytes", MIB, 1024, 1024 * MIB),
                read.duration("push.log-age", Duration.ofMinutes(10), Duration.ofSeconds(1), Duration.ofHours(24)),
                read.choice("push.slow-readers", SlowReaderPolicy.GAP));
    }

    private static Docks docks(SettingsReader read) {
        // The host in whose WAR this is opens its docks without a key, and nobody else shall.
        boolean isInside = Settings.class.getResource("/META-INF/snapdock.inside") != null;
        CreatePolicy create = read.choice("create", isInside ? CreatePolicy.KEY : CreatePolicy.OPEN);
        List<ApiKey> apiKeys = read.apiKeys();
        if (create == CreatePolicy.KEY && apiKeys.isEmpty() && !isInside) {
            throw read.refuse("api-key", "", "at least 16 characters long when snapdock.create is key", null);
        }
        // Forms are filled in over weeks. A dock that belongs to nobody need not live so long.
        Duration maxTtl = read.duration(
                "dock.max-ttl",
                isInside || !apiKeys.isEmpty() ? LONGEST_TTL : Duration.ofHours(24),
                Duration.ofSeconds(1),
                LONGEST_TTL);
        Duration usual = Duration.ofMinutes(30);
        int maxOpen = (int) read.number("dock.max-open", 1_000, 1, 1_000_000);
        return new Docks(
                create,
                apiKeys,
                read.key("admin-key"),
                read.duration("dock.ttl", usual.compareTo(maxTtl) < 0 ? usual : maxTtl, Duration.ofSeconds(1), maxTtl),
                maxTtl,
                read.duration("dock.unjoined", Duration.ofMinutes(10), Duration.ofSeconds(1), Duration.ofDays(30)),
                read.duration("dock.keep", Duration.ofDays(1), Duration.ofSeconds(1), Duration.ofDays(365)),
                read.duration("dock.keep-claimed", Duration.ofDays(7), Duration.ofSeconds(1), Duration.ofDays(365)),
                (int) read.number("dock.max-photos", 100, 1, 10_000),
                read.number("dock.max-bytes", 2048 * MIB, 1, 1_000_000 * MIB),
                maxOpen,
                (int) read.number("dock.max-open-per-address", Math.max(1, maxOpen / 4), 1, 1_000_000),
                (int) read.number("dock.max-open-per-host", 10_000, 1, 1_000_000));
    }
}
