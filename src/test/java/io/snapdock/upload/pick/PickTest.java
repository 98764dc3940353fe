package io.snapdock.upload.pick;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapdock.problem.HttpProblem;
import io.snapdock.problem.ProblemException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PickTest {

    @Test
    void readsWhatASenderSays() {
        assertThat(read(null, null, null)).isEmpty();
        assertThat(read("a.B_9~-", "0", "1")).contains(new Pick("a.B_9~-", 0, 1));
        assertThat(read("x".repeat(64), "9999", "10000")).contains(new Pick("x".repeat(64), 9_999, 10_000));
        assertThat(read("p", "7", null)).contains(new Pick("p", 7, null));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "'', 0, 1",
                "a b, 0, 1",
                "ä, 0, 1",
                "a/b, 0, 1",
                "-, 0, 1",
                "-, 0, -",
                "-, -, 1",
                "p, -, 1",
                "p, -, -",
                "p, '', 1",
                "p, -1, 2",
                "p, 1, 1",
                "p, 10000, -",
                "p, 10000, 10000",
                "p, 1.0, 2",
                "p, +1, 2",
                "p, 99999999999, -",
                "p, ١, 2",
                "p, 0, 0",
                "p, 0, 10001",
                "p, 0, ''",
                "p, 0, x",
                "p, 0, -1"
            })
    void refusesWhatIsOutsideItsBounds(String pick, String index, String picked) {
        assertThatThrownBy(() -> read(pick, index, picked)).isInstanceOf(ProblemException.class);
    }

    @Test
    void refusesATooLongName() {
        assertThatThrownBy(() -> read("x".repeat(65), "0", "1")).isInstanceOf(ProblemException.class);
    }

    @Test
    void aPickKnowsWhatIsStillToCome() {
        var row = new PickRow("dock", Optional.of("phone"), new Pick("p", 2, 4), 10);
        assertThat(row.begin(2)).isTrue();
        assertThat(row.begin(2)).isFalse();
        assertThat(row.begin(0)).isTrue();
        assertThat(row.begin(4)).as("more than were picked").isFalse();
        assertThat(row.view()).isEqualTo(new PickView("p", "phone", 4, 10, java.util.List.of(1, 3)));
    }

    private static Optional<Pick> read(String pick, String index, String picked) {
        return Pick.read(pick, index, picked, sentence -> new ProblemException(HttpProblem.QUERY_INVALID, sentence));
    }
}
