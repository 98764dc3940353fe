package io.snapdock.dock.key;

import java.security.SecureRandom;
import java.util.Base64;

/** Makes the ids of docks, phones, uploads and photos: 96 random bits as 16 characters of base64url. Ids are no secrets. */
public final class Ids {

    private static final int BYTES = 12;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    public static String next() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
