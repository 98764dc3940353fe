package io.snapdock.bench;

import java.util.Locale;
import java.util.Map;

/** The results as Markdown tables. */
final class Report {
    private final StringBuilder text = new StringBuilder();

    void line(String line) {
        text.append(line).append('\n');
    }

    /**
     * One scenario.
     *
     * @param medians by contestant, in the order of the rows
     */
    void scenario(Scenario scenario, Map<String, Sample> medians) {
        line("");
        line("### " + scenario.title);
        line("");
        line(
                "| | deliveries/s | ÷ Nchan | CPU µs/delivery | ÷ Nchan | ÷ stock | ÷ floor | client µs | p50 ms | p99 ms | max ms | missing |");
        line("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        var nchan = medians.get("nchan");
        var floor = medians.get("floor");
        medians.forEach((name, sample) -> {
            var stock = medians.get(name + "-stock");
            line(String.format(
                    Locale.ROOT,
                    "| %s | %,.0f | %s | %.2f | %s | %s | %s | %.2f | %.1f | %.1f | %.1f | %,d |",
                    name,
                    sample.deliveriesPerSecond(),
                    ratio(sample.deliveriesPerSecond(), nchan == null ? 0 : nchan.deliveriesPerSecond()),
                    sample.cpuMicros(),
                    ratio(sample.cpuMicros(), nchan == null ? 0 : nchan.cpuMicros()),
                    ratio(sample.cpuMicros(), stock == null ? 0 : stock.cpuMicros()),
                    ratio(sample.cpuMicros(), floor == null ? 0 : floor.cpuMicros()),
                    sample.clientMicros(),
                    sample.p50Millis(),
                    sample.p99Millis(),
                    sample.maxMillis(),
                    sample.missing()));
        });
    }

    private static String ratio(double value, double base) {
        return base == 0 ? "" : String.format(Locale.ROOT, "%.2f", value / base);
    }

    void memory(int readers, Map<String, Double> bytesForEach) {
        line("");
        line(String.format(Locale.ROOT, "### Memory of an idle reader, %,d of them", readers));
        line("");
        line("| | KiB |");
        line("| --- | ---: |");
        bytesForEach.forEach((name, bytes) -> line(String.format(Locale.ROOT, "| %s | %.1f |", name, bytes / 1024)));
    }

    /**
     * One scenario of uploads.
     *
     * @param medians by contestant, in the order of the rows
     * @param peaks most bytes that were resident, since the start
     */
    void uploads(UploadScenario scenario, Map<String, UploadSample> medians, Map<String, Long> peaks) {
        line("");
        line("### " + scenario.title);
        line("");
        line(
                "| | MiB/s | pictures/s | ÷ @tus/server | ÷ nginx | CPU ms/MiB | client ms/MiB | p50 ms | p99 ms | peak RSS MiB |");
        line("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        var node = medians.get("tus-node");
        var nginx = medians.get("nginx");
        medians.forEach((name, sample) -> line(String.format(
                Locale.ROOT,
                "| %s | %.0f | %,.0f | %s | %s | %.2f | %.2f | %.1f | %.1f | %d |",
                name,
                sample.mebibytesPerSecond(),
                sample.picturesPerSecond(),
                ratio(sample.mebibytesPerSecond(), node == null ? 0 : node.mebibytesPerSecond()),
                ratio(sample.mebibytesPerSecond(), nginx == null ? 0 : nginx.mebibytesPerSecond()),
                sample.cpuMillis(),
                sample.clientMillis(),
                sample.p50Millis(),
                sample.p99Millis(),
                peaks.get(name) / (1024 * 1024))));
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
