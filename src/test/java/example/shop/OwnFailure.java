package example.shop;

/** One that no mapper of the host's takes. */
public class OwnFailure extends Exception {
    private static final long serialVersionUID = 1L;

    public OwnFailure() {
        super("an own failure");
    }
}
