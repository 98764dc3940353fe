package io.snapdock.events;

import io.snapdock.topic.TopicStreams;
import io.snapdock.web.JsonBody;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One stream of several, as a request asks for it.
 *
 * @param kind what it is a stream of
 * @param id the dock's id, or the topic's name
 * @param token the key for this one; empty for that of the request
 * @param lastEventId the place in this one from which to go on, or null
 */
record Entry(Kind kind, String id, Optional<String> token, String lastEventId) {

    /** More would make an id that proxies do not let through: each has its place in it. */
    static final int MOST = 50;

    private static final int MAX_CHARS = 200;

    private static final Pattern DOCK = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /** What there are streams of. */
    enum Kind {
        DOCK,
        TOPIC
    }

    static Entry ofTopic(String topic) {
        return new Entry(Kind.TOPIC, topic, Optional.empty(), null);
    }

    /** What its events' names begin with; the same as in events of CDI. */
    String name() {
        return (kind == Kind.DOCK ? "dock/" : "topic/") + id;
    }

    /**
     * Reads a body.
     *
     * @throws io.snapdock.problem.ProblemException {@code json-…}, {@code topic-invalid}
     */
    static List<Entry> read(InputStream body) {
        List<Entry> all = JsonBody.objects(body, Set.of("dock", "topic", "token", "lastEventId"), MOST).stream()
                .map(Entry::read)
                .toList();
        if (!areDifferent(all)) {
            throw JsonBody.outOfBounds("Each dock and each topic", "in the list once");
        }
        return all;
    }

    static boolean areDifferent(List<Entry> all) {
        return new HashSet<>(all.stream().map(Entry::name).toList()).size() == all.size();
    }

    private static Entry read(JsonBody one) {
        Optional<String> dock = one.text("dock", MAX_CHARS);
        Optional<String> topic = one.text("topic", MAX_CHARS);
        if (dock.isPresent() == topic.isPresent()) {
            throw JsonBody.outOfBounds("Each element", "of either a dock or a topic");
        }
        if (dock.isPresent() && !DOCK.matcher(dock.get()).matches()) {
            throw JsonBody.outOfBounds("dock", "the id of a dock");
        }
        topic.ifPresent(TopicStreams::expectTopic);
        return new Entry(
                dock.isPresent() ? Kind.DOCK : Kind.TOPIC,
                dock.or(() -> topic).orElseThrow(),
                one.text("token", MAX_CHARS),
                one.text("lastEventId", MAX_CHARS).orElse(null));
    }
}
