package io.snapdock.inside;

import io.snapdock.host.Snapdock;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;

/** Gives the host its {@link Snapdock} when both are in one WAR. */
@ApplicationScoped
public class InProcessSnapdock {

    @Resource
    private TransactionSynchronizationRegistry transactions;

    @Inject
    private InProcessApi api;

    @Produces
    @ApplicationScoped
    Snapdock snapdock() {
        return Snapdock.over(api, transactions);
    }
}
