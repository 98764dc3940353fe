package example.damages;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;

/** Something of the host's fails after the hand-over has begun. */
@ApplicationScoped
public class FailingReports {

    @Inject
    private DamageReports reports;

    @Transactional(rollbackOn = Exception.class)
    public void submit(Damage report, String ticket) throws IOException {
        reports.submit(report, ticket);
        throw new IllegalStateException("The form is not valid");
    }
}
