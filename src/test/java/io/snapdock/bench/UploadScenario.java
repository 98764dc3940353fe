package io.snapdock.bench;

import io.snapdock.support.Pictures;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/**
 * What is sent. Of a JPEG a server makes a thumbnail, which costs more than taking it in; of an AVIF this one makes none, so that alone says what
 * taking costs.
 */
enum UploadScenario {
    LARGE("100 pictures of 5 MiB (AVIF, no thumbnails)", 100, 5 * 1024 * 1024, false),
    SMALL("2,000 pictures of 50 KiB (AVIF, no thumbnails)", 2000, 50 * 1024, false),
    LARGE_JPEG("100 pictures of 5 MiB (JPEG, with thumbnails)", 100, 5 * 1024 * 1024, true),
    SMALL_JPEG("2,000 pictures of 50 KiB (JPEG, with thumbnails)", 2000, 50 * 1024, true);

    /** Of the number that makes each picture another one. */
    private static final int NUMBER_BYTES = 12;

    final String title;
    final int pictures;
    final int bytes;
    private final boolean isJpeg;

    UploadScenario(String title, int pictures, int bytes, boolean isJpeg) {
        this.title = title;
        this.pictures = pictures;
        this.bytes = bytes;
        this.isJpeg = isJpeg;
    }

    /** As {@code bench.only} names it. */
    String option() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    double mebibytes() {
        return (double) pictures * bytes / (1024 * 1024);
    }

    /** A picture whose last part {@link #number} may change. */
    byte[] picture() {
        return isJpeg ? jpeg() : avif();
    }

    /** Nearly all of it is scan data, as in what cameras write: a check must read each byte of that. */
    private byte[] jpeg() {
        byte[] small = Pictures.jpeg(640, 480);
        byte[] noise = new byte[bytes - small.length];
        new Random(bytes).nextBytes(noise);
        for (int i = 0; i < noise.length; i++) {
            // Would begin a marker.
            noise[i] = noise[i] == (byte) 0xFF ? 0 : noise[i];
        }
        int end = small.length - 2;
        return Pictures.joined(Arrays.copyOf(small, end), noise, Arrays.copyOfRange(small, end, small.length));
    }

    /** A box of free space behind the picture (ISO/IEC 14496-12, 8.1.2). */
    private byte[] avif() {
        byte[] small = Pictures.avif();
        byte[] free = new byte[bytes - small.length];
        new Random(bytes).nextBytes(free);
        ByteBuffer.wrap(free).putInt(free.length).put("free".getBytes(StandardCharsets.US_ASCII));
        return Pictures.joined(small, free);
    }

    static void number(byte[] picture, long number) {
        byte[] digits = "%012d".formatted(number).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(digits, 0, picture, picture.length - 2 * NUMBER_BYTES, NUMBER_BYTES);
    }
}
