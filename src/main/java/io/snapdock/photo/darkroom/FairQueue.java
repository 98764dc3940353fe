package io.snapdock.photo.darkroom;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/**
 * Work of many docks in turn: next is the dock that had the least done for it, and of its phones the one that had the least. What is done is
 * counted as cost, not as pieces. Those that have nothing to do are forgotten, and begin again beside the others, neither behind nor before them.
 */
final class FairQueue<T> {

    private final Turn<T> docks = new Turn<>();

    /**
     * @param phone of the dock
     * @param cost in any unit, the same for all
     */
    synchronized void add(String dock, String phone, long cost, T work) {
        docks.owner(dock).turn.owner(phone).work.add(new Piece<>(cost, work));
    }

    synchronized Optional<T> poll() {
        return docks.owners.isEmpty()
                ? Optional.empty()
                : Optional.of(docks.next().work());
    }

    private record Piece<T>(long cost, T work) {}

    /** Owners that have something to do. */
    private static final class Turn<T> {

        /** In the order in which they came, which decides between those that had the same. */
        private final Map<String, Owner<T>> owners = new LinkedHashMap<>();

        /** What the one that was served last had before. */
        private long now;

        Owner<T> owner(String name) {
            return owners.computeIfAbsent(name, any -> new Owner<>(name, now));
        }

        Piece<T> next() {
            Owner<T> owner = owners.values().stream()
                    .min(Comparator.comparingLong(one -> one.served))
                    .orElseThrow();
            Piece<T> piece = owner.work.isEmpty() ? owner.turn.next() : owner.work.remove();
            now = owner.served;
            owner.served += Math.max(1, piece.cost());
            if (owner.work.isEmpty() && owner.turn.owners.isEmpty()) {
                owners.remove(owner.name);
            }
            return piece;
        }
    }

    /** A dock has phones that take turns, a phone has work. */
    private static final class Owner<T> {

        private final String name;
        private final Queue<Piece<T>> work = new ArrayDeque<>();
        private final Turn<T> turn = new Turn<>();
        private long served;

        Owner(String name, long served) {
            this.name = name;
            this.served = served;
        }
    }
}
