package io.snapdock.admin;

import io.snapdock.dock.DockState;
import io.snapdock.problem.HttpProblem;
import io.snapdock.problem.ProblemException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Which docks an administrator wants to see.
 *
 * @param states one of these
 * @param search something of its title or reference in any case, or its id; empty for all
 */
record DockFilter(List<DockState> states, String search) {

    private static final int MAX_CHARS = 100;

    /**
     * Reads a request.
     *
     * @param state null for all
     * @throws ProblemException {@code query-invalid}
     */
    static DockFilter of(String state, String search) {
        List<DockState> states = Arrays.stream(DockState.values())
                .filter(one -> state == null || one.name().equals(state))
                .toList();
        if (states.isEmpty()) {
            throw new ProblemException(
                    HttpProblem.QUERY_INVALID, "state must be one of OPEN, SEALED, CLAIMED, CLOSED, EXPIRED.");
        }
        if (search.length() > MAX_CHARS) {
            throw new ProblemException(HttpProblem.QUERY_INVALID, "search must have at most 100 characters.");
        }
        return new DockFilter(states, search.strip());
    }

    boolean isSearch() {
        return !search.isEmpty();
    }

    /**
     * For {@code like}. Its own signs stand for any character here, as {@code escape} is not to be had with all providers (see {@code Dock.OF_HOST_BY_PREFIX}): a person who looks for "a_b"
     * may find "a-b" too.
     */
    String pattern() {
        return "%" + search.toLowerCase(Locale.ROOT).replaceAll("[%_\\\\]", "_") + "%";
    }
}
