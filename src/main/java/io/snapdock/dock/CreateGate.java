package io.snapdock.dock;

import io.snapdock.problem.ProblemException;
import io.snapdock.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.SecurityContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

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
            case KEY ->
                Access.bearer(headers)
                        .filter(given -> equal(given, settings.apiKey().orElseThrow()))
                        .isPresent();
        };
        if (!allowed) {
            throw new ProblemException(DockProblem.CREATE_FORBIDDEN);
        }
    }

    private static boolean equal(String given, String wanted) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), wanted.getBytes(StandardCharsets.UTF_8));
    }
}
