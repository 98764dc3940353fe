package io.snapdock.push.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where a reader stands in each of several streams that it reads in one answer. As text it is the id of each event of that answer, so that one {@code Last-Event-ID}
 * resumes them all: the places in the order of the streams, with dots between, and a dash for a stream that has none.
 */
public final class Places {

    private static final String NONE = "-";

    private Places() {}

    /** @param all empty for a stream that has none yet, or never will */
    public static String text(List<Optional<EventId>> all) {
        return all.stream().map(id -> id.map(EventId::toString).orElse(NONE)).collect(Collectors.joining("."));
    }

    /**
     * Where the streams begin. The header wins, as clients send it when they come back, while the rest of their request stays as it was.
     *
     * @param header {@code Last-Event-ID}, or null
     * @param own for each stream the place that the request gives it by itself, or null
     * @return as many. Places that are not those of so many streams are not known to any of them: each is told that it has missed something
     */
    public static List<Start> starts(String header, List<String> own) {
        boolean isFirstVisit = header == null || header.isEmpty();
        String[] places = isFirstVisit ? new String[0] : header.split("\\.", -1);
        List<Start> starts = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) {
            boolean isKnown = places.length == own.size();
            boolean byItself = isFirstVisit || (isKnown && places[i].equals(NONE));
            starts.add(byItself ? Start.of(null, own.get(i)) : Start.of(isKnown ? places[i] : header, null));
        }
        return starts;
    }
}
