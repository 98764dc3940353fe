package io.snapdock.admin;

import java.util.List;

/**
 * Some of the docks, the newest first.
 *
 * @param next what {@code after} takes to go on; null at the end
 */
public record DockRowPage(List<DockRow> docks, String next) {

    public DockRowPage {
        docks = List.copyOf(docks);
    }
}
