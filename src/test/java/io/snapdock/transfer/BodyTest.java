package io.snapdock.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a body ends, by a stream that behaves as Grizzly's. */
class BodyTest {

    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private final List<Ending> endings = new ArrayList<>();
    private final List<String> done = new ArrayList<>();

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

    private Body body(Stream stream, long length) throws IOException {
        var request = (HttpServletRequest) Proxy.newProxyInstance(
                BodyTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, given) -> switch (method.getName()) {
                    case "getInputStream" -> stream;
                    case "getProtocol" -> "HTTP/1.1";
                    case "getContentLengthLong" -> length;
                    case "setAttribute", "getAttribute" -> null;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        return new Body(request, (bytes, count) -> taken.write(bytes, 0, count), new Buffers(), endings::add);
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
