package io.snapdock.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs messages by the specification of Standard Webhooks, section "Signature scheme": HMAC-SHA256 over id, time and body with dots between. */
final class Signature {

    private static final String PREFIX = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";

    private Signature() {}

    /**
     * @param secrets one, or several while they change: the receiver needs one of them
     * @return the value of {@code webhook-signature}
     */
    static String of(List<String> secrets, String id, Instant time, String body) {
        byte[] signed = (id + "." + time.getEpochSecond() + "." + body).getBytes(StandardCharsets.UTF_8);
        return secrets.stream()
                .map(secret -> "v1," + Base64.getEncoder().encodeToString(hash(secret, signed)))
                .collect(Collectors.joining(" "));
    }

    private static byte[] hash(String secret, byte[] signed) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring(PREFIX.length())), ALGORITHM));
            return mac.doFinal(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Each Java has HmacSHA256 (Mac's Javadoc)", e);
        }
    }
}
