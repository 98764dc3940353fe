package io.snapdock.tags;

import io.snapdock.host.Dock;
import io.snapdock.host.Right;
import io.snapdock.host.Snapdock;
import io.snapdock.host.SnapdockException;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Where the elements of the tags ask for their dock and a token. It answers for what a page of the same HTTP session has shown to the same user, and for nothing else. */
@WebServlet(name = "snapdock-session", urlPatterns = SessionServlet.PATH)
public class SessionServlet extends HttpServlet {

    static final String PATH = "/snapdock-session";
    static final String REF = "ref";
    static final String READ_ONLY = "readonly";

    private static final long serialVersionUID = 1;
    private static final Logger LOG = System.getLogger(SessionServlet.class.getName());

    /** Who has logged out can act so long at most; the element asks again by itself. */
    private static final Duration TOKEN = Duration.ofMinutes(10);

    private static final String NOT_PERMITTED = "No page of this login has shown these photos. Load the page again.";

    private static final String NOT_SHOWN =
            "The photos of this page cannot be shown. The log of its application says why.";

    private static final Set<Right> ALL = EnumSet.allOf(Right.class);

    @Inject
    private transient Snapdock snapdock;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String user = request.getRemoteUser();
        HttpSession session = request.getSession(false);
        Optional<ShownDocks> docks = ShownDocks.find(session);
        Optional<ShownDock> shown = docks.flatMap(
                all -> all.find(request.getParameter(REF), request.getParameter(READ_ONLY) != null, user));
        if (shown.isEmpty()) {
            refuse(response, 403, "session-refused", NOT_PERMITTED);
            return;
        }
        try {
            Dock dock = shown.get().open(snapdock);
            String token = dock.session(
                    docks.get().nameOf(user), TOKEN, shown.get().isReadOnly() ? EnumSet.of(Right.VIEW) : ALL);
            docks.get().opened(shown.get().ref(), dock.id());
            if (!isKept(docks.get(), session)) {
                refuse(response, 403, "session-refused", NOT_PERMITTED);
                return;
            }
            answer(
                    response,
                    200,
                    "application/json",
                    Json.createObjectBuilder()
                            .add("dock", dock.id())
                            .add("token", token)
                            .build());
        } catch (SnapdockException e) {
            refused(response, shown.get(), e);
        } catch (DateTimeParseException e) {
            LOG.log(
                    Level.WARNING,
                    "The tag of the dock {0} has an expiresIn that is no duration",
                    inOneLine(shown.get().ref()));
            refuse(response, 400, "tag-invalid", NOT_SHOWN);
        }
    }

    /** Not when the user has logged out meanwhile. */
    private static boolean isKept(ShownDocks docks, HttpSession session) {
        try {
            docks.tell(session);
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    /** What may pass by itself is asked for again by the element, and so is what an administrator can mend; what the page itself has wrong is not. */
    private static void refused(HttpServletResponse response, ShownDock shown, SnapdockException e) throws IOException {
        if (e.status() == 429 || e.status() == 503 || e.code().equals(SnapdockException.UNREACHABLE)) {
            refuse(response, 503, e.code(), "The photos cannot be reached now. Try again.");
            return;
        }
        LOG.log(
                Level.WARNING,
                "Snapdock refuses the dock {0}: {1}, {2}",
                inOneLine(shown.ref()),
                e.code(),
                e.getMessage());
        refuse(response, e.status() == 400 ? 400 : 502, e.code(), NOT_SHOWN);
    }

    private static void refuse(HttpServletResponse response, int status, String code, String detail)
            throws IOException {
        answer(
                response,
                status,
                "application/problem+json",
                Json.createObjectBuilder()
                        .add("status", status)
                        .add("code", code)
                        .add("detail", detail)
                        .build());
    }

    /** A reference may hold what somebody typed into an address; it must not look like another entry of the log. */
    private static String inOneLine(String ref) {
        return ref.replaceAll("\\p{Cntrl}", "?");
    }

    /** Without {@code sendError}, which would bring the host's own page. */
    private static void answer(HttpServletResponse response, int status, String type, JsonObject json)
            throws IOException {
        response.setStatus(status);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentType(type);
        response.getOutputStream().write(json.toString().getBytes(StandardCharsets.UTF_8));
    }
}
