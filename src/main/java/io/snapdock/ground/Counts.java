package io.snapdock.ground;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what there is at this moment for each owner: an address, a dock, a phone, a key. Owners with nothing take no memory. */
public final class Counts {

    private final Map<String, Integer> byOwner = new ConcurrentHashMap<>();

    /**
     * Counts one more in, unless its owner has so many already.
     *
     * @return whether it was counted; then {@link #leave} must follow once
     */
    public boolean enter(String owner, int most) {
        boolean[] fits = {false};
        byOwner.compute(owner, (any, count) -> {
            int now = count == null ? 0 : count;
            fits[0] = now < most;
            return fits[0] ? Integer.valueOf(now + 1) : count;
        });
        return fits[0];
    }

    /** Counts one out. */
    public void leave(String owner) {
        byOwner.computeIfPresent(owner, (any, count) -> count == 1 ? null : count - 1);
    }

    public int of(String owner) {
        return byOwner.getOrDefault(owner, 0);
    }
}
