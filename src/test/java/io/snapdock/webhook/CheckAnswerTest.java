package io.snapdock.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What hosts, and what stands in front of them, answer. */
class CheckAnswerTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"200|", "204|", "200|{\"detail\": \"not this time\"}", "299|<html>"})
    void successTakesThePhotoWhateverItSays(int status, String body) {
        assertThat(answer(status, body == null ? "" : body).refusal()).isEmpty();
    }

    @Test
    void a422WithAReasonRefusesIt() {
        var answer =
                answer(422, "{\"code\": \"report-closed\", \"detail\": \"The report is closed. 已關閉\", \"more\": [1]}");
        assertThat(answer.refusal()).contains("The report is closed. 已關閉");
        assertThat(answer.code()).contains("report-closed");
        assertThat(answer(422, "{\"detail\": \"No.\"}").code()).isEmpty();
    }

    @Test
    void aCodeIsOneShortWordInTheLog() {
        assertThat(answer(422, "{\"detail\": \"No.\", \"code\": \"a\\nINFO b" + "c".repeat(100) + "\"}")
                        .code()
                        .orElseThrow())
                .hasSize(64)
                .startsWith("a?INFO?bc");
    }

    /** A validation error of FastAPI's is a 422 too, and its detail is a list. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no",
                "<html>Unprocessable</html>",
                "[]",
                "\"no\"",
                "{",
                "{}",
                "{\"detail\": [{\"msg\": \"field required\"}]}",
                "{\"detail\": null}",
                "{\"detail\": \"\"}",
                "{\"detail\": \" \\n\\u0000 \"}",
                "{\"title\": \"No\"}"
            })
    void a422WithoutAReasonIsNoAnswer(String body) {
        assertThatThrownBy(() -> answer(422, body)).hasMessage("it answered 422 without a reason in \"detail\"");
    }

    @Test
    void whatIsNestedTooDeepIsNoAnswer() {
        assertThatThrownBy(() -> answer(422, "[".repeat(16 * 1024)))
                .isInstanceOf(CheckAnswer.UnansweredException.class);
    }

    /** Of a login, a proxy or a framework, in the same form. */
    @ParameterizedTest
    @ValueSource(ints = {100, 301, 302, 400, 401, 403, 404, 408, 409, 413, 429, 500, 502, 503, 504})
    void otherAnswersAreNone(int status) {
        assertThatThrownBy(() -> answer(status, "{\"detail\": \"No static resource hook.\"}"))
                .isInstanceOf(CheckAnswer.UnansweredException.class)
                .hasMessage("it answered " + status);
    }

    private static CheckAnswer answer(int status, String body) {
        return CheckAnswer.of(status, body.getBytes(StandardCharsets.UTF_8));
    }
}
