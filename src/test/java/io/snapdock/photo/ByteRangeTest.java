package io.snapdock.photo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {
    private static final long SIZE = 1000;

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 0",
        "bytes=0-, 0, 999",
        "bytes=10-19, 10, 19",
        "bytes=990-5000, 990, 999",
        "bytes=-1, 999, 999",
        "bytes=-5000, 0, 999",
        "BYTES=1-2, 1, 2",
        "bytes=0-99999999999999999999, 0, 999",
        "bytes=-99999999999999999999, 0, 999",
        "bytes=000000000000000000000010-19, 10, 19",
    })
    void readsOneRange(String header, long first, long last) throws ByteRange.Unsatisfiable {
        assertThat(ByteRange.parse(header, SIZE)).contains(new ByteRange(first, last));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes",
                "bytes=",
                "bytes=-",
                "bytes=5-4",
                "bytes=a-b",
                "items=0-1",
                "bytes=0-1,5-6",
                "bytes=0 -1",
                "bytes=+0-1",
                "bytes=99999999999999999999-5",
            })
    void takesWhatItDoesNotKnowForAbsent(String header) throws ByteRange.Unsatisfiable {
        assertThat(ByteRange.parse(header, SIZE)).isEmpty();
    }

    @Test
    void passesOverEmptyElementsOfTheList() throws ByteRange.Unsatisfiable {
        assertThat(ByteRange.parse("bytes=, 0-1 ,", SIZE)).contains(new ByteRange(0, 1));
    }

    @Test
    void refusesWhatLiesOutside() {
        for (String header :
                new String[] {"bytes=1000-", "bytes=1000-2000", "bytes=-0", "bytes=99999999999999999999-"}) {
            assertThatThrownBy(() -> ByteRange.parse(header, SIZE)).isInstanceOf(ByteRange.Unsatisfiable.class);
        }
    }
}
