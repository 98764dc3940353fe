package io.snapdock.push.setup;

import io.snapdock.problem.ProblemKind;

/** What the engine refuses, before a stream begins or when something is published. */
public enum PushProblem implements ProblemKind {
    TOO_MANY_STREAMS(503, "The server has as many open streams as it takes. Try again in a minute."),
    TOO_MANY_STREAMS_OF_TOPIC(503, "This has as many readers as it takes. Try again in a minute."),
    TOO_MANY_STREAMS_OF_KEY(
            429, "Too many streams are open on this device. Close some pages, or try again in a minute."),
    TOO_MANY_STREAMS_OF_ADDRESS(
            429, "Too many streams are open from your network address. Close some pages, or try again in a minute."),
    TOO_MANY_TOPICS(503, "The server has as many topics as it takes. Try again in a minute."),
    SERVER_STOPPING(503, "The server is being restarted. Try again in a minute.");

    private final int status;
    private final String title;

    PushProblem(int status, String title) {
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
