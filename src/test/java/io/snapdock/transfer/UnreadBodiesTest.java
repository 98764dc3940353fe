package io.snapdock.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.support.Wired;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Servers use a request's object again: nothing may be asked of it once somebody else has it to answer. */
class UnreadBodiesTest {
    private final Map<String, Object> attributes = new HashMap<>();
    private final List<String> asked = new ArrayList<>();

    private final HttpServletRequest request = Wired.stub(HttpServletRequest.class, (method, args) -> {
        asked.add(method);
        return switch (method) {
            case "getContentLengthLong" -> 10L;
            case "getProtocol" -> "HTTP/1.1";
            case "getAttribute" -> attributes.get((String) args[0]);
            case "setAttribute" -> attributes.put((String) args[0], args[1]);
            default -> null;
        };
    });

    private final HttpServletResponse response = Wired.stub(HttpServletResponse.class, (method, args) -> null);

    @Test
    void asksNothingOfARequestThatSomebodyReads() throws Exception {
        new UnreadBodies().doFilter(request, response, (one, other) -> {
            Body.take((HttpServletRequest) one);
            // Answered by another thread, and in use for the next call, which has marks of its own.
            attributes.clear();
            asked.clear();
        });
        assertThat(asked).isEmpty();
    }

    @Test
    void letsGoOfABodyThatNobodyReads() throws Exception {
        new UnreadBodies().doFilter(request, response, (one, other) -> asked.clear());
        assertThat(asked).contains("getInputStream");
    }

    @Test
    void letsGoOfABodyWhoseReaderWasRefused() throws Exception {
        new UnreadBodies().doFilter(request, response, (one, other) -> {
            Body.take((HttpServletRequest) one);
            Body.giveBack((HttpServletRequest) one);
            asked.clear();
        });
        assertThat(asked).contains("getInputStream");
    }
}
