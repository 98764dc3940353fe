package io.snapdock.dock.key;

/**
 * The address in the QR code: {@code <base>/p#<dockId>.<joinKey>}. The fragment is not sent to servers, so the key stays out of their logs
 * and of {@code Referer}.
 */
public final class JoinUrl {

    private JoinUrl() {}

    public static Key joinKey(Key ownerKey) {
        return ownerKey.derive("snapdock join key");
    }

    public static String of(String base, String dockId, Key joinKey) {
        return base + "/p#" + dockId + "." + joinKey.reveal();
    }
}
