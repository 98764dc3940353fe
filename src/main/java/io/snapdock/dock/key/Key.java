package io.snapdock.dock.key;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret that proves a right: 128 bits as 22 characters of base64url. It is shown to its holder once and stored as its hash
 * only; {@link #toString()} never shows it.
 */
public final class Key {

    private static final int BYTES = 16;
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{22}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String text;

    private Key(String text) {
        this.text = text;
    }

    public static Key random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return of(bytes);
    }

    /** The key that a caller sent; empty when it cannot be one. */
    public static Optional<Key> parse(String text) {
        return text != null && FORM.matcher(text).matches() ? Optional.of(new Key(text)) : Optional.empty();
    }

    /**
     * Another key that only the holder of this one can make. So the join key needs no place on the server: the owner's
     * request brings what is needed to show the QR code again.
     */
    Key derive(String purpose) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(text.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
            return of(Arrays.copyOf(mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8)), BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }

    /** What is stored: SHA-256, hexadecimal. A slow hash would add nothing, nobody can guess 128 random bits. */
    public String hash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** Compares in constant time. */
    public boolean fits(String storedHash) {
        return MessageDigest.isEqual(
                hash().getBytes(StandardCharsets.US_ASCII), storedHash.getBytes(StandardCharsets.US_ASCII));
    }

    /** The secret itself, for its holder's answer. */
    public String reveal() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Key key && fits(key.hash());
    }

    @Override
    public int hashCode() {
        return Objects.hash(hash());
    }

    @Override
    public String toString() {
        return "Key[…]";
    }

    private static Key of(byte[] bytes) {
        return new Key(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }
}
