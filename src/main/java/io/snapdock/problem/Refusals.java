package io.snapdock.problem;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * How often each code was answered since the application was loaded. Static, as problems are also answered where nothing is injected: by filters and by
 * mappers that runtimes make themselves. The codes are those of {@link ProblemKind}s, so their number is bounded.
 */
public final class Refusals {

    private static final Map<String, LongAdder> BY_CODE = new ConcurrentHashMap<>();

    private Refusals() {}

    static void count(String code) {
        BY_CODE.computeIfAbsent(code, any -> new LongAdder()).increment();
    }

    /** @return code → how often, in the order of the codes */
    public static Map<String, Long> byCode() {
        Map<String, Long> counts = new TreeMap<>();
        BY_CODE.forEach((code, count) -> counts.put(code, count.sum()));
        return counts;
    }
}
