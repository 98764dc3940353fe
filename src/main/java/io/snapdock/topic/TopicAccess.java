package io.snapdock.topic;

import io.snapdock.problem.ProblemException;
import io.snapdock.settings.Settings;
import io.snapdock.web.Bearer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.SecurityContext;

/** Who may publish to and read general topics over HTTP. */
@ApplicationScoped
public class TopicAccess {

    private static final String ROLE = "snapdock";

    /** Topics of the stream lab, which is a playground for everyone where it is enabled. */
    private static final String LAB = "lab.";

    @Inject
    private Settings.Topics settings;

    /** @throws ProblemException {@code publish-forbidden} */
    void publish(String topic, HttpHeaders headers) {
        if (!isOfLab(topic) && !Bearer.fits(headers, settings.publishKey())) {
            throw new ProblemException(TopicProblem.PUBLISH_FORBIDDEN);
        }
    }

    /** @throws ProblemException {@code subscribe-forbidden} */
    void subscribe(String topic, HttpHeaders headers, SecurityContext security) {
        boolean allowed = isOfLab(topic)
                || switch (settings.subscribe()) {
                    case OPEN -> true;
                    case ROLE -> security.isUserInRole(ROLE);
                    case KEY -> Bearer.fits(headers, settings.publishKey());
                };
        if (!allowed) {
            throw new ProblemException(TopicProblem.SUBSCRIBE_FORBIDDEN);
        }
    }

    private boolean isOfLab(String topic) {
        return settings.lab() && topic.startsWith(LAB);
    }
}
