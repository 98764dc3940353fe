package io.snapdock.transfer;

import io.snapdock.ground.Pool;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** The threads that write downloads, a little of each in turns, and the look at what their readers have taken. None of them waits for a reader. */
@ApplicationScoped
public class Writers {

    private static final long LOOK_EVERY_NANOS = 5_000_000;

    /** The look itself shall take no more than a quarter of a processor, however many connections there are. */
    private static final int PAUSE_PER_LOOK = 3;

    @Resource
    private ManagedThreadFactory threads;

    private final Set<Outgoing> waiting = ConcurrentHashMap.newKeySet();

    private final AtomicBoolean isLooking = new AtomicBoolean();

    private Pool writing;
    private Pool looking;

    @PostConstruct
    void start() {
        writing = Pool.of("downloads", Math.max(2, Runtime.getRuntime().availableProcessors()), threads);
        looking = Pool.of("downloads-taken", 1, threads);
    }

    @PreDestroy
    void stop() {
        waiting.clear();
        writing.stop();
        looking.stop();
    }

    void execute(Runnable work) {
        try {
            writing.execute(work);
        } catch (RejectedExecutionException e) {
            // The application stops, and with it its answers.
            System.getLogger(Writers.class.getName()).log(Level.TRACE, "Not written", e);
        }
    }

    /** Goes on with a download when its reader has taken what was written. */
    void whenTaken(Outgoing download) {
        waiting.add(download);
        if (isLooking.compareAndSet(false, true)) {
            looking.execute(this::look);
        }
    }

    private void look() {
        do {
            while (!waiting.isEmpty()) {
                long begun = System.nanoTime();
                lookOnce();
                LockSupport.parkNanos(Math.max(LOOK_EVERY_NANOS, PAUSE_PER_LOOK * (System.nanoTime() - begun)));
            }
            isLooking.set(false);
            // One may have come between the two lines.
        } while (!waiting.isEmpty() && isLooking.compareAndSet(false, true));
    }

    private void lookOnce() {
        Set<String> connections = waiting.stream().map(Outgoing::connection).collect(Collectors.toSet());
        Map<String, Long> queues = SendQueues.read(connections);
        for (Outgoing download : List.copyOf(waiting)) {
            if (download.isTaken(queues.getOrDefault(download.connection(), -1L))) {
                // In this order: it may soon be here again.
                waiting.remove(download);
                download.goOn();
            }
        }
    }
}
