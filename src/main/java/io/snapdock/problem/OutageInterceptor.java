package io.snapdock.problem;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

/** Stands before the container's transactions, whose interceptor has {@code PLATFORM_BEFORE + 200} (Jakarta Transactions, 3.7). */
@Interceptor
@RefusedInOutage
@Priority(Interceptor.Priority.PLATFORM_BEFORE + 100)
public class OutageInterceptor {

    @AroundInvoke
    Object refuse(InvocationContext call) throws Exception {
        if (Outage.isKnown()) {
            throw Outage.refusal();
        }
        return call.proceed();
    }
}
