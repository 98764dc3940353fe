package io.snapdock.swarm;

import java.util.concurrent.locks.LockSupport;

/** When publishers send. */
@FunctionalInterface
public interface Pace {
    /** As fast as answers come. */
    Pace FREE = index -> System.nanoTime();

    /**
     * Waits for the moment of an event.
     *
     * @param index of the event among all of one {@link Publishers#publish}
     * @return the time that the event is to carry
     */
    long await(long index);

    /**
     * So many a second, whatever the server does. Events carry the time that they were due: a publisher that waits for a slow
     * answer must not hide the delay of the events behind it.
     */
    static Pace perSecond(int events) {
        long start = System.nanoTime();
        long between = 1_000_000_000L / events;
        return index -> {
            long due = start + index * between;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            return due;
        };
    }

    /**
     * As fast as answers come, but no further ahead of the readers than so many events. Without it a publisher that gets its
     * answer early would measure how long a queue can grow.
     *
     * @param swarm whose readers all get each event
     */
    static Pace within(int events, Swarm swarm, int readers) {
        long before = swarm.delivered();
        return index -> {
            while ((index - events) * readers > swarm.delivered() - before) {
                // Short beside the window, long enough that 16 waiting publishers cost no CPU to speak of.
                LockSupport.parkNanos(1_000_000);
            }
            return System.nanoTime();
        };
    }
}
