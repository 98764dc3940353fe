package io.snapdock.dock.http;

import io.snapdock.dock.DockProblem;
import io.snapdock.problem.ProblemException;
import io.snapdock.settings.CreatePolicy;
import io.snapdock.settings.Settings;
import io.snapdock.web.Bearer;
import io.snapdock.web.CallLimits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.SecurityContext;

/** Who may open docks, by {@code snapdock.create}. */
@ApplicationScoped
public class CreateRule {

    private static final String ROLE = "snapdock";

    @Inject
    private Settings.Docks settings;

    @Inject
    private CallLimits limits;

    /** Whether nobody needs a key to open docks: then all that limits them is their address. */
    boolean isOpen() {
        return settings.create() == CreatePolicy.OPEN;
    }

    /** @throws ProblemException {@code create-forbidden}, {@code too-many-requests} */
    void pass(HttpHeaders headers, SecurityContext security, HttpServletRequest request) {
        if (isOpen()) {
            limits.open(request);
        }
        boolean allowed = switch (settings.create()) {
            case OPEN -> true;
            case ROLE -> security.isUserInRole(ROLE);
            case KEY -> Bearer.fits(headers, settings.apiKey());
        };
        if (!allowed) {
            var refusal = new ProblemException(DockProblem.CREATE_FORBIDDEN);
            throw Bearer.of(headers).isPresent() ? limits.wrongKey(refusal) : refusal;
        }
    }
}
