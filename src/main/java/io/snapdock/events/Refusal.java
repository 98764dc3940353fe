package io.snapdock.events;

import io.snapdock.push.PushRefusedException;
import io.snapdock.push.setup.PushRefusedMapper;
import io.snapdock.transfer.Answers;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.StringReader;

/** Why one of several streams is refused, in the words that an answer of its own would have. */
final class Refusal {

    private Refusal() {}

    /** The problem document, and in {@code retryAfter} the seconds of the header {@code Retry-After}. */
    static String text(Throwable thrown) {
        Response answer = thrown instanceof PushRefusedException refused
                ? new PushRefusedMapper().toResponse(refused)
                : Answers.problem(thrown);
        String problem = String.valueOf(answer.getEntity());
        Object wait = answer.getHeaders().getFirst(HttpHeaders.RETRY_AFTER);
        return wait == null ? problem : with(problem, Long.parseLong(wait.toString()));
    }

    private static String with(String problem, long seconds) {
        JsonObject known;
        try (JsonReader reader = Json.createReader(new StringReader(problem))) {
            known = reader.readObject();
        }
        return Json.createObjectBuilder(known)
                .add("retryAfter", seconds)
                .build()
                .toString();
    }
}
