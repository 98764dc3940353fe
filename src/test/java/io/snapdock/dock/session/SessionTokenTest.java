package io.snapdock.dock.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.dock.key.Key;
import org.junit.jupiter.api.Test;

/** Tokens of sessions, which are told from keys by their form alone. */
class SessionTokenTest {

    @Test
    void areReadAsTheyAreTold() {
        var token = SessionToken.random();
        assertThat(SessionToken.parse(token.reveal())).contains(token);
        assertThat(Key.parse(token.reveal())).as("a token is no key").isEmpty();
        assertThat(SessionToken.parse(token.key().reveal()))
                .as("a key is no token")
                .isEmpty();
        assertThat(SessionToken.parse(null)).isEmpty();
        assertThat(SessionToken.parse("st_"))
                .as("a mangled one is one that nobody has")
                .isPresent()
                .isNotEqualTo(SessionToken.parse("st_"));
    }

    @Test
    void areNeverShownByAccident() {
        var token = SessionToken.random();
        assertThat(token.toString()).doesNotContain(token.key().reveal());
        assertThat(new BegunSession(token.reveal(), java.time.Instant.now(), java.util.List.of("view")).toString())
                .doesNotContain(token.key().reveal());
    }
}
