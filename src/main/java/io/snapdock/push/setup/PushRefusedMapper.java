package io.snapdock.push.setup;

import io.snapdock.problem.ProblemMapper;
import io.snapdock.push.PushRefusedException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;

/** Says no in the words of the API; the engine itself knows none. */
public class PushRefusedMapper implements ExceptionMapper<PushRefusedException> {

    @Override
    public Response toResponse(PushRefusedException refused) {
        PushProblem problem = switch (refused.reason()) {
            case SERVER_FULL -> PushProblem.TOO_MANY_STREAMS;
            case TOPIC_FULL -> PushProblem.TOO_MANY_STREAMS_OF_TOPIC;
            case KEY_FULL -> PushProblem.TOO_MANY_STREAMS_OF_KEY;
            case ADDRESS_FULL -> PushProblem.TOO_MANY_STREAMS_OF_ADDRESS;
            case TOO_MANY_TOPICS -> PushProblem.TOO_MANY_TOPICS;
            case STOPPING -> PushProblem.SERVER_STOPPING;
        };
        Response answer = ProblemMapper.answer(problem, problem.title());
        answer.getHeaders()
                .putSingle(HttpHeaders.RETRY_AFTER, refused.retryAfter().toSeconds());
        return answer;
    }
}
