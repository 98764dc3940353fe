package io.snapdock.tags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShownDocksTest {
    private final ShownDocks docks = new ShownDocks();

    @Test
    void whatWasShownMayBeAskedFor() {
        docks.add(dock("a", false), "ana");
        assertThat(docks.find("a", false, "ana")).contains(dock("a", false));
        assertThat(docks.find("b", false, "ana")).isEmpty();
        assertThat(docks.find(null, false, "ana")).isEmpty();
    }

    @Test
    void whoMayOnlyLookGetsNoMore() {
        docks.add(dock("a", true), "ana");
        assertThat(docks.find("a", true, "ana")).isPresent();
        assertThat(docks.find("a", false, "ana")).isEmpty();
    }

    @Test
    void whoLoggedInOrOutIsSomebodyElse() {
        docks.add(dock("a", false), null);
        assertThat(docks.find("a", false, "ana")).isEmpty();
        docks.add(dock("a", false), "ana");
        assertThat(docks.find("a", false, "ana")).isPresent();
        assertThat(docks.find("a", false, "bob")).isEmpty();
        assertThat(docks.find("a", false, null)).isEmpty();
    }

    @Test
    void theOneShownLongestAgoGoesFirst() {
        IntStream.range(0, ShownDocks.MOST).forEach(i -> docks.add(dock("d" + i, false), "ana"));
        docks.add(dock("d0", false), "ana");
        docks.add(dock("new", false), "ana");
        assertThat(docks.find("d0", false, "ana")).isPresent();
        assertThat(docks.find("d1", false, "ana")).isEmpty();
        assertThat(docks.find("d2", false, "ana")).isPresent();
    }

    @Test
    void whatSnapdockWouldNotTakeIsNotKept() {
        docks.add(dock("a".repeat(ShownDocks.LONGEST_REF), false), "ana");
        docks.add(dock("a".repeat(ShownDocks.LONGEST_REF + 1), false), "ana");
        assertThat(docks.find("a".repeat(ShownDocks.LONGEST_REF), false, "ana")).isPresent();
        assertThat(docks.find("a".repeat(ShownDocks.LONGEST_REF + 1), false, "ana"))
                .isEmpty();
    }

    @Test
    void aServerMayKeepItElsewhere() throws IOException, ClassNotFoundException {
        docks.add(dock("a", false), "ana");
        docks.opened("a", "id-of-a");
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(docks);
        }
        try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            var copy = (ShownDocks) in.readObject();
            assertThat(copy.find("a", false, "ana")).contains(dock("a", false));
            assertThat(copy.nameOf(null)).isEqualTo(docks.nameOf(null)).startsWith("guest-");
            assertThat(copy.nameOf("ana")).isEqualTo("ana");
        }
    }

    @Test
    void aDockHasAName() {
        assertThatThrownBy(() -> dock(" ", false)).isInstanceOf(IllegalArgumentException.class);
    }

    private static ShownDock dock(String ref, boolean isReadOnly) {
        return new ShownDock(ref, null, 1, 5, null, "P3D", isReadOnly);
    }
}
