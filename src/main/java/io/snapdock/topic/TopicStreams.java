package io.snapdock.topic;

import io.snapdock.problem.ProblemException;
import io.snapdock.push.Reading;
import io.snapdock.push.Visitor;
import io.snapdock.push.event.Start;
import io.snapdock.push.reader.Subscription;
import io.snapdock.web.Bearer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Optional;

/** Readings of topics for whoever joins several of them in one stream. */
@ApplicationScoped
public class TopicStreams {

    @Inject
    private TopicAccess access;

    /**
     * Who wants to read, read from a request once, so that it can be asked about on any thread.
     *
     * @param key its bearer token
     * @param hasRole whether the container knows it as one who may read topics
     */
    public record Caller(Optional<String> key, boolean hasRole, String address) {

        public static Caller of(HttpHeaders headers, SecurityContext security, String address) {
            return new Caller(Bearer.of(headers), security.isUserInRole(TopicAccess.ROLE), address);
        }

        /** The same with a key of its own for one topic, if there is one. */
        public Caller with(Optional<String> own) {
            return new Caller(own.or(() -> key), hasRole, address);
        }
    }

    /** @throws ProblemException {@code topic-invalid} */
    public static void expectTopic(String topic) {
        if (!TopicEvent.isTopic(topic)) {
            throw new ProblemException(TopicProblem.TOPIC_INVALID);
        }
    }

    /** @throws ProblemException {@code topic-invalid}, {@code subscribe-forbidden}, {@code too-many-requests} */
    public Reading reading(String topic, Caller caller, Start start) {
        expectTopic(topic);
        access.subscribe(topic, caller);
        return new Reading(TopicPublisher.pathOf(topic), Visitor.from(caller.address()), Subscription.toEvents(start));
    }
}
