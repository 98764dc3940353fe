package io.snapdock.dock.http;

import io.snapdock.dock.Desktops;
import io.snapdock.dock.Dock;
import io.snapdock.dock.DockProblem;
import io.snapdock.dock.Docks;
import io.snapdock.dock.key.JoinUrl;
import io.snapdock.dock.key.Key;
import io.snapdock.dock.phone.Phone;
import io.snapdock.problem.ProblemException;
import io.snapdock.web.Bearer;
import io.snapdock.web.CallLimits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * Decides from a request's headers what its sender may do with a dock. Every refusal is the same {@code dock-unavailable}, so
 * that nobody learns which docks exist.
 */
@ApplicationScoped
public class Access {

    /** The cookie with the owner key; its path is that of the dock, so a browser can own several. */
    static final String OWNER_COOKIE = "snapdock_owner";

    /**
     * Its name over TLS. Browsers take a name that begins so over TLS only and with {@code Secure} (RFC 6265bis, 4.1.3.1), so nobody who can answer
     * for this host over plain HTTP can put another one in its place.
     */
    static final String SECURE_OWNER_COOKIE = "__Secure-" + OWNER_COOKIE;

    /** Photos leave the browser's cache with their dock. It works in secure contexts only (W3C Clear Site Data, 3.1). */
    static final String CLEAR_SITE_DATA = "Clear-Site-Data";

    static final String CACHE = "\"cache\"";

    @Inject
    private Docks docks;

    @Inject
    private Desktops desktops;

    @Inject
    private CallLimits limits;

    @Inject
    private Clock clock;

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

        /** Whose transfers these are, where they are counted. */
        public String counted() {
            return dock.id() + "/" + phoneId.orElse("owner");
        }
    }

    /**
     * Who asks, as its request says, not looked up yet.
     *
     * @param address empty when it is no request of this moment's
     */
    record Caller(Key key, Optional<String> address) {}

    /** @throws ProblemException {@code dock-unavailable}, {@code too-many-requests} */
    public Owner owner(String dockId, HttpHeaders headers) {
        Caller caller = caller(headers);
        Key key = caller.key();
        Dock dock = docks.known(dockId).filter(one -> one.isOwnedWith(key)).orElseThrow(() -> wrongKey(caller));
        return new Owner(heardOf(open(dock)), key);
    }

    /** @throws ProblemException {@code dock-unavailable}, {@code too-many-requests} */
    public Member member(String dockId, HttpHeaders headers) {
        return member(dockId, caller(headers));
    }

    /**
     * The same for a key that came by another way than a request's headers, on any thread.
     *
     * @param address of who brought it
     * @throws ProblemException {@code dock-unavailable}, {@code too-many-requests}
     */
    public Member member(String dockId, String key, String address) {
        return member(dockId, caller(key, Optional.of(address)));
    }

    /**
     * The same on any thread.
     *
     * @throws ProblemException {@code dock-unavailable}, {@code too-many-requests}
     */
    Member member(String dockId, Caller caller) {
        Key key = caller.key();
        Dock dock = docks.known(dockId).orElseThrow(() -> wrongKey(caller));
        if (dock.isOwnedWith(key)) {
            return new Member(heardOf(open(dock)), Optional.empty());
        }
        Phone phone = docks.phones(dockId).stream()
                .filter(one -> one.isHeldWith(key))
                .findFirst()
                .orElseThrow(() -> wrongKey(caller));
        return new Member(open(dock), Optional.of(phone.id()));
    }

    /** Someone who read the QR code. */
    Dock invited(String dockId, HttpHeaders headers) {
        Caller caller = caller(headers);
        return open(docks.known(dockId)
                .filter(one -> one.isJoinedWith(caller.key()))
                .orElseThrow(() -> wrongKey(caller)));
    }

    /**
     * Reads who asks. A header goes before the cookie: a phone's page may run in the browser that owns the dock.
     *
     * @throws ProblemException {@code dock-unavailable}, {@code too-many-requests}, when it brings nothing that could be a key
     */
    Caller caller(HttpHeaders headers) {
        Map<String, Cookie> cookies = headers.getCookies();
        Cookie cookie = cookies.getOrDefault(SECURE_OWNER_COOKIE, cookies.get(OWNER_COOKIE));
        boolean byHeader = headers.getHeaderString(HttpHeaders.AUTHORIZATION) != null;
        String text = byHeader ? Bearer.of(headers).orElse(null) : cookie == null ? null : cookie.getValue();
        if (text == null) {
            throw refused();
        }
        return caller(text, limits.caller());
    }

    private Caller caller(String text, Optional<String> address) {
        return new Caller(Key.parse(text).orElseThrow(() -> limits.wrongKey(address, refused())), address);
    }

    /** Only who holds a right key learns by the header that there was a dock: its browser still has photos of it. */
    private Dock open(Dock dock) {
        if (!dock.isOpen(clock.instant())) {
            throw refused().with(CLEAR_SITE_DATA, CACHE);
        }
        return dock;
    }

    private Dock heardOf(Dock dock) {
        desktops.heardOf(dock.id());
        return dock;
    }

    private ProblemException wrongKey(Caller caller) {
        return limits.wrongKey(caller.address(), refused());
    }

    /** The one refusal, for whoever finds docks by other ways than their id. */
    public static ProblemException refused() {
        return new ProblemException(DockProblem.DOCK_UNAVAILABLE);
    }
}
