package io.snapdock.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapdock.support.Wired;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a request is completed, and by whom. */
class HeldRequestTest {
    private final List<String> done = new ArrayList<>();
    private final List<Runnable> later = new ArrayList<>();
    private boolean isStopping;

    private final AsyncContext real = Wired.stub(AsyncContext.class, (method, args) -> switch (method) {
        case "start" -> {
            if (isStopping) {
                throw new IllegalStateException("The application stops");
            }
            done.add("started");
            ((Runnable) args[0]).run();
            yield null;
        }
        case "complete" -> done.add("completed");
        default -> throw new UnsupportedOperationException(method);
    });

    private final HttpServletRequest request = Wired.stub(HttpServletRequest.class, (method, args) -> switch (method) {
        case "startAsync" -> real;
        case "getProtocol" -> "HTTP/2.0";
        case "getContentLengthLong" -> 10L;
        case "getHeader", "setAttribute" -> null;
        default -> throw new UnsupportedOperationException(method);
    });

    private final HeldRequest held = new HeldRequest(request, false, later::add);
    private final AsyncContext context = held.startAsync();

    @Test
    void oneThatIsAnsweredInItsChainIsCompletedAfterIt() {
        context.complete();
        assertThat(done).isEmpty();
        held.leaveChain();
        assertThat(done).as("on another thread").containsExactly("started", "completed");
    }

    @Test
    void oneThatIsAnsweredLaterIsCompletedAtOnce() {
        held.leaveChain();
        assertThat(done).isEmpty();
        context.complete();
        assertThat(done).as("not on a thread of ours").containsExactly("started", "completed");
    }

    @Test
    void oneWhoseBodyIsReadIsCompletedAfterIt() {
        held.hold();
        context.complete();
        held.leaveChain();
        assertThat(done).isEmpty();
        held.release();
        assertThat(done).containsExactly("started", "completed");
    }

    @Test
    void oneWhoseBodyEndsInTheChainIsCompletedAfterThat() {
        held.hold();
        context.complete();
        held.release();
        assertThat(done).isEmpty();
        held.leaveChain();
        assertThat(done).containsExactly("started", "completed");
    }

    @Test
    void oneThatACallIsLateForIsCompletedAfterIt() {
        held.expectLateCall();
        held.leaveChain();
        context.complete();
        assertThat(done).isEmpty();
        later.forEach(Runnable::run);
        assertThat(done).containsExactly("started", "completed");
    }

    /** A reader that takes nothing must keep no thread of ours; and what ends meanwhile must not complete it in the middle of its answer. */
    @Test
    void anAnswerThatGoesOutFirstGoesOnAnotherThreadAndWhole() {
        var sending = new ArrayList<Runnable>();
        var one = new HeldRequest(chunked(sending), true, later::add);
        var answered = one.startAsync();
        one.leaveChain();
        one.hold();
        answered.complete();
        assertThat(done).as("handed to the container").isEmpty();
        assertThat(sending).hasSize(1);

        one.release();
        assertThat(sending).as("its completion waits").hasSize(1);
        sending.remove(0).run();
        assertThat(done).containsExactly("answered");
        sending.remove(0).run();
        assertThat(done).containsExactly("answered", "completed");
        assertThat(sending).isEmpty();
    }

    private HttpServletRequest chunked(List<Runnable> started) {
        ServletResponse response = Wired.stub(ServletResponse.class, (method, args) -> {
            done.add("answered");
            throw new IllegalStateException(method);
        });
        AsyncContext context = Wired.stub(AsyncContext.class, (method, args) -> switch (method) {
            case "start" -> started.add((Runnable) args[0]);
            case "getResponse" -> response;
            case "complete" -> done.add("completed");
            default -> throw new UnsupportedOperationException(method);
        });
        return Wired.stub(HttpServletRequest.class, (method, args) -> switch (method) {
            case "startAsync" -> context;
            case "getProtocol" -> "HTTP/1.1";
            case "getContentLengthLong" -> -1L;
            case "getHeader" -> "chunked";
            case "setAttribute" -> null;
            default -> throw new UnsupportedOperationException(method);
        });
    }

    /** Jersey's streams are closed twice, as each runtime needs another way. */
    @Test
    void itIsCompletedOnce() {
        context.complete();
        assertThatThrownBy(context::complete).isInstanceOf(IllegalStateException.class);
        held.leaveChain();
        assertThatThrownBy(context::complete).isInstanceOf(IllegalStateException.class);
        assertThat(done).containsExactly("started", "completed");
    }

    @Test
    void itEndsWithItsApplication() {
        isStopping = true;
        context.complete();
        held.leaveChain();
        assertThat(done).containsExactly("completed");
    }
}
