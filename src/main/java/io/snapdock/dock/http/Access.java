package io.snapdock.dock.http;

import io.snapdock.dock.Desktops;
import io.snapdock.dock.Dock;
import io.snapdock.dock.DockProblem;
import io.snapdock.dock.Docks;
import io.snapdock.dock.host.Hosts;
import io.snapdock.dock.key.JoinUrl;
import io.snapdock.dock.key.Key;
import io.snapdock.dock.session.Right;
import io.snapdock.dock.session.Session;
import io.snapdock.dock.session.SessionProblem;
import io.snapdock.dock.session.SessionToken;
import io.snapdock.dock.session.Sessions;
import io.snapdock.own.Own;
import io.snapdock.problem.ProblemException;
import io.snapdock.web.Bearer;
import io.snapdock.web.CallLimits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides from a request's headers what its sender may do with a dock. Every refusal of a key is the same {@code dock-unavailable}, and every one of a token the
 * same {@code session-ended}, so that nobody learns which docks exist.
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
    private Sessions sessions;

    @Inject
    private Hosts hosts;

    @Inject
    private CallLimits limits;

    @Inject
    @Own
    private Clock clock;

    /**
     * The owner, a phone, a session of the host's, or the host itself.
     *
     * @param phoneId empty for all but phones
     * @param session of a browser that acts by its host's word
     * @param joinKey the key for phones, where the member may show it
     */
    public record Member(
            Dock dock, Optional<String> phoneId, Optional<Session> session, boolean isHost, Optional<Key> joinKey) {

        /** The owner, or a phone. */
        public Member(Dock dock, Optional<String> phoneId) {
            this(dock, phoneId, Optional.empty(), false, Optional.empty());
        }

        static Member owner(Dock dock, Key key) {
            return new Member(dock, Optional.empty(), Optional.empty(), false, Optional.of(JoinUrl.joinKey(key)));
        }

        static Member session(Dock dock, Session session) {
            return new Member(dock, Optional.empty(), Optional.of(session), false, dock.joinKey());
        }

        /** The host that opened it. */
        public static Member host(Dock dock) {
            return new Member(dock, Optional.empty(), Optional.empty(), true, dock.joinKey());
        }

        /** Whether it is of the desktop's side, which sees all of the dock. */
        public boolean isOwner() {
            return phoneId.isEmpty();
        }

        /** What it may do with what it sees: a phone all with what is its own. */
        public Set<Right> rights() {
            return session.map(Session::rights).orElseGet(() -> EnumSet.allOf(Right.class));
        }

        public boolean may(Right right) {
            return rights().contains(right);
        }

        /** @throws ProblemException {@code session-right-missing} */
        public Member expect(Right right) {
            if (!may(right)) {
                throw new ProblemException(
                        SessionProblem.SESSION_RIGHT_MISSING, "This session has no right \"" + right.word() + "\".");
            }
            return this;
        }

        /** After what time it is no member any more, where that does not hang on the dock. */
        public Optional<Duration> endsIn(Instant now) {
            return session.map(one -> one.left(now));
        }

        /** The link for phones, where the member may show it. */
        public Optional<String> joinUrl(String base) {
            return joinKey.map(key -> JoinUrl.of(base, dock.id(), key));
        }

        /** Whose transfers these are, where they are counted. */
        public String counted() {
            String who = isHost ? "host" : session.map(Session::counted).orElse("owner");
            return dock.id() + "/" + phoneId.orElse(who);
        }
    }

    /**
     * Who asks, as its request says, not looked up yet.
     *
     * @param key an owner's or a phone's
     * @param token of a session
     * @param host the host application that makes the call
     * @param address empty when it is no request of this moment's
     */
    record Caller(Optional<Key> key, Optional<SessionToken> token, Optional<String> host, Optional<String> address) {}

    /**
     * One of the desktop's side: the owner, the host that opened the dock, or a session with this right.
     *
     * @throws ProblemException {@code dock-unavailable}, {@code session-ended}, {@code session-right-missing}, {@code too-many-requests}
     */
    public Member desktop(String dockId, HttpHeaders headers, Right right) {
        Caller caller = caller(headers);
        Member member = member(dockId, caller);
        if (!member.isOwner()) {
            throw wrongKey(caller);
        }
        return member.expect(right);
    }

    /**
     * Who may end the dock: its owner, or the host that opened it.
     *
     * @throws ProblemException {@code dock-unavailable}, {@code session-ended}, {@code session-right-missing}, {@code too-many-requests}
     */
    Member keeper(String dockId, HttpHeaders headers) {
        Caller caller = caller(headers);
        Member member = member(dockId, caller);
        if (member.session().isPresent()) {
            throw new ProblemException(SessionProblem.SESSION_RIGHT_MISSING);
        }
        if (!member.isOwner()) {
            throw wrongKey(caller);
        }
        return member;
    }

    /**
     * The host application that makes the call, by its name.
     *
     * @throws ProblemException {@code api-key-unset}, {@code api-key-wrong}, {@code too-many-requests}
     */
    public String host(HttpHeaders headers) {
        return hosts.of(headers).orElseThrow(() -> {
            if (!hosts.areThere()) {
                return new ProblemException(DockProblem.API_KEY_UNSET);
            }
            var refusal = new ProblemException(DockProblem.API_KEY_WRONG);
            return Bearer.of(headers).isPresent() ? limits.wrongKey(refusal) : refusal;
        });
    }

    /**
     * A dock of the host application that makes the call, open or ended, as long as it is kept.
     *
     * @throws ProblemException {@code dock-unavailable}, and as {@link #host(HttpHeaders)}
     */
    public Dock dockOfHost(String dockId, HttpHeaders headers) {
        return dockOf(host(headers), dockId);
    }

    /** The same for a host that is known. */
    public Dock dockOf(String host, String dockId) {
        return docks.known(dockId).filter(dock -> dock.isOf(host)).orElseThrow(Access::refused);
    }

    /** @throws ProblemException {@code dock-unavailable}, {@code session-ended}, {@code too-many-requests} */
    public Member member(String dockId, HttpHeaders headers) {
        return member(dockId, caller(headers));
    }

    /**
     * The same for a key that came by another way than a request's headers, on any thread.
     *
     * @param address of who brought it
     * @throws ProblemException {@code dock-unavailable}, {@code session-ended}, {@code too-many-requests}
     */
    public Member member(String dockId, String key, String address) {
        var caller = new Caller(Key.parse(key), SessionToken.parse(key), hosts.ofKey(key), Optional.of(address));
        if (caller.key().isEmpty() && caller.token().isEmpty() && caller.host().isEmpty()) {
            throw wrongKey(caller);
        }
        return member(dockId, caller);
    }

    /**
     * The same on any thread.
     *
     * @throws ProblemException {@code dock-unavailable}, {@code session-ended}, {@code too-many-requests}
     */
    Member member(String dockId, Caller caller) {
        if (caller.token().isPresent()) {
            return ofSession(dockId, caller.token().get(), caller);
        }
        Dock dock = docks.known(dockId).orElseThrow(() -> wrongKey(caller));
        return caller.key()
                .flatMap(key -> holder(dock, key))
                .or(() -> caller.host().filter(dock::isOf).map(host -> Member.host(dock)))
                .orElseThrow(() -> wrongKey(caller));
    }

    private Optional<Member> holder(Dock dock, Key key) {
        if (dock.isOwnedWith(key)) {
            return Optional.of(Member.owner(heardOf(open(dock)), key));
        }
        return docks.phones(dock.id()).stream()
                .filter(one -> one.isHeldWith(key))
                .findFirst()
                .map(phone -> new Member(open(dock), Optional.of(phone.id())));
    }

    /** A token that is none any more has one answer, whether there is such a dock or not. */
    private Member ofSession(String dockId, SessionToken token, Caller caller) {
        Optional<Session> known = sessions.known(token);
        Session session = known.filter(one -> one.isOf(dockId) && !one.isOver(clock.instant()))
                .orElseThrow(() -> known.isPresent() ? ended() : limits.wrongKey(caller.address(), ended()));
        return Member.session(heardOf(open(docks.known(dockId).orElseThrow(Access::refused))), session);
    }

    /** RFC 6750, section 3: who refuses a token says so. */
    private static ProblemException ended() {
        return new ProblemException(SessionProblem.SESSION_ENDED)
                .with(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
    }

    /** Someone who read the QR code. */
    Dock invited(String dockId, HttpHeaders headers) {
        Caller caller = caller(headers);
        return open(docks.known(dockId)
                .filter(one -> caller.key().filter(one::isJoinedWith).isPresent())
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
        var caller = new Caller(Key.parse(text), SessionToken.parse(text), hosts.of(headers), limits.caller());
        if (caller.key().isEmpty() && caller.token().isEmpty() && caller.host().isEmpty()) {
            throw text == null ? refused() : wrongKey(caller);
        }
        return caller;
    }

    /** Only who holds a right key learns by the header that there was a dock: its browser still has photos of it. */
    private Dock open(Dock dock) {
        if (!dock.isLive(clock.instant())) {
            throw refused().with(CLEAR_SITE_DATA, CACHE);
        }
        return dock;
    }

    private Dock heardOf(Dock dock) {
        desktops.heardOf(dock.id());
        return dock;
    }

    private ProblemException wrongKey(Caller caller) {
        return caller.host().isPresent() ? refused() : limits.wrongKey(caller.address(), refused());
    }

    /** The one refusal, for whoever finds docks by other ways than their id. */
    public static ProblemException refused() {
        return new ProblemException(DockProblem.DOCK_UNAVAILABLE);
    }
}
