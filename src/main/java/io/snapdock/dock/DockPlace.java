package io.snapdock.dock;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place in a list of docks, the newest first; it stays right when the dock it was taken from has gone. */
public record DockPlace(long createdMillis, String dockId) {

    public static final DockPlace FIRST = new DockPlace(Long.MAX_VALUE, "");

    private static final Pattern FORM = Pattern.compile("([0-9]{1,18})\\.([A-Za-z0-9_-]{1,32})");

    public static DockPlace of(Dock dock) {
        return new DockPlace(dock.createdAt().toEpochMilli(), dock.id());
    }

    public static Optional<DockPlace> parse(String text) {
        Matcher parts = FORM.matcher(text);
        return parts.matches()
                ? Optional.of(new DockPlace(Long.parseLong(parts.group(1)), parts.group(2)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return createdMillis + "." + dockId;
    }
}
