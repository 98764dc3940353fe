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

    private Body body(Stream stream, long length) throws IOException {
        var request = (HttpServletRequest) Proxy.newProxyInstance(
                BodyTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, given) -> switch (method.getName()) {
                    case "getInputStream" -> stream;
                    case "getContentLengthLong" -> length;
                    case "setAttribute", "getAttribute" -> null;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        return new Body(request, (bytes, count) -> taken.write(bytes, 0, count), new Buffers(), endings::add);
    }

    private static final class Stream extends ServletInputStream {

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
        public void setReadListener(ReadListener readListener) {
            listener = readListener;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }
    }
}
