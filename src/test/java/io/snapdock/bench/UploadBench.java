package io.snapdock.bench;

import io.snapdock.support.ServerKind;
import io.snapdock.swarm.Latencies;
import io.snapdock.swarm.ProcessUsage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Uploads, eight in parallel: what a picture costs here, at npm's {@code @tus/server}, and at nginx, which takes it by PUT and is the floor. */
final class UploadBench {
    private static final int PARALLEL = 8;
    private static final List<String> CONTESTANTS = List.of(
            "payara",
            "payara-door",
            "payara-unsynced",
            "wildfly",
            "wildfly-door",
            "wildfly-unsynced",
            "tus-node",
            "nginx");
    private static final ProcessUsage CLIENT =
            new ProcessUsage(ProcessHandle.current().pid());

    private final Set<String> only;
    private final int rounds = Integer.getInteger("bench.rounds", 5);
    private final int warmup = Integer.getInteger("bench.warmup", 5);

    /** Small pictures that each contestant gets first: a JVM compiles an application server for minutes, and then runs for months. */
    private final int first = Integer.getInteger("bench.first", 20_000);

    private final Path folder;
    private final Report report = new Report();
    private final List<UploadContestant> contestants = new CopyOnWriteArrayList<>();

    /** No two pictures of a run have the same bytes: a dock would take them for one. */
    private final AtomicLong numbers = new AtomicLong();

    private UploadBench(Set<String> only, Path folder) {
        this.only = only;
        this.folder = folder;
    }

    static void run(Set<String> only, Path folder) throws IOException, InterruptedException {
        var known = Stream.concat(
                        CONTESTANTS.stream(), Stream.of(UploadScenario.values()).map(UploadScenario::option))
                .toList();
        if (!known.containsAll(only)) {
            throw new IllegalArgumentException("bench.only knows, of uploads, " + known);
        }
        new UploadBench(only, folder).run();
    }

    private void run() throws IOException, InterruptedException {
        Files.createDirectories(folder);
        report.line("# Upload benchmark");
        report.line("");
        report.line(
                "%d cores, Java %s, files on %s; medians of %d rounds after %,d small pictures and %d rounds for warming up."
                        .formatted(
                                Runtime.getRuntime().availableProcessors(),
                                System.getProperty("java.version"),
                                Files.getFileStore(folder).type(),
                                rounds,
                                first,
                                warmup));
        // Ctrl-C must not leave servers behind.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> contestants.forEach(UploadContestant::close)));
        ExecutorService threads = Executors.newFixedThreadPool(PARALLEL);
        try {
            startAll();
            compile(threads);
            for (UploadScenario scenario : UploadScenario.values()) {
                if (isWanted(
                        scenario.option(),
                        Stream.of(UploadScenario.values())
                                .map(UploadScenario::option)
                                .toList())) {
                    measure(scenario, threads);
                }
            }
        } finally {
            threads.shutdownNow();
            contestants.forEach(UploadContestant::close);
        }
        say(report.toString());
    }

    /** All of a kind are wanted when none of it is named. */
    private boolean isWanted(String word, List<String> kind) {
        return only.contains(word) || kind.stream().noneMatch(only::contains);
    }

    private void startAll() throws IOException, InterruptedException {
        var starter = new UploadContestants(folder);
        for (ServerKind kind : ServerKind.values()) {
            String name = kind.name().toLowerCase(Locale.ROOT);
            if (isWanted(name, CONTESTANTS)) {
                contestants.add(starter.tus(kind));
            }
            if (isWanted(name + "-door", CONTESTANTS)) {
                contestants.add(starter.door(kind));
            }
            if (isWanted(name + "-unsynced", CONTESTANTS)) {
                starter.unsynced(kind)
                        .ifPresentOrElse(contestants::add, () -> report.line("libeatmydata is not installed."));
            }
        }
        if (isWanted("tus-node", CONTESTANTS)) {
            starter.tusNode().ifPresentOrElse(contestants::add, () -> report.line("npm or @tus/server is not there."));
        }
        if (isWanted("nginx", CONTESTANTS)) {
            starter.nginx().ifPresentOrElse(contestants::add, () -> report.line("nginx is not installed."));
        }
        contestants.forEach(contestant -> say("%s is process %d on port %d"
                .formatted(contestant.name(), contestant.usage().pid(), contestant.port())));
    }

