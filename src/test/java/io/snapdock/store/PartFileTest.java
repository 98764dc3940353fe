package io.snapdock.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a crash, a power cut or a hand can leave of an upload: it is understood or set aside, never deleted, never an error. */
class PartFileTest {
    private static final byte[] BYTES = "0123456789".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    private static final OptionalLong LONG_ENOUGH = OptionalLong.of(100);

    @TempDir
    private Path data;

    private Path part;
    private Path mark;
    private PartFile file;

    @BeforeEach
    void prepare() throws IOException {
        var incoming = Files.createDirectory(data.resolve("incoming"));
        part = incoming.resolve("AAAAAAAAAAAAAAAA.part");
        mark = incoming.resolve("AAAAAAAAAAAAAAAA.unverified");
        file = new PartFile(part, mark, new LostFiles(data));
    }

    @Test
    void bytesWithoutAMarkCount() throws IOException {
        Files.write(part, BYTES);
        assertThat(file.settle(LONG_ENOUGH)).isEqualTo(10);
        assertThat(lost()).isEmpty();
    }

    @Test
    void whatCameAfterTheMarkIsCutOff() throws IOException {
        Files.write(part, BYTES);
        file.markUnverified(4);
        assertThat(file.settle(LONG_ENOUGH)).isEqualTo(4);
        assertThat(part).hasContent("0123");
        assertThat(file.settle(LONG_ENOUGH)).as("asked again").isEqualTo(4);
    }

    @Test
    void theMarkOfAnEarlierVersionIsUnderstood() throws IOException {
        Files.write(part, BYTES);
        Files.writeString(mark, "7");
        assertThat(file.settle(LONG_ENOUGH)).isEqualTo(7);
    }

    @Test
    void fewerBytesThanWereVerifiedAreAllThatIsHere() throws IOException {
        Files.write(part, BYTES);
        Files.writeString(mark, "50\n");
        assertThat(file.settle(LONG_ENOUGH)).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\0\0\0\0", "12x", "-4", "1 2", "９", "9999999999999999999999999", "4\n5\n"})
    void aMarkThatSaysNothingSetsTheBytesAside(String text) throws IOException {
        Files.write(part, BYTES);
        Files.writeString(mark, text);
        assertThat(file.settle(LONG_ENOUGH)).isZero();
        assertThat(lost()).singleElement().satisfies(kept -> assertThat(kept).hasBinaryContent(BYTES));
        assertThat(mark).doesNotExist();
        Files.write(part, BYTES);
        assertThat(file.settle(LONG_ENOUGH)).as("begun anew").isEqualTo(10);
    }

    @Test
    void aMarkThatIsAFolderSetsBothAside() throws IOException {
        Files.write(part, BYTES);
        Files.createDirectory(mark);
        assertThat(file.settle(LONG_ENOUGH)).isZero();
        assertThat(part).doesNotExist();
        assertThat(mark).doesNotExist();
    }

    @Test
    void aMarkWithoutBytesGoes() throws IOException {
        Files.writeString(mark, "0");
        assertThat(file.settle(LONG_ENOUGH)).isZero();
        assertThat(mark).as("it would cut off what comes next").doesNotExist();
    }

    @Test
    void aFolderInThePlaceOfTheBytesIsSetAsideWithAllInIt() throws IOException {
        Files.createDirectory(part);
        Files.write(part.resolve("inside"), BYTES);
        assertThat(file.settle(LONG_ENOUGH)).isZero();
        assertThat(part).doesNotExist();
        assertThat(lost()).singleElement().satisfies(kept -> assertThat(kept).hasBinaryContent(BYTES));
    }

    @Test
    void aLinkThatLeadsNowhereIsSetAside() throws IOException {
        Files.createSymbolicLink(part, data.resolve("nowhere"));
        assertThat(file.settle(LONG_ENOUGH)).isZero();
        assertThat(Files.isSymbolicLink(part)).isFalse();
    }

    @Test
    void moreBytesThanTheUploadHasAreSetAside() throws IOException {
        Files.write(part, BYTES);
        assertThat(file.settle(OptionalLong.of(9))).isZero();
        assertThat(lost()).hasSize(1);
    }

    @Test
    void nothingIsOverwrittenWhereThingsAreSetAside() throws IOException {
        for (int i = 0; i < 3; i++) {
            Files.write(part, BYTES);
            assertThat(file.settle(OptionalLong.of(9))).isZero();
        }
        assertThat(lost()).hasSize(3);
    }

    private List<Path> lost() throws IOException {
        if (Files.notExists(data.resolve("lost"))) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(data.resolve("lost"))) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
