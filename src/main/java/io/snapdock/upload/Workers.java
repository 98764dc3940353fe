package io.snapdock.upload;

import io.snapdock.ground.Pool;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Threads for what follows a body's last byte: checks, syncs, transactions, answers. The container's I/O threads shall not wait for a
 * disk, and its executor service may have a single thread. What waits is bounded by the uploads that are let in.
 */
@ApplicationScoped
public class Workers {

    /** Most of the time they wait for the disk. */
    private static final int THREADS = 16;

    @Resource
    private ManagedThreadFactory threads;

    private Pool pool;

    @PostConstruct
    void start() {
        pool = Pool.of("uploads", THREADS, threads);
    }

    /** @throws java.util.concurrent.RejectedExecutionException when the application stops */
    public void execute(Runnable work) {
        pool.execute(work);
    }

    @PreDestroy
    void stop() {
        pool.stop();
    }
}
