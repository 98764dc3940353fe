package io.snapdock.dock.http;

import io.snapdock.dock.DockProblem;
import io.snapdock.dock.host.Hosts;
import io.snapdock.problem.ProblemException;
import io.snapdock.settings.CreatePolicy;
import io.snapdock.settings.Settings;
import io.snapdock.web.Bearer;
import io.snapdock.web.CallLimits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;

/** Who may open docks, by {@code snapdock.create}. */
@ApplicationScoped
public class CreateRule {

    /** Of the container's. */
    private static final String ROLE = "snapdock";

    @Inject
    private Settings.Docks settings;

    @Inject
    private CallLimits limits;

    @Inject
    private Hosts hosts;

    /**
     * Lets through who may open a dock.
     *
     * @return the host application that opens it; empty for a person
     * @throws ProblemException {@code create-forbidden}, {@code too-many-requests}
     */
    Optional<String> pass(HttpHeaders headers, HttpServletRequest request) {
        Optional<String> host = hosts.of(headers);
        if (host.isEmpty() && settings.create() == CreatePolicy.OPEN) {
            limits.open(request);
        } else if (host.isEmpty() && !isOfRole(request)) {
            var refusal = new ProblemException(DockProblem.CREATE_FORBIDDEN);
            throw Bearer.of(headers).isPresent() ? limits.wrongKey(refusal) : refusal;
        }
        return host;
    }

    private boolean isOfRole(HttpServletRequest request) {
        return settings.create() == CreatePolicy.ROLE && request.isUserInRole(ROLE);
    }
}
