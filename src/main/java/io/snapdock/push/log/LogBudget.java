package io.snapdock.push.log;

import java.util.concurrent.atomic.AtomicLong;

/** What the logs of all topics hold together. It only counts: whoever shares it out looks after its bound. */
public final class LogBudget {

    private final long most;
    private final AtomicLong held = new AtomicLong();

    public LogBudget(long mostBytes) {
        this.most = mostBytes;
    }

    void add(long bytes) {
        held.addAndGet(bytes);
    }

    public long held() {
        return held.get();
    }

    public boolean isExceeded() {
        return held.get() > most;
    }

    /** Enough room for a while: who makes room looks at all topics, and shall not have to do so for every event. */
    public boolean hasRoom() {
        return held.get() <= most - most / 8;
    }
}
