package io.snapdock.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.support.Condition;
import io.snapdock.support.Wired;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a body ends, by a stream that behaves as Grizzly's. */
class BodyTest {

    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private final List<Ending> endings = new ArrayList<>();
    private final List<String> done = new ArrayList<>();
    private final List<Runnable> later = new ArrayList<>();

    @Test
    void oneWithoutALengthIsEndedByTheContainerWhenItHasPromisedACall() throws IOException {
        var stream = new Stream("abc", true);
        body(stream, -1).start();

        stream.bytesHaveCome();
        assertThat(taken).hasToString("abc");
        assertThat(stream.isFinished()).as("the last chunk has come").isTrue();
        assertThat(endings).as("its call is still on the way").isEmpty();

        stream.listener.onAllDataRead();
        assertThat(endings).containsExactly(Ending.COMPLETE);
    }

    @Test
    void oneWithoutALengthThatIsReadToItsEndWaitsForNoCall() throws IOException {
        var stream = new Stream("abc", false);
        body(stream, -1).start();

        stream.bytesHaveCome();
        assertThat(endings).containsExactly(Ending.COMPLETE);
    }

    @Test
    void oneWithALengthIsNotAskedForMoreAfterItsLastByte() throws IOException {
        var stream = new Stream("abc", true);
        body(stream, 3).start();

        stream.bytesHaveCome();
        assertThat(taken).hasToString("abc");
        assertThat(endings).containsExactly(Ending.COMPLETE);
        assertThat(stream.asked).as("times").isEqualTo(1);
    }

    /**
     * Bytes and end come in the middle of a call of Payara's, which does the end's work when it returns. The call for the bytes is on its way to another thread. A body in chunks was taken for
     * whole without them, one with a length for broken.
     */
    @Test
    void oneWhoseEndIsToldBeforeItsLastBytesIsReadOn() throws IOException {
        for (long length : new long[] {3, -1}) {
            var stream = new Stream("abc", false);
            body(stream, length).start();

            stream.listener.onAllDataRead();
            assertThat(endings).as("the call for the bytes is still to come").isEmpty();

            stream.bytesHaveCome();
            assertThat(taken).hasToString("abc");
            assertThat(endings).containsExactly(Ending.COMPLETE);
            taken.reset();
            endings.clear();
        }
    }

    /** A cancelled upload's sender was told that its connection broke. */
    @Test
    void oneThatSomebodyIsAboutToEndIsEndedByThatOne() throws Exception {
        var stream = new Stream("abc", false);
        Body body = body(stream, 3);
        body.start();
        var ender = new Thread(() -> body.end(Ending.SUPERSEDED));
        synchronized (body) {
            ender.start();
            Condition.await("one that waits", Duration.ofSeconds(10), () -> ender.getState() == Thread.State.BLOCKED);
            stream.bytesHaveCome();
            assertThat(taken).hasToString("");
            stream.listener.onAllDataRead();
        }
        ender.join();
        assertThat(endings).containsExactly(Ending.SUPERSEDED);
        body.whenCalled(() -> done.add("answered"));
        assertThat(done).as("no call is owed").containsExactly("closed", "answered");
    }

    /** Grizzly hands two calls to two threads; the first does the work of both, and the second failed when the request was over by then. */
    @Test
    void oneThatIsHereWhenACallIsPromisedWaitsForALateOne() throws IOException {
        var stream = new Stream("abc", true);
        var request = new HeldRequest(request(stream, -1, "HTTP/1.1"), false, later::add);
        var context = request.startAsync();
        request.leaveChain();
        body(request).start();
        stream.bytesHaveCome();
        stream.listener.onAllDataRead();
        assertThat(endings).containsExactly(Ending.COMPLETE);

        context.complete();
        assertThat(done).as("the answer goes out").containsExactly("answered");
        later.forEach(Runnable::run);
        assertThat(done).containsExactly("answered", "completed");
    }

    @Test
    void oneWhoseBytesAreAllThereWaitsForNoCall() throws IOException {
        var stream = new Stream("abc", false);
        var request = new HeldRequest(request(stream, 3, "HTTP/1.1"), false, later::add);
        var context = request.startAsync();
        request.leaveChain();
        body(request).start();
        stream.bytesHaveCome();

        context.complete();
        assertThat(done).containsExactly("completed");
        assertThat(later).isEmpty();
    }

    /** On Grizzly the piece that arrives while a request is answered is taken for a request of its own. */
    @Test
    void oneThatIsEndedByOthersIsAnsweredWhenNoCallIsOwed() throws IOException {
        var stream = new Stream("abc", true);
        Body body = body(stream, 10);
        body.start();
        stream.bytesHaveCome();

        body.end(Ending.SUPERSEDED);
        assertThat(endings).as("whoever takes over goes on at once").containsExactly(Ending.SUPERSEDED);
        body.whenCalled(() -> done.add("answered"));
        assertThat(done).as("more may come at any moment").isEmpty();

        stream.bytesHaveCome();
        assertThat(taken).as("the sink gets no more").hasToString("abc");
        assertThat(done).as("in this order").containsExactly("closed", "answered");
    }

