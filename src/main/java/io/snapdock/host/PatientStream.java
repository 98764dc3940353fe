package io.snapdock.host;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The body of an answer, given up when nothing of it comes for a while: the time limit of {@code HttpClient} ends with the answer's head. */
final class PatientStream extends FilterInputStream {

    private static final int LOOKS = 4;

    private final long silentNanos;
    private volatile long askedNanos;

    /** Whether somebody waits for bytes: how long they are made use of is the reader's business. */
    private volatile boolean isAsked;

    private volatile boolean isClosed;
    private volatile boolean isGivenUp;

    PatientStream(InputStream in, Duration silence) {
        super(in);
        silentNanos = silence.toNanos();
        lookLater();
    }

    private void lookLater() {
        CompletableFuture.delayedExecutor(silentNanos / LOOKS, TimeUnit.NANOSECONDS)
                .execute(this::look);
    }

    private void look() {
        if (isClosed) {
            return;
        }
        if (!isAsked || System.nanoTime() - askedNanos < silentNanos) {
            lookLater();
            return;
        }
        isGivenUp = true;
        try {
            // Whoever reads wakes by that.
            in.close();
        } catch (IOException e) {
            // It is given up all the same.
            isClosed = true;
        }
    }

    @Override
    public int read() throws IOException {
        ask();
        return heard(in.read());
    }

    @Override
    public int read(byte[] bytes, int from, int most) throws IOException {
        ask();
        return heard(in.read(bytes, from, most));
    }

    private void ask() {
        askedNanos = System.nanoTime();
        isAsked = true;
    }

    private int heard(int read) throws IOException {
        isAsked = false;
        if (isGivenUp) {
            throw new IOException("Snapdock has stopped in the middle of an answer");
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        isClosed = true;
        super.close();
    }
}
