package io.snapdock.problem;

import jakarta.annotation.Priority;
import jakarta.transaction.TransactionalException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;

/** A commit that failed. Jersey has a mapper of its own for it, which throws it on: the answer would be the server's page, and the log its trace twice. */
@Priority(1)
public class TransactionProblemMapper implements ExceptionMapper<TransactionalException> {

    @Override
    public Response toResponse(TransactionalException thrown) {
        return new ProblemMapper().toResponse(thrown);
    }
}
