package io.snapdock.host;

import jakarta.transaction.TransactionSynchronizationRegistry;
import java.net.URI;
import java.util.Optional;

/**
 * Photos for the forms of a host application. Inject it:
 *
 * <pre>{@code
 * @Inject Snapdock snapdock;
 * }</pre>
 *
 * <p>In one WAR with the jar {@code inside} it is there. For Snapdock beside the application, where it runs is told by two system properties, or by environment variables of the same names in capitals with {@code _}: {@code snapdock.url} (such as
 * {@code https://photos.example.com/snapdock}) and {@code snapdock.api-key}.
 *
 * <p>All methods throw {@link SnapdockException} with the code of the API's problem. They wait for Snapdock: {@link #seal} as long as photos are on their way, 10 seconds at most, and all of
 * them a minute or so at most when it does not answer.
 */
public interface Snapdock {

    /**
     * Begins to open a dock, or to find the one that is open already under this reference.
     *
     * @param ref the host's own name for it, such as {@code damage-4711}; unique for the host
     */
    DockBuilder dock(String ref);

    /** The dock with this reference, whatever its state; empty when there is none. */
    Optional<Dock> find(String ref);

    /**
     * Keeps a dock's photos as they are, and tells them. Photos on their way are waited for; what has not come by then stays on its phone, which says so. The same call again gives the same
     * answer. Inside a transaction that is rolled back the dock is opened again, unless it was sealed once more since.
     *
     * @param ref of the form that was submitted, as given to {@link #dock}. A ticket is what a browser says: it may name the dock of another form
     * @param ticket what the form submitted
     * @throws SnapdockException {@link SnapdockException#DOCK_CHANGED} when there are other photos than the ticket's user has seen; {@code dock-claimed}; {@code dock-unavailable}, also when
     *     the ticket is another form's
     */
    Sealed seal(String ref, String ticket);

    /** Lets photos be added and removed again, after a validation error of the form for example. */
    void reopen(String ticket);

    /**
     * Says that the host has its copies of a sealed dock's photos. Inside a transaction it is done after the commit.
     *
     * <p>The commit counts, whether the claim can be said or not: a dock that stays sealed keeps its photos, and the same claim can be said again later.
     *
     * @param claimId what the host stored with its copies; another one for the same dock is refused
     * @throws SnapdockException {@code dock-claimed}, when another claim was first. Not after a commit: then it is logged
     */
    void claim(String ticket, String claimId);

    /** Deletes a dock with all that it still holds. A claimed one goes by itself after {@code snapdock.dock.keep-claimed}. */
    void release(String ticket);

    /**
     * Snapdock by its address, for applications without CDI. It knows nothing of transactions: {@link #claim} is to be called after the commit.
     *
     * @param base where it is deployed, such as {@code https://photos.example.com/snapdock}
     * @param apiKey what {@code snapdock.api-key} is there
     */
    static Snapdock at(URI base, String apiKey) {
        return new TransactionalSnapdock(new HttpApi(base, apiKey), AfterCommit.withoutTransactions());
    }

    /** The one that CDI gives. */
    static Snapdock over(HostApi api, TransactionSynchronizationRegistry transactions) {
        return new TransactionalSnapdock(api, AfterCommit.of(transactions));
    }
}
