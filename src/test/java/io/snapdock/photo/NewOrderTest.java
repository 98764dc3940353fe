package io.snapdock.photo;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.upload.pick.Block;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NewOrderTest {

    /**
     * What is there, what is still to come (in brackets) and the wanted order; then how all lies in the end. A letter names a
     * pick, a number the index in it; a letter alone was sent by itself.
     */
    @ParameterizedTest
    @CsvSource({
        "o p q, q p o, q p o",
        "o p q, o p q, o p q",
        // new ones come after all that was put by hand
        "[x] o p q, q p o, q p o x",
        "o [x] p q, q o p, q o p x",
        "o p q [x], q p o, q p o x",
        "o p [x] [y] q, q o p, q o p x y",
        // those of one pick lie together, whichever came first
        "o p A0 [A1] A2, p o A0 A2, p o A0 A1 A2",
        "o p [A0] [A1] A2, p o A2, p o A0 A1 A2",
        "o p [A0] A1 [A2], p o A1, p o A0 A1 A2",
        "A0 [A1] [A2] B0 B1, A0 B1 B0, A0 A1 A2 B1 B0",
        "o [A0] A1 B0 [B1] B2, A1 o B0 B2, A1 o A0 B0 B1 B2",
        // a pick that was taken apart by hand: the rest of it is new
        "o p A0 [A1] A2, A0 o p A2, A0 o p A1 A2",
        "o p A0 [A1] A2, A2 o p A0, A2 o p A0 A1",
        "o p [A0] [A1] A2, A2 o p, A2 o p A0 A1",
        "A0 A1 A2 [A3], A0 A2 A1, A0 A2 A1 A3",
        "A0 A1 A2 [A3] A4, A1 A0 A2 A4, A1 A0 A2 A3 A4",
        "A0 [A1] [A2] B0 B1, B1 A0 B0, B1 A0 B0 A1 A2",
        "A0 [A1] B0 [B1] o, B0 A0 o, B0 A0 B1 o A1",
    })
    void whatIsPutByHandStays(String now, String wanted, String then) {
        assertThat(after(now, wanted)).isEqualTo(then);
    }

    /** Whatever is ordered while whatever is on its way: what was put by hand keeps its order, and no two share a place. */
    @Test
    void holdsForAnyOrder() {
        var random = new Random(4711);
        for (int round = 0; round < 3_000; round++) {
            var now = new ArrayList<String>();
            for (char pick = 'A'; pick < 'A' + 1 + random.nextInt(4); pick++) {
                for (int index = 0; index < 1 + random.nextInt(4); index++) {
                    now.add(random.nextBoolean() ? "[" + pick + index + "]" : "" + pick + index);
                }
            }
            var photos = now.stream().filter(one -> !one.startsWith("[")).collect(java.util.stream.Collectors.toList());
            for (int moves = random.nextInt(3); moves > 0 && photos.size() > 1; moves--) {
                photos.add(random.nextInt(photos.size()), photos.remove(random.nextInt(photos.size())));
            }
            var then = List.of(
                    after(String.join(" ", now), String.join(" ", photos)).split(" ", -1));
            assertThat(then).hasSameSizeAs(now).doesNotHaveDuplicates();
            assertThat(then.stream().filter(photos::contains).toList())
                    .as(now + " → " + photos)
                    .isEqualTo(photos);
        }
    }

    @Test
    void photosThatShareAPlaceCanBePutInOrder() {
        var photos = List.of(new NewOrder.Lying("a", 3), new NewOrder.Lying("b", 3), new NewOrder.Lying("c", 3));
        var order = NewOrder.of(photos, List.of("b", "a", "c"), List.of(), 4);
        assertThat(order.photos().get("b")).isLessThan(order.photos().get("a"));
        assertThat(order.photos().get("a")).isLessThan(order.photos().get("c"));
        assertThat(order.next()).isGreaterThan(order.photos().get("c"));
    }

    private static String after(String now, String wanted) {
        List<String> all = List.of(now.split(" ", -1));
        List<String> names = all.stream().map(NewOrderTest::name).toList();
        var photos = IntStream.range(0, all.size())
                .filter(place -> !all.get(place).startsWith("["))
                .mapToObj(place -> new NewOrder.Lying(all.get(place), place))
                .toList();
        // Letters lie together in the beginning, so a pick is as long as its letter comes.
        var blocks = names.stream()
                .map(name -> name.substring(0, 1))
                .distinct()
                .map(letter -> new Block(
                        letter,
                        names.indexOf(names.stream()
                                .filter(name -> name.startsWith(letter))
                                .findFirst()
                                .orElseThrow()),
                        (int) names.stream()
                                .filter(name -> name.startsWith(letter))
                                .count()))
                .toList();
        var order = NewOrder.of(photos, List.of(wanted.split(" ", -1)), blocks, all.size());
        record Lying(String name, long place) {}
        var lying = Stream.concat(
                        order.photos().entrySet().stream().map(one -> new Lying(one.getKey(), one.getValue())),
                        all.stream().filter(one -> one.startsWith("[")).map(one -> {
                            var block = blocks.stream()
                                    .filter(candidate ->
                                            candidate.id().equals(name(one).substring(0, 1)))
                                    .findFirst()
                                    .orElseThrow();
                            long at = names.indexOf(name(one)) - block.first();
                            return new Lying(name(one), order.blocks().get(block.id()) + at);
                        }))
                .sorted(Comparator.comparingLong(Lying::place))
                .toList();
        assertThat(lying)
                .extracting(Lying::place)
                .doesNotHaveDuplicates()
                .allSatisfy(place -> assertThat(place).isNotNegative().isLessThan(order.next()));
        return String.join(" ", lying.stream().map(Lying::name).toList());
    }

    private static String name(String text) {
        return text.replaceAll("[\\[\\]]", "");
    }
}
