package io.snapdock.live;

import io.snapdock.problem.ProblemMapper;
import io.snapdock.push.StreamRefusedException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Says no to a stream in the words of the API; the engine itself knows none. */
@Provider
public class StreamRefusedMapper implements ExceptionMapper<StreamRefusedException> {

    @Override
    public Response toResponse(StreamRefusedException refused) {
        LiveProblem problem = switch (refused.reason()) {
            case SERVER_FULL -> LiveProblem.TOO_MANY_STREAMS;
            case TOPIC_FULL -> LiveProblem.TOO_MANY_STREAMS_OF_TOPIC;
            case ADDRESS_FULL -> LiveProblem.TOO_MANY_STREAMS_OF_ADDRESS;
            case STOPPING -> LiveProblem.SERVER_STOPPING;
        };
        Response answer = ProblemMapper.answer(problem, problem.title());
        answer.getHeaders()
                .putSingle(HttpHeaders.RETRY_AFTER, refused.retryAfter().toSeconds());
        return answer;
    }
}
