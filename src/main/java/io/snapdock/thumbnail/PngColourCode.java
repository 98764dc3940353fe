package io.snapdock.thumbnail;

import java.util.Set;

/** PNG's {@code cICP}: colours by the numbers of ITU-T H.273, as video has them (PNG, Third Edition, 11.3.2.6). */
final class PngColourCode {

    /** Tables 2 and 3. The rest is reserved or unspecified, or browsers do not know it. */
    private static final Set<Integer> KNOWN_PRIMARIES = Set.of(1, 4, 5, 6, 7, 8, 9, 10, 11, 12, 22);

    private static final Set<Integer> KNOWN_CURVES = Set.of(1, 4, 5, 6, 7, 8, 11, 13, 14, 15, 16, 17, 18);

    private PngColourCode() {}

    /**
     * @param code primaries, curve, matrix, full range
     * @return empty when browsers ignore it
     * @throws UndecodablePictureException for what is known but rare, and for light beyond white: how much of it is shown
     *     hangs on the screen
     */
    static byte[] profile(byte[] code) throws UndecodablePictureException {
        if (code[2] != 0) {
            throw new UndecodablePictureException("PNG with a colour matrix");
        }
        int primaries = code[0];
        int curve = code[1];
        if (code[3] != 1 || !KNOWN_PRIMARIES.contains(primaries) || !KNOWN_CURVES.contains(curve)) {
            return new byte[0];
        }
        return MatrixProfile.of(primaries(primaries), curve(curve));
    }

    private static double[] primaries(int number) throws UndecodablePictureException {
        return switch (number) {
            case 1 -> MatrixProfile.PRIMARIES_709;
            case 9 -> MatrixProfile.PRIMARIES_2020;
            case 12 -> MatrixProfile.PRIMARIES_P3;
            default -> throw new UndecodablePictureException("PNG with primaries " + number);
        };
    }

    private static double[] curve(int number) throws UndecodablePictureException {
        return switch (number) {
            // What screens make of television's signal (ITU-R BT.1886), not what cameras do.
            case 1, 6, 11, 14, 15 -> MatrixProfile.gamma(2.4);
            case 4 -> MatrixProfile.gamma(2.2);
            case 5 -> MatrixProfile.gamma(2.8);
            case 8 -> MatrixProfile.gamma(1);
            case 13 -> MatrixProfile.CURVE_SRGB;
            default -> throw new UndecodablePictureException("PNG with curve " + number);
        };
    }
}
