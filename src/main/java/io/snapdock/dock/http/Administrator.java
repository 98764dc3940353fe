package io.snapdock.dock.http;

import io.snapdock.dock.DockProblem;
import io.snapdock.problem.ProblemException;
import io.snapdock.settings.Settings;
import io.snapdock.web.Bearer;
import io.snapdock.web.CallLimits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;

/** Who sends {@code snapdock.admin-key}. */
@ApplicationScoped
public class Administrator {

    @Inject
    private Settings.Docks settings;

    @Inject
    private CallLimits limits;

    /** @throws ProblemException {@code admin-forbidden}, {@code too-many-requests}, for everybody else */
    public void expect(HttpHeaders headers) {
        if (!Bearer.fits(headers, settings.adminKey())) {
            var refusal = new ProblemException(DockProblem.ADMIN_FORBIDDEN);
            throw Bearer.of(headers).isPresent() ? limits.wrongKey(refusal) : refusal;
        }
    }
}