    @Test
    void theAnswerDoesNotWaitForEver() throws IOException {
        var stream = new Stream("abc", true);
        Body body = body(stream, 10);
        body.start();
        body.end(Ending.STALLED);
        body.whenCalled(() -> done.add("answered"));

        body.called();
        body.called();
        assertThat(done).containsExactly("closed", "answered");
    }

    @Test
    void aBrokenConnectionOwesNoCall() throws IOException {
        var stream = new Stream("abc", true);
        Body body = body(stream, 10);
        body.start();
        stream.listener.onError(new IOException("as planned"));
        body.whenCalled(() -> done.add("answered"));

        assertThat(endings).containsExactly(Ending.BROKEN);
        assertThat(done).containsExactly("answered");
    }

    @Test
    void oneThatWasEndedBeforeItsStartIsNotRead() throws IOException {
        var stream = new Stream("abc", true);
        Body body = body(stream, 3);
        body.end(Ending.SUPERSEDED);
        body.start();
        body.whenCalled(() -> done.add("answered"));

        assertThat(stream.listener).isNull();
        assertThat(done).containsExactly("closed", "answered");
    }

    /** Over HTTP/2 its request waits for what still comes; nobody else would ever end that of a silent sender. */
    @Test
    void oneThatIsDroppedIsGivenUpWhereItsConnectionIsShared() throws IOException {
        var stream = new Stream("abc", true);
        var held = new HeldRequest(request(stream, 10, "HTTP/2.0"), false, later::add);
        var context = held.startAsync();
        held.leaveChain();
        Body body = body(held);
        body.start();
        stream.bytesHaveCome();

        body.end(Ending.SUPERSEDED);
        context.complete();
        assertThat(body.isDraining()).isTrue();
        assertThat(done).as("more may come").isEmpty();

        body.giveUp();
        body.giveUp();
        later.forEach(Runnable::run);
        assertThat(body.isDraining()).isFalse();
        assertThat(done).containsExactly("closed", "completed");
    }

    private Body body(Stream stream, long length) throws IOException {
        return body(request(stream, length, "HTTP/1.1"));
    }

    private Body body(HttpServletRequest request) throws IOException {
        return new Body(request, (bytes, count) -> taken.write(bytes, 0, count), new Buffers(), endings::add);
    }

    private HttpServletRequest request(Stream stream, long length, String protocol) {
        var attributes = new HashMap<String, Object>();
        ServletResponse response = Wired.stub(ServletResponse.class, (method, args) -> {
            done.add("answered");
            throw new IllegalStateException(method);
        });
        AsyncContext context = Wired.stub(AsyncContext.class, (method, args) -> switch (method) {
            case "start" -> {
                ((Runnable) args[0]).run();
                yield null;
            }
            case "complete" -> done.add("completed");
            case "getResponse" -> response;
            default -> throw new UnsupportedOperationException(method);
        });
        return Wired.stub(HttpServletRequest.class, (method, args) -> switch (method) {
            case "getInputStream" -> stream;
            case "getProtocol" -> protocol;
            case "getContentLengthLong" -> length;
            case "getHeader" -> null;
            case "getAttribute" -> attributes.get((String) args[0]);
            case "setAttribute" -> attributes.put((String) args[0], args[1]);
            case "startAsync" -> context;
            default -> throw new UnsupportedOperationException(method);
        });
    }

    private final class Stream extends ServletInputStream {

        private final byte[] bytes;
        private final boolean endComesLater;
        private ReadListener listener;
        private int asked;
        private boolean isRead;
        private boolean isFinished;

        /** @param endComesLater whether the last chunk comes while the stream is asked for more, and not with the bytes */
        Stream(String text, boolean endComesLater) {
            this.bytes = text.getBytes(StandardCharsets.US_ASCII);
            this.endComesLater = endComesLater;
        }

        void bytesHaveCome() throws IOException {
            listener.onDataAvailable();
        }

        @Override
        public boolean isReady() {
            asked++;
            isFinished |= isRead;
            return !isRead;
        }

        @Override
        public int read(byte[] buffer, int from, int most) {
            System.arraycopy(bytes, 0, buffer, from, bytes.length);
            isRead = true;
            isFinished = !endComesLater;
            return bytes.length;
        }

        @Override
        public boolean isFinished() {
            return isFinished;
        }

        @Override
        public int available() {
            return isRead ? 0 : bytes.length;
        }

        @Override
        public void close() {
            done.add("closed");
        }

        @Override
        public void setReadListener(ReadListener readListener) {
            listener = readListener;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }
    }
}
