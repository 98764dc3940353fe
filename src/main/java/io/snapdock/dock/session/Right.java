package io.snapdock.dock.session;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a session may do with its dock. Who owns the dock may do all of it. */
public enum Right {
    /** See the dock, its photos and its stream. */
    VIEW,
    /** Send photos, and show the code by which phones join. */
    ADD,
    /** Remove photos, uploads and phones. */
    REMOVE,
    /** Put the photos in another order. */
    ORDER;

    /** As the API writes it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Right> of(String word) {
        return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
    }

    public static List<String> words(Set<Right> rights) {
        return rights.stream().sorted().map(Right::word).toList();
    }

    static Set<Right> parse(String words) {
        Set<Right> rights = EnumSet.noneOf(Right.class);
        for (String word : words.split(",", -1)) {
            of(word).ifPresent(rights::add);
        }
        return rights;
    }
}
