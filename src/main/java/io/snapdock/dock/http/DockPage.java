package io.snapdock.dock.http;

import io.snapdock.dock.Dock;
import io.snapdock.dock.DockPlace;
import io.snapdock.dock.DockSummary;
import io.snapdock.dock.Docks;
import io.snapdock.problem.HttpProblem;
import io.snapdock.problem.ProblemException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Some of the docks, the newest first.
 *
 * @param next what {@code after} takes to go on; null at the end
 */
public record DockPage(List<DockSummary> docks, String next) {

    private static final int MAX_LIMIT = 1_000;

    /**
     * A page as it was asked for.
     *
     * @param after where the page before ended; null for the first one
     * @param list the docks from a place on, so many at most
     */
    static Response answer(Docks docks, String after, String limit, BiFunction<DockPlace, Integer, List<Dock>> list) {
        int most = limit.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(limit) : 0;
        if (most < 1 || most > MAX_LIMIT) {
            throw new ProblemException(HttpProblem.QUERY_INVALID, "limit must be a whole number from 1 to 1000.");
        }
        DockPlace place = after == null
                ? DockPlace.FIRST
                : DockPlace.parse(after)
                        .orElseThrow(() -> new ProblemException(
                                HttpProblem.QUERY_INVALID, "after must be the next of the page before."));
        List<Dock> page = list.apply(place, most);
        String next = page.size() < most
                ? null
                : DockPlace.of(page.get(page.size() - 1)).toString();
        return Response.ok(new DockPage(docks.summaries(page), next))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
