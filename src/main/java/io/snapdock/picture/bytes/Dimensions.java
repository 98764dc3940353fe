package io.snapdock.picture.bytes;

/**
 * A picture's width and height in pixels as its header states them: of the picture as stored, before any EXIF
 * orientation.
 *
 * @param width 1 or more
 * @param height 1 or more
 */
public record Dimensions(int width, int height) {

    /** @throws IllegalArgumentException when a side is below 1 */
    public Dimensions {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("No picture is %d x %d".formatted(width, height));
        }
    }

    /** Width times height; cannot overflow. */
    public long pixels() {
        return (long) width * height;
    }

    /** From sides read out of a file, unsigned: what no picture can have is damage there, not a programming error. */
    public static Dimensions read(long width, long height) throws DamagedPictureException {
        if (width < 1 || height < 1 || width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
            throw new DamagedPictureException("impossible dimensions " + width + " x " + height);
        }
        return new Dimensions((int) width, (int) height);
    }
}
