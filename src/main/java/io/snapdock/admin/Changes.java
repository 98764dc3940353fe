package io.snapdock.admin;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Ids of what has changed and was not told yet: each once, the longest waiting first. More than a bound are not kept: then all must be read anew. */
final class Changes {

    private final int most;
    private final Set<String> ids = new LinkedHashSet<>();
    private boolean isOverrun;

    Changes(int most) {
        this.most = most;
    }

    synchronized void add(String id) {
        if (ids.size() >= most && !ids.contains(id)) {
            ids.clear();
            isOverrun = true;
        }
        if (!isOverrun) {
            ids.add(id);
        }
    }

    /** The first ones, which are not held any more. */
    synchronized List<String> take(int count) {
        List<String> taken = ids.stream().limit(count).toList();
        Iterator<String> first = ids.iterator();
        taken.forEach(id -> {
            first.next();
            first.remove();
        });
        return taken;
    }

    /** What was taken and could not be told comes first again. */
    synchronized void giveBack(Collection<String> taken) {
        List<String> all = Stream.concat(taken.stream(), ids.stream()).toList();
        ids.clear();
        all.forEach(this::add);
    }

    /** Whether there were too many since the last time. */
    synchronized boolean takeOverrun() {
        boolean was = isOverrun;
        isOverrun = false;
        return was;
    }

    synchronized void clear() {
        ids.clear();
        isOverrun = false;
    }
}
