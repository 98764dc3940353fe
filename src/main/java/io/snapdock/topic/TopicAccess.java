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
import java.util.Optional;

/** Who may publish to and read general topics over HTTP. */
@ApplicationScoped
public class TopicAccess {

    static final String ROLE = "snapdock";

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

    /** @throws ProblemException {@code subscribe-forbidden}, {@code too-many-requests} */
    void subscribe(String topic, HttpHeaders headers, SecurityContext security) {
        if (!maySubscribe(topic, Bearer.of(headers), security.isUserInRole(ROLE))) {
            throw refusal(TopicProblem.SUBSCRIBE_FORBIDDEN, headers);
        }
    }

    /**
     * The same on any thread.
     *
     * @throws ProblemException {@code subscribe-forbidden}, {@code too-many-requests}
     */
    void subscribe(String topic, TopicStreams.Caller caller) {
        if (!maySubscribe(topic, caller.key(), caller.hasRole())) {
            var refusal = new ProblemException(TopicProblem.SUBSCRIBE_FORBIDDEN);
            throw caller.key().isPresent() ? limits.wrongKey(Optional.of(caller.address()), refusal) : refusal;
        }
    }

    private boolean maySubscribe(String topic, Optional<String> key, boolean hasRole) {
        return isOfLab(topic)
                || switch (settings.subscribe()) {
                    case OPEN -> true;
                    case ROLE -> hasRole;
                    case KEY -> Bearer.fits(key, settings.publishKey());
                };
    }

    private ProblemException refusal(TopicProblem kind, HttpHeaders headers) {
        var refusal = new ProblemException(kind);
        return Bearer.of(headers).isPresent() ? limits.wrongKey(refusal) : refusal;
    }

    private boolean isOfLab(String topic) {
        return settings.lab() && topic.startsWith(LAB);
    }
}
