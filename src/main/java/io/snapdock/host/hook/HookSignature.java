package io.snapdock.host.hook;

import io.snapdock.host.HostSetting;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tells whether a message is Snapdock's, as the specification of Standard Webhooks says, section "Verifying webhook authenticity". */
final class HookSignature {

    /** As its libraries have it. */
    static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final String SECRET = "whsec_";
    private static final String SIGNED = "v1,";
    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");
    private static final Pattern ID = Pattern.compile("[!-~&&[^.]]{1,200}");

    private final List<SecretKeySpec> keys;

    /**
     * @param secrets one, or several while they change: the sender needs one of them
     * @throws IllegalArgumentException when one is none
     */
    HookSignature(List<String> secrets) {
        keys = secrets.stream().map(HookSignature::key).toList();
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("There is no secret");
        }
    }

    /** @throws IllegalStateException when there is none, or it is none */
    static HookSignature ofSettings() {
        try {
            return new HookSignature(Arrays.stream(HostSetting.WEBHOOK_KEY.get().split(",", -1))
                    .map(String::strip)
                    .filter(secret -> !secret.isEmpty())
                    .toList());
        } catch (IllegalArgumentException e) {
            // Without the value.
            throw new IllegalStateException(
                    "Setting snapdock.webhook.key: it must be what snapdock.webhook.key is at Snapdock, whsec_ and base64",
                    e);
        }
    }

    private static SecretKeySpec key(String secret) {
        if (!secret.startsWith(SECRET)) {
            throw new IllegalArgumentException("A secret begins with " + SECRET);
        }
        return new SecretKeySpec(Base64.getDecoder().decode(secret.substring(SECRET.length())), ALGORITHM);
    }

    /**
     * @param id, time, signatures the three headers; null when they did not come
     * @return why it is not to be believed; null when it is
     */
    String fault(String id, String time, String signatures, byte[] body, Instant now) {
        if (id == null || time == null || signatures == null) {
            return "webhook-id, webhook-timestamp or webhook-signature is missing";
        }
        if (!ID.matcher(id).matches() || !SECONDS.matcher(time).matches()) {
            return "webhook-id or webhook-timestamp is malformed";
        }
        Duration off = Duration.between(Instant.ofEpochSecond(Long.parseLong(time)), now)
                .abs();
        if (off.compareTo(TOLERANCE) > 0) {
            return "webhook-timestamp is more than " + TOLERANCE.toMinutes() + " minutes from this server's clock";
        }
        byte[] head = (id + "." + time + ".").getBytes(StandardCharsets.UTF_8);
        List<byte[]> right =
                keys.stream().map(key -> text(hash(key, head, body))).toList();
        boolean fits = false;
        for (String signature : signatures.split(" ", -1)) {
            for (byte[] one : right) {
                // All are compared, each in constant time.
                fits |= MessageDigest.isEqual(one, signature.getBytes(StandardCharsets.UTF_8));
            }
        }
        return fits ? null : "webhook-signature is by none of the secrets in snapdock.webhook.key";
    }

    private static byte[] text(byte[] hash) {
        return (SIGNED + Base64.getEncoder().encodeToString(hash)).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] hash(SecretKeySpec key, byte[] head, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(head);
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Each Java has HmacSHA256 (Mac's Javadoc)", e);
        }
    }
}
