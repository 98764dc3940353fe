package io.snapdock.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapdock.problem.HttpProblem;
import io.snapdock.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodyTest {

    @Test
    void counts_characters_and_not_halves_of_them() {
        String house = "\uD83C\uDFE0";

        assertThat(read("{\"title\": \"" + house.repeat(3) + "\"}").text("title", 3))
                .contains(house.repeat(3));
        assertThatThrownBy(
                        () -> read("{\"title\": \"" + house.repeat(4) + "\"}").text("title", 3))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.kind()).isEqualTo(HttpProblem.JSON_OUT_OF_BOUNDS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO-8859-1", "UTF-16", "UTF-16LE", "UTF-32BE"})
    void refuses_what_is_not_utf_8(String charset) {
        refused("{\"title\": \"Müller\"}".getBytes(Charset.forName(charset)));
    }

    @Test
    void refuses_bytes_that_no_character_has() {
        // Overlong, half a surrogate pair, cut off.
        for (byte[] wrong : new byte[][] {
            {(byte) 0xC0, (byte) 0xAF}, {(byte) 0xED, (byte) 0xA0, (byte) 0x80}, {(byte) 0xE2, (byte) 0x82}
        }) {
            byte[] body = "{\"title\": \"______\"}".getBytes(StandardCharsets.UTF_8);
            System.arraycopy(wrong, 0, body, 11, wrong.length);
            refused(body);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"title\": \"a\", \"title\": \"b\"}",
                "{\"title\": \"a\", \"ti\\u0074le\": \"b\"}",
                "{\"title\": [{\"a\": 1, \"a\": 1}]}",
                "{\"title\": [[[[[[[[[1]]]]]]]]]}",
                "{\"title\": \"a\"} {}",
                "{\"title\": \"a\",}",
                "{\"title\": NaN}",
            })
    void refuses_what_two_readers_may_take_for_two_things(String body) {
        refused(body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void refuses_ten_thousand_open_brackets() {
        refused("[".repeat(10_000).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void takes_the_same_name_in_two_objects() {
        assertThat(read("{\"title\": \"a\", \"accept\": [\"x\", \"x\"]}").texts("accept"))
                .isPresent();
    }

    private static void refused(byte[] body) {
        assertThatThrownBy(() -> JsonBody.object(new ByteArrayInputStream(body), Set.of("title")))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.kind()).isEqualTo(HttpProblem.JSON_MALFORMED));
    }

    private static JsonBody read(String body) {
        return JsonBody.object(
                new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), Set.of("title", "accept"));
    }
}
