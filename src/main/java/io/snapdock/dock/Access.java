package io.snapdock.dock;

import io.snapdock.problem.ProblemException;
import io.snapdock.web.Bearer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;

/**
 * Decides from a request's headers what its sender may do with a dock. Every refusal is the same {@code dock-unavailable}, so
 * that nobody learns which docks exist.
 */
@ApplicationScoped
public class Access {

    /** The cookie with the owner key; its path is that of the dock, so a browser can own several. */
    static final String OWNER_COOKIE = "snapdock_owner";

    @Inject
    private Docks docks;

    /** The desktop that opened the dock; its key is needed to show the join link again. */
    public record Owner(Dock dock, Key key) {

        public String joinUrl(String base) {
            return JoinUrl.of(base, dock.id(), key);
        }
    }

    /**
     * The owner or a phone.
     *
     * @param phoneId empty for the owner
     */
    public record Member(Dock dock, Optional<String> phoneId) {

        public boolean isOwner() {
            return phoneId.isEmpty();
        }
    }

    /** @throws ProblemException {@code dock-unavailable} */
    public Owner owner(String dockId, HttpHeaders headers) {
        Key key = key(headers);
        Dock dock = dock(dockId);
        if (!dock.isOwnedWith(key)) {
            throw refused();
        }
        return new Owner(dock, key);
    }

    /** @throws ProblemException {@code dock-unavailable} */
    public Member member(String dockId, HttpHeaders headers) {
        Key key = key(headers);
        Dock dock = dock(dockId);
        if (dock.isOwnedWith(key)) {
            return new Member(dock, Optional.empty());
        }
        Phone phone = docks.phones(dockId).stream()
                .filter(one -> one.isHeldWith(key))
                .findFirst()
                .orElseThrow(Access::refused);
        return new Member(dock, Optional.of(phone.id()));
    }

    /** Someone who read the QR code. */
    Dock invited(String dockId, HttpHeaders headers) {
        Key key = key(headers);
        Dock dock = dock(dockId);
        if (!dock.isJoinedWith(key)) {
            throw refused();
        }
        return dock;
    }

    /** A header goes before the cookie: a phone's page may run in the browser that owns the dock. */
    private static Key key(HttpHeaders headers) {
        Cookie cookie = headers.getCookies().get(OWNER_COOKIE);
        boolean byHeader = headers.getHeaderString(HttpHeaders.AUTHORIZATION) != null;
        String text = byHeader ? Bearer.of(headers).orElse(null) : cookie == null ? null : cookie.getValue();
        return Key.parse(text).orElseThrow(Access::refused);
    }

    private Dock dock(String dockId) {
        return docks.find(dockId).orElseThrow(Access::refused);
    }

    /** The one refusal, for whoever finds docks by other ways than their id. */
    public static ProblemException refused() {
        return new ProblemException(DockProblem.DOCK_UNAVAILABLE);
    }
}
