package io.snapdock.topic;

import io.snapdock.problem.ProblemException;
import io.snapdock.settings.Settings;
import io.snapdock.web.Bearer;
import io.snapdock.web.CallLimits;
import io.snapdock.web.ClientAddress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Duration;

/** Who may publish to and read general topics over HTTP. */
@ApplicationScoped
public class TopicAccess {

    private static final String ROLE = "snapdock";

    /** Topics of the stream lab, which is a playground for everyone where it is enabled. */
    private static final String LAB = "lab.";

    private static final Duration RETRY_AFTER = Duration.ofMinutes(1);

    @Inject
    private Settings.Topics settings;

    @Inject
    private CallLimits limits;

    @Inject
    private LabTopics labTopics;

    @Inject
    private ClientAddress addresses;

    /** @throws ProblemException {@code publish-forbidden}, {@code too-many-requests}, {@code too-many-lab-topics} */
    void publish(String topic, HttpHeaders headers, HttpServletRequest request) {
        if (Bearer.fits(headers, settings.publishKey())) {
            return;
        }
        if (!isOfLab(topic)) {
            throw refusal(TopicProblem.PUBLISH_FORBIDDEN, headers);
        }
        limits.publish(request);
        if (!labTopics.takes(addresses.of(request), topic)) {
            throw new ProblemException(TopicProblem.TOO_MANY_LAB_TOPICS)
                    .with(HttpHeaders.RETRY_AFTER, Long.toString(RETRY_AFTER.toSeconds()));
        }
    }

    private ProblemException refusal(TopicProblem kind, HttpHeaders headers) {
        var refusal = new ProblemException(kind);
        return Bearer.of(headers).isPresent() ? limits.wrongKey(refusal) : refusal;
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
            throw refusal(TopicProblem.SUBSCRIBE_FORBIDDEN, headers);
        }
    }

    private boolean isOfLab(String topic) {
        return settings.lab() && topic.startsWith(LAB);
    }
}
