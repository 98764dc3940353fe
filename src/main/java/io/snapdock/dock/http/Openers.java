package io.snapdock.dock.http;

import io.snapdock.dock.Dock;
import io.snapdock.dock.DockClosed;
import io.snapdock.dock.DockProblem;
import io.snapdock.ground.Counts;
import io.snapdock.problem.ProblemException;
import io.snapdock.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Which addresses have how many docks open, so that one of them cannot take all that the server has. In memory only: an address is a person's datum, and
 * needs no place on the disk. Docks from before a restart count for nobody.
 */
@ApplicationScoped
public class Openers {

    private final Counts open = new Counts();
    private final Map<String, String> addresses = new ConcurrentHashMap<>();

    @Inject
    private Settings.Docks settings;

    /** @throws ProblemException {@code too-many-docks-of-address} */
    Dock open(String address, Supplier<Dock> opening) {
        if (!open.enter(address, settings.maxOpenPerAddress())) {
            throw new ProblemException(DockProblem.TOO_MANY_DOCKS_OF_ADDRESS);
        }
        try {
            Dock dock = opening.get();
            addresses.put(dock.id(), address);
            return dock;
        } catch (Throwable e) {
            open.leave(address);
            throw e;
        }
    }

    void forget(@Observes(during = TransactionPhase.AFTER_SUCCESS) DockClosed event) {
        String address = addresses.remove(event.dockId());
        if (address != null) {
            open.leave(address);
        }
    }
}
