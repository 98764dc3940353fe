package io.snapdock.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** What is measured. Each has a thousand readers unless {@code bench.readers} says otherwise. */
enum Scenario {
    ONE_PUBLISHER("1,000 readers of one topic, one publisher as fast as it is answered", 1, false, 0, 200),
    SIXTEEN_PUBLISHERS("1,000 readers of one topic, 16 publishers as fast as they are answered", 16, false, 0, 320),
    STEADY("1,000 readers of one topic, 40 events a second", 1, false, 40, 120),
    THOUSAND_TOPICS("1,000 topics with one reader each, 2,000 events a second", 4, true, 2000, 6000);

    final String title;
    final int publishers;
    final boolean topicForEachReader;

    /** 0 for as many as go. */
    final int eventsPerSecond;

    /** Of one burst. */
    final int events;

    Scenario(String title, int publishers, boolean topicForEachReader, int eventsPerSecond, int events) {
        this.title = title;
        this.publishers = publishers;
        this.topicForEachReader = topicForEachReader;
        this.eventsPerSecond = eventsPerSecond;
        this.events = events;
    }

    /** As {@code bench.only} names it. */
    String option() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    List<String> topics(int readers) {
        return IntStream.range(0, topicForEachReader ? readers : 1)
                .mapToObj(i -> option() + "-" + i)
                .toList();
    }

    int deliveries(int readers) {
        return topicForEachReader ? events : events * readers;
    }
}
