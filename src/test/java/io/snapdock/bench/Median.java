package io.snapdock.bench;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What half of the rounds stay below. */
final class Median {
    private Median() {}

    static <T> double of(List<T> samples, ToDoubleFunction<T> column) {
        var sorted = samples.stream()
                .map(column::applyAsDouble)
                .sorted(Comparator.naturalOrder())
                .toList();
        return sorted.get(sorted.size() / 2);
    }
}
