package io.snapdock.host;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.net.URI;

/** Gives host applications their {@link Snapdock}. */
@ApplicationScoped
class SnapdockProducer {

    @Resource
    private TransactionSynchronizationRegistry transactions;

    /** @throws IllegalStateException when it was not said where Snapdock is */
    @Produces
    @ApplicationScoped
    Snapdock snapdock() {
        return Snapdock.over(new HttpApi(URI.create(HostSetting.URL.get()), HostSetting.API_KEY.get()), transactions);
    }
}
