package io.snapdock.picture.strip;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A colour profile (ICC.1:2022 7) with the tags that make colours, their name and their owner; what other tags hold, and what no tag
 * reaches, becomes zeros. Nothing moves.
 */
final class IccProfile {

    private static final int HEADER_BYTES = 128;
    private static final int ENTRIES_AT = HEADER_BYTES + 4;
    private static final int ENTRY_BYTES = 12;
    private static final int MAX_TAGS = 200;
    private static final int SIGNATURE_AT = 36;
    private static final int SIGNATURE = tag("acsp");

    /** 7.2.18: a digest of all, which does not hold any more; zeros for none. */
    private static final int DIGEST_AT = 84;

    private static final int DIGEST_BYTES = 16;

    /** 9.2, and Apple's own for its screens. */
    private static final Set<Integer> KEPT = Stream.of(
                    "desc cprt dmnd dmdd wtpt bkpt chad chrm cicp lumi meas tech view gamt rXYZ gXYZ bXYZ rTRC gTRC bTRC kTRC"
                            + " A2B0 A2B1 A2B2 A2B3 B2A0 B2A1 B2A2 B2A3 D2B0 D2B1 D2B2 D2B3 B2D0 B2D1 B2D2 B2D3 pre0"
                            + " pre1 pre2 clro clrt ciis vcgt ndin mmod dscm aarg aagg aabg HDGM")
            .flatMap(names -> Arrays.stream(names.split(" ", -1)))
            .map(IccProfile::tag)
            .collect(Collectors.toUnmodifiableSet());

    private IccProfile() {}

    /** @return as long, the same bytes when all may stay; empty when this is no profile */
    static Optional<byte[]> harmless(byte[] profile) {
        if (profile.length < ENTRIES_AT) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(profile);
        int tags = in.getInt(HEADER_BYTES);
        boolean readable = in.getInt(SIGNATURE_AT) == SIGNATURE
                && tags >= 0
                && tags <= MAX_TAGS
                && ENTRIES_AT + tags * ENTRY_BYTES <= profile.length;
        if (!readable) {
            return Optional.empty();
        }
        byte[] kept = Arrays.copyOf(Arrays.copyOf(profile, HEADER_BYTES), profile.length);
        ByteBuffer out = ByteBuffer.wrap(kept);
        int[] entries = IntStream.range(0, tags)
                .map(i -> ENTRIES_AT + i * ENTRY_BYTES)
                .filter(at -> KEPT.contains(in.getInt(at)) && within(in, at, ENTRIES_AT + tags * ENTRY_BYTES))
                .toArray();
        out.putInt(HEADER_BYTES, entries.length);
        for (int i = 0; i < entries.length; i++) {
            System.arraycopy(profile, entries[i], kept, ENTRIES_AT + i * ENTRY_BYTES, ENTRY_BYTES);
            int start = in.getInt(entries[i] + 4);
            System.arraycopy(profile, start, kept, start, in.getInt(entries[i] + 8));
        }
        if (!Arrays.equals(kept, profile)) {
            Arrays.fill(kept, DIGEST_AT, DIGEST_AT + DIGEST_BYTES, (byte) 0);
        }
        return Optional.of(kept);
    }

    private static boolean within(ByteBuffer in, int at, int tableEnd) {
        int start = in.getInt(at + 4);
        int length = in.getInt(at + 8);
        return start >= tableEnd && length >= 0 && length <= in.capacity() - start;
    }

    private static int tag(String name) {
        return name.charAt(0) << 24 | name.charAt(1) << 16 | name.charAt(2) << 8 | name.charAt(3);
    }
}
