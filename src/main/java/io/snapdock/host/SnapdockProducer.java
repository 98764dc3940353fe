package io.snapdock.host;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** Gives host applications their {@link Snapdock}. */
@ApplicationScoped
class SnapdockProducer {

    private static final String URL = "snapdock.url";
    private static final String KEY = "snapdock.api-key";

    @Resource
    private TransactionSynchronizationRegistry transactions;

    /** @throws IllegalStateException when it was not said where Snapdock is */
    @Produces
    @ApplicationScoped
    Snapdock snapdock() {
        return new HttpSnapdock(new Calls(URI.create(setting(URL)), setting(KEY)), AfterCommit.of(transactions));
    }

    private static String setting(String name) {
        String inCapitals = name.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
        return Optional.ofNullable(System.getProperty(name))
                .or(() -> Optional.ofNullable(System.getenv(inCapitals)))
                .orElseThrow(() -> new IllegalStateException("Set the system property " + name
                        + " or the environment variable " + inCapitals + ": docs/host-apps.md says to what"));
    }
}
