package io.snapdock.topic;

import io.snapdock.push.Topics;
import io.snapdock.push.event.EventId;
import io.snapdock.push.event.PushEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;

/**
 * Publishes to general topics; for the host app's beans. Never waits for a reader. All of it throws {@code io.snapdock.push.PushRefusedException} when a topic would be one
 * more than the server takes.
 */
@ApplicationScoped
public class TopicPublisher {

    @Inject
    private Topics topics;

    /** Sends an event now, whatever becomes of the transaction. */
    public EventId publish(TopicEvent event) {
        return publish(event, null);
    }

    /**
     * The same for callers that may have to repeat themselves.
     *
     * @param key the caller's own name for the event, unique in the topic: while an event with it is held, it is not sent again
     * @return the id that the event has, or got the first time
     */
    public EventId publish(TopicEvent event, String key) {
        return topics.publish(pathOf(event.topic()), PushEvent.lasting(event.name(), event.data()), key);
    }

    /** Sends what {@link TopicEvent} has no words for: comments, another delay before readers come back, events that are not kept. */
    public EventId publish(String topic, PushEvent event) {
        if (!TopicEvent.isTopic(topic) || !TopicEvent.isName(event.name())) {
            throw new IllegalArgumentException("A topic and an event need a proper name");
        }
        return topics.publish(pathOf(topic), event);
    }

    /** Ends the streams of all who read a topic now; their clients come back and go on where they were. */
    public void disconnect(String topic) {
        topics.disconnect(pathOf(topic));
    }

    void afterCommit(@Observes(during = TransactionPhase.AFTER_SUCCESS) TopicEvent event) {
        publish(event);
    }

    /** Apart from the topics of docks. */
    static String pathOf(String name) {
        return "topic/" + name;
    }
}
