package io.snapdock.push;

import io.snapdock.push.reader.CloseReason;
import io.snapdock.push.reader.TopicListener;
import jakarta.enterprise.event.Event;
import java.time.Duration;

/** Tells the metrics, and by CDI whoever wants to know, which readers come and go. */
record ReaderEvents(PushMetrics metrics, Event<ReaderOpened> opened, Event<ReaderClosed> closed)
        implements TopicListener {

    @Override
    public void opened(String topic) {
        metrics.opened(topic);
        Object unused = opened.fireAsync(new ReaderOpened(topic));
    }

    @Override
    public void closed(String topic, CloseReason reason, Duration open) {
        metrics.closed(topic, reason, open);
        // While the application stops there is nobody left to tell, and no thread to do it.
        if (reason != CloseReason.SHUTDOWN) {
            Object unused = closed.fireAsync(new ReaderClosed(topic, reason, open));
        }
    }

    @Override
    public void published(long encodeNanos) {
        metrics.published(encodeNanos);
    }

    @Override
    public void delivered(int events, int bytes, long writeNanos) {
        metrics.delivered(events, bytes, writeNanos);
    }

    @Override
    public void gap() {
        metrics.gap();
    }
}
