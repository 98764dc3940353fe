package io.snapdock.picture.format;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Which codec a file of boxes is coded with, by its first bytes: by any brand of its {@code ftyp} box (ISO/IEC 14496-12 4.3), the major one
 * first, else by the kinds of its items. Brands of HEIF at large (mif1, miaf, …) say nothing about the codec.
 */
enum BmffKind {
    HEVC(Set.of("heic", "heix", "hevc", "hevx", "heim", "heis", "hevm", "hevs"), Set.of("hvc1", "hev1", "lhv1")),
    AV1(Set.of("avif", "avis", "avio"), Set.of("av01")),
    NEITHER(Set.of(), Set.of());

    private static final int MAJOR_AT = 8;
    private static final int COMPATIBLE_AT = 16;

    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<String> brands;

    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<String> items;

    BmffKind(Set<String> brands, Set<String> items) {
        this.brands = brands;
        this.items = items;
    }

    static BmffKind of(byte[] head) {
        if (!isContainer(head)) {
            return NEITHER;
        }
        String major = fourCharacters(head, MAJOR_AT);
        return first(kind -> kind.brands.contains(major))
                .or(() -> first(kind -> compatibleBrands(head).anyMatch(kind.brands::contains)))
                .or(() -> byItems(head))
                .orElse(NEITHER);
    }

    static boolean isContainer(byte[] head) {
        return "ftyp".equals(fourCharacters(head, 4));
    }

    private static Optional<BmffKind> first(Predicate<BmffKind> fits) {
        return Stream.of(values()).filter(fits).findFirst();
    }

    private static Stream<String> compatibleBrands(byte[] head) {
        long end = Math.min(u32(head, 0), head.length);
        return Stream.iterate(COMPATIBLE_AT, at -> at + 4 <= end, at -> at + 4).map(at -> fourCharacters(head, at));
    }

    /** ISO/IEC 14496-12 8.11.6: each {@code infe} of version 2 or 3 names its item's kind; the first coded picture decides. */
    private static Optional<BmffKind> byItems(byte[] head) {
        long at = u32(head, 0);
        while (at >= 8 && at + 8 <= head.length) {
            String name = fourCharacters(head, (int) at + 4);
            long length = u32(head, (int) at);
            if ("meta".equals(name)) {
                // Fields stand before the first box in it, and in iinf.
                at += 8 + 4;
            } else if ("iinf".equals(name) && at + 9 <= head.length) {
                at += 8 + 4 + (head[(int) at + 8] == 0 ? 2 : 4);
            } else {
                if ("infe".equals(name) && at + 9 <= head.length) {
                    int typeAt = (int) at + 8 + 4 + (head[(int) at + 8] == 2 ? 4 : 6);
                    String type = fourCharacters(head, typeAt);
                    Optional<BmffKind> kind = first(one -> one.items.contains(type));
                    if (kind.isPresent()) {
                        return kind;
                    }
                }
                if (length < 8) {
                    return Optional.empty();
                }
                at += length;
            }
        }
        return Optional.empty();
    }

    private static long u32(byte[] head, int at) {
        return head.length < at + 4
                ? 0
                : ((head[at] & 0xFFL) << 24)
                        | ((head[at + 1] & 0xFF) << 16)
                        | ((head[at + 2] & 0xFF) << 8)
                        | (head[at + 3] & 0xFF);
    }

    private static String fourCharacters(byte[] head, int at) {
        return head.length < at + 4 ? "" : new String(head, at, 4, StandardCharsets.ISO_8859_1);
    }
}
