package io.snapdock.web;

import io.snapdock.ground.RateLimits;
import io.snapdock.problem.HttpProblem;
import io.snapdock.problem.ProblemException;
import io.snapdock.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;

/**
 * How often one address may do what costs others something. Each kind has its own count, so who guesses keys can still open docks, and each address has
 * its own, so a neighbour never pays. Who brings a key that was given to it is counted nowhere here: its limits are the key's.
 */
@ApplicationScoped
public class CallLimits {

    private ClientAddress clients;
    private HttpServletRequest current;
    private RateLimits opens;
    private RateLimits joins;
    private RateLimits publishes;
    private RateLimits wrongKeys;

    /** For the container's proxy. */
    CallLimits() {}

    /** @param current the container's stand-in for the request of the thread that asks */
    @Inject
    CallLimits(Settings.Limits settings, ClientAddress clients, HttpServletRequest current) {
        this.clients = clients;
        this.current = current;
        this.opens = RateLimits.perMinute(settings.opensPerMinute());
        this.joins = RateLimits.perMinute(settings.joinsPerMinute());
        this.publishes = RateLimits.perMinute(settings.publishesPerMinute());
        this.wrongKeys = RateLimits.perMinute(settings.wrongKeysPerMinute());
    }

    /**
     * Before a dock is opened by somebody who needs no key for it.
     *
     * @throws ProblemException {@code too-many-requests}
     */
    public void open(HttpServletRequest request) {
        expect(opens.take(clients.of(request)));
    }

    /**
     * Before a phone is let into a dock. Counted for each dock by itself: all phones of an office may have one address, and its other docks shall not wait.
     *
     * @throws ProblemException {@code too-many-requests}
     */
    public void join(String dockId, HttpServletRequest request) {
        expect(joins.take(dockId + " " + clients.of(request)));
    }

    /**
     * Before an event is published by somebody who needs no key for it.
     *
     * @throws ProblemException {@code too-many-requests}
     */
    public void publish(HttpServletRequest request) {
        expect(publishes.take(clients.of(request)));
    }

    /** The address of the one whose request this thread answers. Empty when it answers none: somebody else's work goes on after one. */
    public Optional<String> caller() {
        try {
            return Optional.of(clients.of(current));
        } catch (IllegalStateException e) {
            return Optional.empty();
        }
    }

    /** {@link #wrongKey(Optional, ProblemException)} for the one whose request this thread answers. */
    public ProblemException wrongKey(ProblemException refusal) {
        return wrongKey(caller(), refusal);
    }

    /**
     * What a caller is to be told of its wrong key: the refusal, or to wait, when it has tried too many. A right key is never asked about, so who shares an
     * address with somebody who guesses goes on. The keys themselves are too long to be guessed; this keeps the tries from costing others the database.
     */
    public ProblemException wrongKey(Optional<String> address, ProblemException refusal) {
        return address.flatMap(wrongKeys::take).map(CallLimits::tooMany).orElse(refusal);
    }

    private static void expect(Optional<Duration> wait) {
        if (wait.isPresent()) {
            throw tooMany(wait.get());
        }
    }

    private static ProblemException tooMany(Duration wait) {
        long seconds = wait.plusMillis(999).toSeconds();
        return new ProblemException(HttpProblem.TOO_MANY_REQUESTS)
                .with("Retry-After", Long.toString(Math.max(1, seconds)));
    }
}
