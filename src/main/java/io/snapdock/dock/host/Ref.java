package io.snapdock.dock.host;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A host's own name for a dock, which names no two of its docks that are in use. */
public record Ref(String host, String name) {

    /** The longest. */
    public static final int MAX_CHARS = 128;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._~-]{1,128}");
    private static final Pattern BEGINNING = Pattern.compile("[A-Za-z0-9._~-]{0,128}");

    /** Below a dock's own path these are something else, and {@code by-ref} looks like a dock there. */
    private static final Set<String> TAKEN = Set.of("photos", "photos.zip", "phones", "uploads", "sessions");

    /** Empty when it can be no reference. Nothing but dots would be another path. */
    public static Optional<Ref> parse(String host, String name) {
        boolean isTaken = name.replace(".", "").isEmpty() || TAKEN.contains(name);
        return NAME.matcher(name).matches() && !isTaken ? Optional.of(new Ref(host, name)) : Optional.empty();
    }

    /** Whether references can begin so. */
    public static boolean isBeginning(String text) {
        return BEGINNING.matcher(text).matches();
    }
}
