package io.snapdock.dock.http;

import io.snapdock.dock.DockPlace;
import io.snapdock.problem.HttpProblem;
import io.snapdock.problem.ProblemException;

/**
 * Which part of a list of docks a request asks for.
 *
 * @param after where the part before ended
 * @param most so many, at most
 */
public record Slice(DockPlace after, int most) {

    private static final int MAX_LIMIT = 1_000;

    /**
     * @param after the {@code next} of the part before; null for the first one
     * @throws ProblemException {@code query-invalid}
     */
    public static Slice of(String after, String limit) {
        int most = limit.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(limit) : 0;
        if (most < 1 || most > MAX_LIMIT) {
            throw new ProblemException(HttpProblem.QUERY_INVALID, "limit must be a whole number from 1 to 1000.");
        }
        DockPlace place = after == null
                ? DockPlace.FIRST
                : DockPlace.parse(after)
                        .orElseThrow(() -> new ProblemException(
                                HttpProblem.QUERY_INVALID, "after must be the next of the page before."));
        return new Slice(place, most);
    }
}
