package io.snapdock.bench;

import java.util.List;
import java.util.Locale;

/**
 * One burst, or the medians of several.
 *
 * @param cpuMillis of the server for each MiB, with what it does behind its answers
 * @param clientMillis the sender's
 * @param p99Millis from a picture's first byte to its answer
 */
record UploadSample(
        double mebibytesPerSecond,
        double picturesPerSecond,
        double cpuMillis,
        double clientMillis,
        double p50Millis,
        double p99Millis) {

    static UploadSample median(List<UploadSample> samples) {
        return new UploadSample(
                Median.of(samples, UploadSample::mebibytesPerSecond),
                Median.of(samples, UploadSample::picturesPerSecond),
                Median.of(samples, UploadSample::cpuMillis),
                Median.of(samples, UploadSample::clientMillis),
                Median.of(samples, UploadSample::p50Millis),
                Median.of(samples, UploadSample::p99Millis));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%7.1f MiB/s, %7.1f/s, server %6.2f ms/MiB, client %5.2f, p50 %6.1f, p99 %6.1f ms",
                mebibytesPerSecond,
                picturesPerSecond,
                cpuMillis,
                clientMillis,
                p50Millis,
                p99Millis);
    }
}
