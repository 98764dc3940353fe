package io.snapdock.topic;

import io.snapdock.problem.ProblemKind;

/** What can go wrong with general topics. */
public enum TopicProblem implements ProblemKind {
    TOPIC_INVALID(400, "A topic's name has 1 to 128 characters out of A-Z, a-z, 0-9 and . _ ~ -."),
    EVENT_NAME_INVALID(
            400,
            "An event's name has 1 to 128 characters and no line break or other control; open, error and gap are taken."),
    EVENT_ID_INVALID(400, "An event's id has 1 to 128 characters and no line break or other control."),
    EVENT_NOT_TEXT(400, "The body must be text in UTF-8."),
    EVENT_TOO_LARGE(413, "The body is too large; an event takes up to 64 KiB."),
    TOO_MANY_LAB_TOPICS(
            429, "You have published to as many of the lab's topics as one address may. Use one of those, or wait."),
    PUBLISH_FORBIDDEN(403, "Publishing here takes the publish key. Ask the administrator for it."),
    SUBSCRIBE_FORBIDDEN(403, "Reading topics is reserved here. Ask the administrator for access.");

    private final int status;
    private final String title;

    TopicProblem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
