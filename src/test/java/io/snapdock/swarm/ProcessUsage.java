package io.snapdock.swarm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What the kernel has booked for a process (proc(5)); Linux only.
 *
 * @param pid of a process of the same user
 */
public record ProcessUsage(long pid) {
    /** USER_HZ, the same on all architectures that matter. */
    private static final long TICK_MILLIS = 10;

    public static boolean isKnown() {
        return Files.exists(Path.of("/proc/self/stat"));
    }

    /** Of all its threads, in user mode and in the kernel, in steps of 10 ms. */
    public Duration cpu() {
        return Duration.ofMillis(TICK_MILLIS * ticks(read("stat")));
    }

    private static long ticks(String stat) {
        // The name before may hold spaces and parentheses.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    /** Of each thread, but without the JVM's compilers: they work for a while after a start, and then no more. */
    public Map<String, Duration> cpuByThread() {
        var threads = new HashMap<String, Duration>();
        try (var folders = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path folder : folders) {
                readThread(folder, threads);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return threads;
    }

    private static void readThread(Path folder, Map<String, Duration> threads) {
        try {
            String stat = Files.readString(folder.resolve("stat"));
            if (!stat.contains(" CompilerThre")) {
                threads.put(folder.getFileName().toString(), Duration.ofMillis(TICK_MILLIS * ticks(stat)));
            }
        } catch (IOException e) {
            // It has ended meanwhile.
            threads.remove(folder.getFileName().toString());
        }
    }

    public long residentBytes() {
        return status("VmRSS") * 1024;
    }

    /** The most that was resident since the process started. */
    public long peakResidentBytes() {
        return status("VmHWM") * 1024;
    }

    public int threads() {
        return (int) status("Threads");
    }

    private long status(String name) {
        return read("status")
                .lines()
                .filter(line -> line.startsWith(name + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No " + name + " for process " + pid));
    }

    private String read(String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
