package io.snapdock.dock.http;

import io.snapdock.dock.Dock;
import io.snapdock.dock.DockPlace;
import io.snapdock.dock.DockSummary;
import io.snapdock.dock.Docks;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;

/**
 * Some of the docks, the newest first.
 *
 * @param next what {@code after} takes to go on; null at the end
 */
public record DockPage(List<DockSummary> docks, String next) {

    /**
     * @param slice as it was asked for
     * @param page what there is of it
     */
    static Response answer(Docks docks, Slice slice, List<Dock> page) {
        String next = page.size() < slice.most()
                ? null
                : DockPlace.of(page.get(page.size() - 1)).toString();
        return Response.ok(new DockPage(docks.summaries(page), next))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
