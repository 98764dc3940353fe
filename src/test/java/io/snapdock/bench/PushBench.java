package io.snapdock.bench;

import io.snapdock.support.ServerKind;
import io.snapdock.swarm.Swarm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * The push engine. System properties: {@code bench.only} names contestants and scenarios, {@code bench.rounds} how often
 * each is measured, {@code bench.warmup} how many bursts go before, {@code bench.readers}, {@code bench.jvm} options for the
 * servers' JVMs.
 */
final class PushBench {
    private static final String MEMORY = "memory";
    private static final List<String> CONTESTANTS =
            List.of("payara", "payara-stock", "wildfly", "wildfly-stock", "nchan", "floor");

    private final Set<String> only;
    private final int rounds = Integer.getInteger("bench.rounds", 5);
    private final int warmup = Integer.getInteger("bench.warmup", 5);
    private final int readers = Integer.getInteger("bench.readers", 1000);
    private final Path folder;
    private final Report report = new Report();
    private final List<Contestant> contestants = new CopyOnWriteArrayList<>();

    private PushBench(Set<String> only, Path folder) {
        this.only = only;
        this.folder = folder;
    }

    static void run(Set<String> only, Path folder) throws IOException {
        var known = Stream.concat(
                        Stream.concat(CONTESTANTS.stream(), Stream.of(MEMORY)),
                        Stream.of(Scenario.values()).map(Scenario::option))
                .toList();
        if (!known.containsAll(only)) {
            throw new IllegalArgumentException("bench.only knows " + known);
        }
        new PushBench(only, folder).run();
    }

    private void run() throws IOException {
        Files.createDirectories(folder);
        report.line("# Push benchmark");
        report.line("");
        report.line(machine());
        // Ctrl-C must not leave servers behind.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> contestants.forEach(Contestant::close)));
        try {
            startAll();
            // First of all: a server that has been under load has memory to spare for readers.
            if (isWanted(MEMORY, scenarioWords())) {
                measureMemory();
            }
            for (Scenario scenario : Scenario.values()) {
                if (isWanted(scenario.option(), scenarioWords())) {
                    measure(scenario);
                }
            }
        } finally {
            contestants.forEach(Contestant::close);
        }
        say(report.toString());
    }

    private static List<String> scenarioWords() {
        return Stream.concat(Stream.of(MEMORY), Stream.of(Scenario.values()).map(Scenario::option))
                .toList();
    }

    /** All of a kind are wanted when none of it is named. */
    private boolean isWanted(String word, List<String> kind) {
        return only.contains(word) || kind.stream().noneMatch(only::contains);
    }

    private void startAll() throws IOException {
        var starter = new Contestants(folder);
        for (ServerKind kind : ServerKind.values()) {
            String name = kind.name().toLowerCase(Locale.ROOT);
            if (isWanted(name, CONTESTANTS)) {
                started(starter.snapdock(kind));
            }
            if (isWanted(name + "-stock", CONTESTANTS)) {
                started(starter.stock(kind));
            }
        }
        if (isWanted("nchan", CONTESTANTS)) {
            var nchan = starter.nchan();
            nchan.ifPresent(this::started);
            if (nchan.isEmpty()) {
                report.line("nginx or its module Nchan is not installed (Debian: libnginx-mod-nchan).");
            }
        }
        if (isWanted("floor", CONTESTANTS)) {
            started(starter.floor());
        }
    }

    private void started(Contestant contestant) {
        say("%s is process %d on port %d"
                .formatted(contestant.name(), contestant.usage().pid(), contestant.port()));
        contestants.add(contestant);
    }

    /** After each part: a run that is broken off has told something all the same. */
    private void write() throws IOException {
        Files.writeString(folder.resolve("push.md"), report.toString());
    }

    private void measure(Scenario scenario) throws IOException {
        say("\n" + scenario.title);
        var lanes = new ArrayList<Lane>();
        var samples = new LinkedHashMap<String, List<Sample>>();
        try {
            for (Contestant contestant : contestants) {
                if (contestant.manyTopics() || !scenario.topicForEachReader) {
                    lanes.add(new Lane(contestant, scenario, readers));
                }
            }
            for (int round = -warmup; round < rounds; round++) {
                for (Lane lane : lanes) {
                    Sample sample = lane.burst();
                    say("  %2d %-14s %s".formatted(round, lane.contestant().name(), sample));
                    if (round >= 0) {
                        samples.computeIfAbsent(lane.contestant().name(), name -> new ArrayList<>())
                                .add(sample);
                    }
                }
            }
            for (Lane lane : lanes) {
                if (lane.lostReaders() > 0) {
                    report.line("%s dropped %d readers in %s."
                            .formatted(lane.contestant().name(), lane.lostReaders(), scenario.option()));
                }
            }
        } finally {
            lanes.forEach(Lane::close);
        }
        var medians = new LinkedHashMap<String, Sample>();
        samples.forEach((name, all) -> medians.put(name, Sample.median(all)));
        report.scenario(scenario, medians);
        write();
    }

    /** Twice as many readers as elsewhere, to stand out from what else moves in a process. */
    private void measureMemory() throws IOException {
        int count = 2 * readers;
        var bytes = new LinkedHashMap<String, Double>();
        for (Contestant contestant : contestants) {
            // Loads what a first reader loads for good.
            try (var swarm = new Swarm(contestant.port(), 1, Map.of())) {
                swarm.open(count / 10, contestant.subscribe().apply(MEMORY));
            }
            long before = contestant.memory().bytes();
            try (var swarm = new Swarm(contestant.port(), 1, Map.of())) {
                swarm.open(count, contestant.subscribe().apply(MEMORY));
                bytes.put(contestant.name(), (contestant.memory().bytes() - before) / (double) count);
                swarm.failOnFault();
            }
            say("%s: %.0f bytes for each reader".formatted(contestant.name(), bytes.get(contestant.name())));
        }
        report.memory(count, bytes);
        write();
    }

    private String machine() {
        return "%d cores, %s %s, Java %s; %d readers, medians of %d rounds after %d for warming up."
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        System.getProperty("java.version"),
                        readers,
                        rounds,
                        warmup);
    }

    @SuppressWarnings("SystemOut") // what the benchmark is for
    private static void say(String text) {
        System.out.println(text);
    }
}
