package io.snapdock.host.hook;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Takes a request's body, without a thread that waits for it: until it is whole nobody knows whose it is. Bytes are counted, as the end of a body is not to be asked for: on Payara that begins to
 * read the next request of the connection.
 */
final class HookBody implements ReadListener, AsyncListener {

    /** What becomes of it. */
    interface Receiver {
        void whole(byte[] body) throws IOException;

        /** It ended early, or did not come in time. */
        void broken() throws IOException;
    }

    private final AsyncContext context;
    private final ServletInputStream in;
    private final byte[] bytes;
    private final Receiver receiver;

    /** Whether somebody answers already. */
    private final AtomicBoolean isOver = new AtomicBoolean();

    private int count;

    private HookBody(AsyncContext context, int length, Receiver receiver) throws IOException {
        this.context = context;
        this.in = context.getRequest().getInputStream();
        this.bytes = new byte[length];
        this.receiver = receiver;
    }

    /** @param length 1 at least */
    static void read(AsyncContext context, int length, Receiver receiver) throws IOException {
        var body = new HookBody(context, length, receiver);
        context.addListener(body);
        body.in.setReadListener(body);
    }

    @Override
    public void onDataAvailable() throws IOException {
        while (count < bytes.length && in.isReady()) {
            int read = in.read(bytes, count, bytes.length - count);
            if (read < 0) {
                answer(receiver::broken);
                return;
            }
            count += read;
        }
        if (count == bytes.length) {
            answer(() -> receiver.whole(bytes));
        }
    }

    @Override
    public void onAllDataRead() {
        answer(count == bytes.length ? () -> receiver.whole(bytes) : receiver::broken);
    }

    @Override
    public void onError(Throwable thrown) {
        answer(receiver::broken);
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        answer(receiver::broken);
    }

    @Override
    public void onError(AsyncEvent event) {
        answer(receiver::broken);
    }

    @Override
    public void onComplete(AsyncEvent event) {
        isOver.set(true);
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // Nobody else begins it again.
    }

    private interface Answer {
        void give() throws IOException;
    }

    /** Once, on a thread of the server's: observers take their time. */
    private void answer(Answer answer) {
        if (isOver.compareAndSet(false, true)) {
            context.start(() -> {
                try {
                    answer.give();
                } catch (IOException e) {
                    System.getLogger(HookBody.class.getName())
                            .log(System.Logger.Level.DEBUG, "The sender of a webhook has gone", e);
                } finally {
                    context.complete();
                }
            });
        }
    }
}