    private void compile(ExecutorService threads) throws IOException {
        var pictures =
                Stream.generate(UploadScenario.SMALL::picture).limit(PARALLEL).toList();
        for (int sent = 0; sent < first; sent += UploadScenario.SMALL.pictures) {
            for (UploadContestant contestant : contestants) {
                UploadSample sample = burst(contestant, UploadScenario.SMALL, pictures, threads);
                say("first %6d %-16s %s".formatted(sent, contestant.name(), sample));
            }
        }
    }

    private void measure(UploadScenario scenario, ExecutorService threads) throws IOException {
        say("\n" + scenario.title);
        var pictures = Stream.generate(scenario::picture).limit(PARALLEL).toList();
        var samples = new LinkedHashMap<String, List<UploadSample>>();
        for (int round = -warmup; round < rounds; round++) {
            for (UploadContestant contestant : contestants) {
                UploadSample sample = burst(contestant, scenario, pictures, threads);
                say("  %2d %-16s %s".formatted(round, contestant.name(), sample));
                if (round >= 0) {
                    samples.computeIfAbsent(contestant.name(), name -> new ArrayList<>())
                            .add(sample);
                }
            }
        }
        var medians = new LinkedHashMap<String, UploadSample>();
        samples.forEach((name, all) -> medians.put(name, UploadSample.median(all)));
        var peaks = new LinkedHashMap<String, Long>();
        contestants.forEach(
                contestant -> peaks.put(contestant.name(), contestant.usage().peakResidentBytes()));
        report.uploads(scenario, medians, peaks);
        Files.writeString(folder.resolve("uploads.md"), report.toString());
    }

    private UploadSample burst(
            UploadContestant contestant, UploadScenario scenario, List<byte[]> pictures, ExecutorService threads)
            throws IOException {
        UploadContestant.Burst burst = contestant.door().open(scenario.pictures);
        Duration cpu = contestant.usage().cpu();
        Duration client = CLIENT.cpu();
        var next = new AtomicInteger();
        long start = System.nanoTime();
        var senders = pictures.stream()
                .map(picture -> CompletableFuture.supplyAsync(
                        () -> send(contestant.port(), burst, scenario.pictures, next, picture), threads))
                .toList();
        var latencies = new Latencies();
        senders.forEach(sender -> latencies.add(sender.join()));
        double seconds = (System.nanoTime() - start) / 1e9;
        Duration usedHere = CLIENT.cpu().minus(client);
        burst.settle();
        Duration used = contestant.usage().cpu().minus(cpu);
        burst.clear();
        return new UploadSample(
                scenario.mebibytes() / seconds,
                scenario.pictures / seconds,
                used.toNanos() / 1e6 / scenario.mebibytes(),
                usedHere.toNanos() / 1e6 / scenario.mebibytes(),
                latencies.percentile(0.5).toNanos() / 1e6,
                latencies.percentile(0.99).toNanos() / 1e6);
    }

    private Latencies send(int port, UploadContestant.Burst burst, int pictures, AtomicInteger next, byte[] picture) {
        var latencies = new Latencies();
        try (var sender = new UploadSender(port)) {
            for (int number = next.getAndIncrement(); number < pictures; number = next.getAndIncrement()) {
                UploadScenario.number(picture, numbers.incrementAndGet());
                long start = System.nanoTime();
                sender.send(burst.head(number, picture.length), picture);
                latencies.record(System.nanoTime() - start);
            }
            return latencies;
        } catch (IOException e) {
            throw new AssertionError("A picture was not taken", e);
        }
    }

    @SuppressWarnings("SystemOut") // what the benchmark is for
    private static void say(String text) {
        System.out.println(text);
    }
}
