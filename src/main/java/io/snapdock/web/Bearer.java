package io.snapdock.web;

import jakarta.ws.rs.core.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;

/** Bearer tokens (RFC 6750) of requests. */
public final class Bearer {

    private static final String SCHEME = "bearer ";

    private Bearer() {}

    /** The token as it came; empty when there is none. */
    public static Optional<String> of(HttpHeaders headers) {
        String authorization = headers.getHeaderString(HttpHeaders.AUTHORIZATION);
        // RFC 9110, section 11.1: the scheme's name is case-insensitive.
        return authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)
                ? Optional.of(authorization.substring(SCHEME.length()).strip())
                : Optional.empty();
    }

    /** Whether the request brings this key; compares in constant time. Without a key nobody can. */
    public static boolean fits(HttpHeaders headers, Optional<String> key) {
        return fits(of(headers), key);
    }

    /** The same for a key that came by another way. */
    public static boolean fits(Optional<String> given, Optional<String> key) {
        return key.isPresent() && given.filter(one -> equal(one, key.get())).isPresent();
    }

    private static boolean equal(String given, String wanted) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), wanted.getBytes(StandardCharsets.UTF_8));
    }
}
