package example.damages;

/** A report came without a photo. */
public class NoPhotosException extends RuntimeException {
    private static final long serialVersionUID = 1L;
}
