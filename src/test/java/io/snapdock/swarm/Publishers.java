package io.snapdock.swarm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Publishers over kept-alive connections, one thread and one connection each. Each numbers its events from 0 on. */
public final class Publishers implements AutoCloseable {
    private final List<Publisher> publishers = new ArrayList<>();
    private final ExecutorService threads;

    public Publishers(Door door, int count) {
        for (int i = 0; i < count; i++) {
            publishers.add(new Publisher(door, i));
        }
        threads = Executors.newFixedThreadPool(count, task -> {
            var thread = new Thread(task, "publisher-" + door.port());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Publishes so many events in all, and comes back when each is answered.
     *
     * @return how often each status was answered; 0 for an answer that did not come
     */
    public Map<Integer, Long> publish(int events, Pace pace) {
        var index = new AtomicLong();
        var running = new ArrayList<Future<Map<Integer, Long>>>();
        for (Publisher publisher : publishers) {
            running.add(threads.submit(() -> {
                var statuses = new TreeMap<Integer, Long>();
                for (long next = index.getAndIncrement(); next < events; next = index.getAndIncrement()) {
                    statuses.merge(publisher.publish(next, pace.await(next)), 1L, Long::sum);
                }
                return statuses;
            }));
        }
        var all = new TreeMap<Integer, Long>();
        for (var one : running) {
            try {
                one.get().forEach((status, times) -> all.merge(status, times, Long::sum));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("Interrupted", e);
            } catch (ExecutionException e) {
                throw new AssertionError(e.getCause());
            }
        }
        return all;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            for (Publisher publisher : publishers) {
                publisher.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
