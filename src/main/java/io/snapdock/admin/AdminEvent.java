package io.snapdock.admin;

import io.snapdock.webhook.MessageView;
import java.time.Instant;
import java.util.List;

/** The data of the events of the administrator's stream, in the shapes that {@code docs/api.md} shows. Public for JSON-B. */
public final class AdminEvent {

    private AdminEvent() {}

    /** @param now the server's clock */
    public record Overview(Instant now, ServerFigures figures) {}

    /**
     * @param docks as they are now
     * @param gone ids of those that are kept no longer
     */
    public record Docks(List<DockRow> docks, List<String> gone) {}

    public record Messages(List<MessageView> messages) {}
}
