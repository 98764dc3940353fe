package io.snapdock.dock;

import io.snapdock.problem.ProblemException;
import io.snapdock.settings.Settings;
import io.snapdock.web.Bearer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.SecurityContext;

/** Who may open docks, by {@code snapdock.create}. */
@ApplicationScoped
public class CreateGate {

    private static final String ROLE = "snapdock";

    @Inject
    private Settings.Docks settings;

    /** @throws ProblemException {@code create-forbidden} */
    void pass(HttpHeaders headers, SecurityContext security) {
        boolean allowed = switch (settings.create()) {
            case OPEN -> true;
            case ROLE -> security.isUserInRole(ROLE);
            case KEY -> Bearer.fits(headers, settings.apiKey());
        };
        if (!allowed) {
            throw new ProblemException(DockProblem.CREATE_FORBIDDEN);
        }
    }
}
