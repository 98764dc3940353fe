package io.snapdock.photo;

import io.snapdock.upload.pick.Block;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The places after a dock's photos were put in order by hand. The photos before the first and after the last one that moved stay
 * with the places that are kept beside them for what is still to come; what else is to come goes to the end, after all that was
 * put by hand.
 *
 * @param photos the place of each photo, by its id
 * @param blocks the first place of each block, by its id
 * @param next the next free place
 */
record NewOrder(Map<String, Long> photos, Map<String, Long> blocks, long next) {

    /**
     * A photo as it lies now.
     *
     * @param place in order; two photos may share one, when their sender gave them the same index
     */
    record Lying(String id, long place) {}

    /**
     * @param photos of the dock, in their order
     * @param wanted the same photos' ids in the new order
     * @param kept what is kept for uploads
     * @param next the next free place, after all of these
     */
    static NewOrder of(List<Lying> photos, List<String> wanted, List<Block> kept, long next) {
        int before = 0;
        while (before < photos.size() && photos.get(before).id().equals(wanted.get(before))) {
            before++;
        }
        var order = new Arrangement(photos, wanted, kept);
        if (before == photos.size()) {
            return order.unchanged(next);
        }
        int end = photos.size();
        while (photos.get(end - 1).id().equals(wanted.get(end - 1))) {
            end--;
        }
        return order.changed(before, end, next);
    }

    private record Arrangement(List<Lying> photos, List<String> wanted, List<Block> kept) {

        NewOrder unchanged(long next) {
            Map<String, Long> places = new HashMap<>();
            photos.forEach(photo -> places.put(photo.id(), photo.place()));
            Map<String, Long> blocks = new HashMap<>();
            kept.forEach(block -> blocks.put(block.id(), block.first()));
            return new NewOrder(places, blocks, next);
        }

        /** @param before so many photos before the first one that moved; {@code end} is after the last one */
        NewOrder changed(int before, int end, long next) {
            long cut = cut(end);
            int staying = before;
            while (staying > 0 && photos.get(staying - 1).place() >= cut) {
                staying--;
            }
            Map<String, Long> places = new HashMap<>();
            Map<String, Long> blocks = new HashMap<>();
            long free = 0;
            for (int i = 0; i < staying; i++) {
                places.put(photos.get(i).id(), photos.get(i).place());
                free = photos.get(i).place() + 1;
            }
            List<Block> last = new ArrayList<>();
            for (Block block : kept) {
                if (block.first() < cut && isBefore(block, staying)) {
                    blocks.put(block.id(), block.first());
                    free = Math.max(free, block.end());
                } else if (block.first() < cut) {
                    last.add(block);
                }
            }
            for (int i = staying; i < end; i++) {
                places.put(wanted.get(i), free++);
            }
            long shift = free - cut;
            photos.subList(end, photos.size()).forEach(photo -> places.put(photo.id(), photo.place() + shift));
            kept.stream()
                    .filter(block -> block.first() >= cut)
                    .forEach(block -> blocks.put(block.id(), block.first() + shift));
            long behind = next + shift;
            last.sort(Comparator.comparingLong(Block::first));
            for (Block block : last) {
                blocks.put(block.id(), behind);
                behind += block.size();
            }
            return new NewOrder(places, blocks, behind);
        }

        /** From here on all keeps its order: the first place after the last photo that moved, or the pick's that holds both. */
        private long cut(int end) {
            long lastMoved = photos.get(end - 1).place();
            long after = end < photos.size()
                    ? Math.min(lastMoved + 1, photos.get(end).place())
                    : lastMoved + 1;
            return kept.stream()
                    .filter(block -> block.holds(lastMoved))
                    .mapToLong(Block::first)
                    .reduce(after, Math::min);
        }

        /** Whether a block lies among the photos that stay, or belongs to the last of them, and holds none that moved. */
        private boolean isBefore(Block block, int staying) {
            return staying > 0
                    && block.first() <= photos.get(staying - 1).place()
                    && block.end() <= photos.get(staying).place();
        }
    }
}
