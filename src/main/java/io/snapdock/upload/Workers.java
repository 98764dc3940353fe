package io.snapdock.upload;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads for what follows a body's last byte: checks, syncs, transactions, answers. The container's I/O threads shall not wait for a
 * disk, and its executor service may have a single thread. What waits is bounded by the uploads that are let in.
 */
@ApplicationScoped
public class Workers {

    /** Most of the time they wait for the disk. */
    private static final int THREADS = 16;

    private static final long IDLE_SECONDS = 30;

    @Resource
    private ManagedThreadFactory threads;

    private ThreadPoolExecutor executor;

    @PostConstruct
    void start() {
        executor = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
        executor.allowCoreThreadTimeOut(true);
    }

    /** @throws java.util.concurrent.RejectedExecutionException when the application stops */
    public void execute(Runnable work) {
        executor.execute(work);
    }

    @PreDestroy
    void stop() {
        executor.shutdownNow();
    }
}
