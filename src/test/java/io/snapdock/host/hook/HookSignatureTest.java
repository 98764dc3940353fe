package io.snapdock.host.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages signed by the specification's own library. */
class HookSignatureTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String NEW_SECRET = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
    private static final String STRANGERS_SECRET = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    private static final Instant NOW = Instant.ofEpochSecond(1_764_518_400);
    private static final String TIME = "1764518400";
    private static final String ID = "msg_uBz0Kq3ZsW1xYp9A";
    private static final String BODY = "{\"type\": \"photo.arrived\", \"name\": \"現場.jpg\"}";

    @Test
    void believesWhatIsSignedByItsSecret() throws Exception {
        assertThat(fault(List.of(SECRET), signed(SECRET), NOW)).isNull();
    }

    @Test
    void believesEitherSideWhileTheSecretChanges() throws Exception {
        assertThat(fault(List.of(NEW_SECRET, SECRET), signed(SECRET), NOW)).isNull();
        assertThat(fault(List.of(SECRET), signed(NEW_SECRET) + " " + signed(SECRET), NOW))
                .isNull();
        assertThat(fault(List.of(SECRET), "v1a,AAAA " + signed(SECRET), NOW)).isNull();
    }

    @Test
    void doesNotBelieveStrangersAndForgeries() throws Exception {
        var right = signed(SECRET);
        assertThat(fault(List.of(SECRET), signed(STRANGERS_SECRET), NOW)).contains("none of the secrets");
        var hook = new HookSignature(List.of(SECRET));
        assertThat(hook.fault(ID, TIME, right, bytes(BODY.replace("arrived", "removed")), NOW))
                .contains("none of the secrets");
        assertThat(hook.fault(ID + "x", TIME, right, bytes(BODY), NOW)).contains("none of the secrets");
        assertThat(hook.fault(ID, "1764518401", right, bytes(BODY), NOW)).contains("none of the secrets");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "v1,", "v1", "v2,AAAA", "v1,AAAA v1,BBBB"})
    void doesNotBelieveOtherSignatures(String signatures) {
        assertThat(fault(List.of(SECRET), signatures, NOW)).contains("none of the secrets");
    }

    @Test
    void aSignatureWithoutItsVersionIsNone() throws Exception {
        assertThat(fault(List.of(SECRET), signed(SECRET).substring(3), NOW)).contains("none of the secrets");
    }

    @ParameterizedTest
    @CsvSource({"-300, true", "-301, false", "300, true", "301, false"})
    void fiveMinutesAreTolerated(int seconds, boolean isBelieved) throws Exception {
        var fault = fault(List.of(SECRET), signed(SECRET), NOW.plusSeconds(seconds));
        if (isBelieved) {
            assertThat(fault).isNull();
        } else {
            assertThat(fault).contains("5 minutes");
        }
    }

    @Test
    void doesNotBelieveWhatLacksAHeaderOrHasAnOddOne() throws Exception {
        var hook = new HookSignature(List.of(SECRET));
        var right = signed(SECRET);
        assertThat(hook.fault(null, TIME, right, bytes(BODY), NOW)).contains("missing");
        assertThat(hook.fault(ID, null, right, bytes(BODY), NOW)).contains("missing");
        assertThat(hook.fault(ID, TIME, null, bytes(BODY), NOW)).contains("missing");
        assertThat(hook.fault(ID, "now", right, bytes(BODY), NOW)).contains("malformed");
        assertThat(hook.fault(ID, "99999999999999999999", right, bytes(BODY), NOW))
                .contains("malformed");
        assertThat(hook.fault("a.b", TIME, right, bytes(BODY), NOW)).contains("malformed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_", "whsec_not base64"})
    void refusesSecretsThatAreNone(String secret) {
        assertThatThrownBy(() -> new HookSignature(List.of(secret))).isInstanceOf(IllegalArgumentException.class);
    }

    private static String fault(List<String> secrets, String signatures, Instant now) {
        return new HookSignature(secrets).fault(ID, TIME, signatures, bytes(BODY), now);
    }

    private static String signed(String secret) throws Exception {
        return new Webhook(secret).sign(ID, NOW.getEpochSecond(), BODY);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
