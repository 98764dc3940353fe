package io.snapdock.bench;

import io.snapdock.swarm.Door;
import io.snapdock.swarm.ProcessUsage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A running server that streams events.
 *
 * @param name as {@code bench.only} names it
 * @param subscribe a topic's path to read from
 * @param publish a topic's path to post to
 * @param manyTopics whether it knows more than one
 * @param memory what it holds, after a full garbage collection where there is one
 * @param end ends it
 */
record Contestant(
        String name,
        int port,
        ProcessUsage usage,
        UnaryOperator<String> subscribe,
        UnaryOperator<String> publish,
        Map<String, String> headers,
        boolean manyTopics,
        Memory memory,
        Runnable end)
        implements AutoCloseable {

    /** Asked a few times in a run. */
    @FunctionalInterface
    interface Memory {
        long bytes() throws IOException;
    }

    Door door(List<String> topics, int dataBytes) {
        return new Door(port, topics.stream().map(publish).toList(), headers, dataBytes);
    }

    @Override
    public void close() {
        end.run();
    }
}
