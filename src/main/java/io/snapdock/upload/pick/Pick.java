package io.snapdock.upload.pick;

import io.snapdock.problem.ProblemException;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where a picture lies among those that a person chose in one go.
 *
 * @param id the sender's own name for the pick
 * @param index from 0
 * @param picked how many were chosen; null when the sender did not say
 */
public record Pick(String id, int index, Integer picked) {

    /** What {@link #id} may be. */
    public static final String ID = "[A-Za-z0-9._~-]{1,64}";

    /** So many pictures at most are one pick. */
    public static final int MAX_PICKED = 10_000;

    private static final String NUMBER = "[0-9]{1,5}";

    /**
     * Reads what a sender said; each part is null when it did not come.
     *
     * @param invalid makes the error of a sentence that goes on from "the parameters"
     * @throws ProblemException from {@code invalid}
     */
    public static Optional<Pick> read(
            String pick, String index, String picked, Function<String, ProblemException> invalid) {
        if (pick == null && index == null && picked == null) {
            return Optional.empty();
        }
        if (pick == null || !pick.matches(ID)) {
            throw invalid.apply("pick must be 1 to 64 characters of A-Z, a-z, 0-9 and . _ ~ -");
        }
        int size = picked == null ? MAX_PICKED : number(picked);
        if (size < 1 || size > MAX_PICKED) {
            throw invalid.apply("picked must be a whole number from 1 to " + MAX_PICKED + ".");
        }
        int at = index == null ? -1 : number(index);
        if (at < 0 || at >= size) {
            throw invalid.apply("index must be a whole number from 0, and smaller than picked or " + MAX_PICKED + ".");
        }
        return Optional.of(new Pick(pick, at, picked == null ? null : size));
    }

    private static int number(String text) {
        return text.matches(NUMBER) ? Integer.parseInt(text) : -1;
    }

    /** How many places it takes in its dock. */
    public int places() {
        return picked == null ? MAX_PICKED : picked;
    }
}
