package io.snapdock.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.picture.format.PictureType;
import java.text.Normalizer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNameTest {

    private static final String FAMILY = "\uD83D\uDC69\u200D\uD83D\uDC67\u200D\uD83D\uDC66";

    @ParameterizedTest
    @CsvSource({
        "IMG_1.jpg, IMG_1.jpg",
        "../../etc/passwd, passwd",
        "C:\\Users\\ana\\IMG 1.jpg, IMG 1.jpg",
        "a/b\\c.jpg, c.jpg",
        "'  .hidden.jpg. ', hidden.jpg",
        "'a \t\n b.jpg', a b.jpg",
        "<b>x</i>.jpg, i>.jpg",
        "<b>x.jpg, <b>x.jpg"
    })
    void keeps_what_people_read(String sent, String clean) {
        assertThat(FileName.clean(sent)).isEqualTo(clean);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "...", "/", "a/", "\u200B", "\u0000", "\uD800", " . . "})
    void calls_a_photo_what_has_no_name(String sent) {
        assertThat(FileName.clean(sent)).isEqualTo("photo");
        assertThat(FileName.clean(sent, PictureType.JPEG)).isEqualTo("photo.jpg");
    }

    @Test
    void drops_what_cannot_be_seen_or_turns_text_round() {
        String hidden = "\u0000\u0007\u007F\u200B\u200C\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2060"
                + "\u2066\u2067\u2068\u2069\uFEFF\u00AD\uFFFF\uDC00";

        assertThat(FileName.clean("x" + hidden + "gpj.exe")).isEqualTo("xgpj.exe");
    }

    @Test
    void composes() {
        assertThat(FileName.clean("Cafe\u0301.jpg")).isEqualTo("Caf\u00E9.jpg");
    }

    @Test
    void joins_emoji_and_nothing_else() {
        assertThat(FileName.clean(FAMILY + ".jpg")).isEqualTo(FAMILY + ".jpg");
        assertThat(FileName.clean("\u2764\uFE0F\u200D\uD83D\uDD25.png"))
                .isEqualTo("\u2764\uFE0F\u200D\uD83D\uDD25.png");
        assertThat(FileName.clean("a\u200Db\u200D" + FAMILY + "\u200D.jpg")).isEqualTo("ab" + FAMILY + ".jpg");
    }

    @ParameterizedTest
    @CsvSource({
        "con, _con",
        "NUL.jpg, _NUL.jpg",
        "com1.x.png, _com1.x.png",
        "LPT9 .jpg, _LPT9 .jpg",
        "CONTACT.jpg, CONTACT.jpg",
        "COM.jpg, COM.jpg"
    })
    void avoids_the_names_of_windows_devices(String sent, String clean) {
        assertThat(FileName.clean(sent)).isEqualTo(clean);
    }

    @ParameterizedTest
    @CsvSource({
        "IMG_1.JPG, JPEG, IMG_1.JPG",
        "IMG_1.jpeg, JPEG, IMG_1.jpeg",
        "IMG_1.HEIC, JPEG, IMG_1.jpg",
        "image, PNG, image.png",
        "page.html, GIF, page.html.gif",
        "v1.2, WEBP, v1.2.webp",
        ".heic, JPEG, heic.jpg",
        "NUL.heic, JPEG, _NUL.jpg"
    })
    void ends_as_the_bytes_want_it(String sent, PictureType type, String clean) {
        assertThat(FileName.clean(sent, type)).isEqualTo(clean);
    }

    @Test
    void cuts_before_the_extension() {
        assertThat(FileName.clean("a".repeat(300) + ".jpeg")).isEqualTo("a".repeat(195) + ".jpeg");
        assertThat(FileName.clean("a".repeat(200), PictureType.JPEG)).isEqualTo("a".repeat(196) + ".jpg");
        assertThat(FileName.clean("a".repeat(190) + "  . ".repeat(20) + "b.jpg"))
                .isEqualTo("a".repeat(190) + ".jpg");
    }

    @Test
    void cuts_no_emoji_in_two() {
        String clean = FileName.clean("ab" + FAMILY.repeat(60) + ".jpg");

        assertThat(clean).isEqualTo("ab" + FAMILY.repeat(38) + ".jpg");
    }

    @Test
    void cuts_even_one_endless_letter() {
        String clean = FileName.clean("z" + "\u0338".repeat(5_000) + ".jpg");

        assertThat(clean.codePointCount(0, clean.length())).isEqualTo(FileName.MAX_CODE_POINTS);
        assertThat(clean).endsWith(".jpg");
    }

    @Test
    void writes_names_that_every_system_takes() {
        assertThat(FileName.onDisk("01-", "what? <a>:b|c*\"d\".jpg")).isEqualTo("01-what_ _a__b_c__d_.jpg");
        assertThat(FileName.onDisk("", "Müller.jpg")).isEqualTo("Müller.jpg");
        for (String letter : new String[] {"a", "ä", "圖", "\uD83C\uDFE0", "\uD83D\uDC69\u200D\uD83D\uDC67"}) {
            String name = FileName.onDisk("007-", FileName.clean(letter.repeat(200) + ".jpeg"));
            assertThat(name.getBytes(java.nio.charset.StandardCharsets.UTF_8).length)
                    .isBetween(200, 255);
            assertThat(name).startsWith("007-" + letter).endsWith(letter + ".jpeg");
        }
    }

    @Test
    void takes_a_title_for_no_path() {
        assertThat(FileName.ofTitle("Hail 3/4 of the roof", ".zip")).isEqualTo("Hail 3_4 of the roof.zip");
        assertThat(FileName.ofTitle("C:\\roof", ".zip")).isEqualTo("C__roof.zip");
        assertThat(FileName.ofTitle("../..", ".zip")).isEqualTo("_.zip");
        assertThat(FileName.ofTitle("圖".repeat(100), ".zip").getBytes(java.nio.charset.StandardCharsets.UTF_8).length)
                .isLessThanOrEqualTo(255);
        assertThat(FileName.ofTitle(" ", ".zip")).isEqualTo("photos.zip");
        assertThat(FileName.ofTitle("NUL", ".zip")).isEqualTo("_NUL.zip");
    }

    @Test
    void keeps_its_promise_for_any_name_and_cleans_a_clean_name_no_further() {
        Random random = new Random(7);
        int[] liked = {' ', '.', '/', '\\', 0, 0x200D, 0x202E, 0xFE0F, 0x1F469, 0xD83D, 0xDC69, 0x301, 'e', 0x2764, 'A'
        };
        for (int i = 0; i < 5_000; i++) {
            StringBuilder sent = new StringBuilder();
            for (int length = random.nextInt(300); length > 0; length--) {
                int any = random.nextInt(Character.MAX_CODE_POINT + 1);
                sent.appendCodePoint(random.nextInt(4) > 0 ? liked[random.nextInt(liked.length)] : any);
            }
            for (String clean :
                    new String[] {FileName.clean(sent.toString()), FileName.clean(sent.toString(), PictureType.JPEG)}) {
                assertThat(clean.codePointCount(0, clean.length())).isBetween(1, FileName.MAX_CODE_POINTS);
                assertThat(clean).doesNotContainPattern("[\\p{Cc}\\p{Cs}/\\\\\u202E]|^[ .]|[ .]$|  ");
                assertThat(Normalizer.isNormalized(clean, Normalizer.Form.NFC)).isTrue();
                assertThat(FileName.clean(clean)).isEqualTo(clean);
            }
        }
    }
}
