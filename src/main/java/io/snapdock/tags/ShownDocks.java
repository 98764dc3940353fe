package io.snapdock.tags;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** The docks that the pages of one HTTP session have shown. It lies in that session and ends with it. */
public final class ShownDocks implements Serializable {

    private static final long serialVersionUID = 1;

    /** The ones shown longest ago go first: a session must not grow for ever. */
    static final int MOST = 200;

    /** Snapdock takes no longer reference, and a session must not keep what somebody typed into an address. */
    static final int LONGEST_REF = 128;

    private static final String NAME = ShownDocks.class.getName();

    /** For who is not logged in; Snapdock wants a name by which sessions are ended. */
    private final String guest = "guest-" + UUID.randomUUID();

    private final Map<Address, Shown> shown = new LinkedHashMap<>();

    /** Reference → the dock that was opened for it. */
    private final Map<String, String> dockIds = new HashMap<>();

    ShownDocks() {}

    /**
     * Permits the user of this request to ask for a dock.
     *
     * @return the address at which the page's element gets its token
     * @throws IllegalStateException when there is no HTTP session yet and the page has gone out in part
     */
    public static String show(HttpServletRequest request, ShownDock dock) {
        HttpSession session = request.getSession();
        ShownDocks docks = find(session).orElseGet(() -> put(session));
        docks.add(dock, request.getRemoteUser());
        docks.tell(session);
        return request.getContextPath() + SessionServlet.PATH + "?" + SessionServlet.REF + "="
                + URLEncoder.encode(dock.ref(), StandardCharsets.UTF_8)
                + (dock.isReadOnly() ? "&" + SessionServlet.READ_ONLY + "=true" : "");
    }

    /** Whether a form's ticket is one of the dock that a page of this HTTP session has shown for the reference. */
    public static boolean isOfDock(HttpServletRequest request, String ref, String dockId) {
        return find(request.getSession(false))
                .map(docks -> docks.hasOpened(ref, dockId))
                .orElse(false);
    }

    /** @param session or null */
    static Optional<ShownDocks> find(HttpSession session) {
        return Optional.ofNullable(session)
                .map(each -> each.getAttribute(NAME))
                .filter(ShownDocks.class::isInstance)
                .map(ShownDocks.class::cast);
    }

    /** Two pages of one session may come first at once. */
    private static ShownDocks put(HttpSession session) {
        synchronized (ShownDocks.class) {
            return find(session).orElseGet(() -> {
                var docks = new ShownDocks();
                docks.tell(session);
                return docks;
            });
        }
    }

    /** Servers that keep sessions elsewhere look at what was set. */
    void tell(HttpSession session) {
        session.setAttribute(NAME, this);
    }

    synchronized void add(ShownDock dock, String user) {
        if (dock.ref().length() > LONGEST_REF) {
            return;
        }
        var address = new Address(dock.ref(), dock.isReadOnly());
        shown.remove(address);
        shown.put(address, new Shown(dock, user));
        if (shown.size() > MOST) {
            var oldest = shown.keySet().iterator();
            String ref = oldest.next().ref();
            oldest.remove();
            if (shown.keySet().stream().noneMatch(each -> each.ref().equals(ref))) {
                dockIds.remove(ref);
            }
        }
    }

    /** @param user who asks, null for who is not logged in; who has logged out or in since is somebody else */
    synchronized Optional<ShownDock> find(String ref, boolean isReadOnly, String user) {
        return Optional.ofNullable(shown.get(new Address(ref, isReadOnly)))
                .filter(each -> Objects.equals(each.user(), user))
                .map(Shown::dock);
    }

    synchronized void opened(String ref, String dockId) {
        dockIds.put(ref, dockId);
    }

    private synchronized boolean hasOpened(String ref, String dockId) {
        return dockId.equals(dockIds.get(ref));
    }

    /** By what name Snapdock knows the user. */
    String nameOf(String user) {
        return user == null ? guest : user;
    }

    private record Address(String ref, boolean isReadOnly) implements Serializable {}

    private record Shown(ShownDock dock, String user) implements Serializable {}
}
