package io.snapdock.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.snapdock.support.Pictures;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A photo is seen long before it has arrived. */
@Tag("page")
class PreviewIT extends PageBase {
    /** A fifth of what the original needs. What a quiet machine takes, 0.5 s, is no bound for one that runs a server, two pages and other builds. */
    private static final Duration LONG_BEFORE = Duration.ofSeconds(12);

    /** The test hands the picture to the browser in a message of nine megabytes; that is no part of what it measures. */
    private static final Locator.SetInputFilesOptions HANDED_OVER =
            new Locator.SetInputFilesOptions().setTimeout(60_000);

    @Test
    void isOnTheDesktopWhileTheOriginalNeedsAMinute() {
        var desktop = openDesktop();
        var phone = open(browser().phone(), linkOf(desktop));
        assertThat(phone.locator("#status")).hasText("Ready for your photos");
        var photo = Pictures.noisyJpeg(3_800, 2_850);
        assertThat(photo.length).as("bytes of the photo").isGreaterThan(5 * 1024 * 1024);
        // 0.8 Mbit/s
        SlowNetwork.of(phone);

        phone.locator("#choose-photos").setInputFiles(jpeg("IMG_0001.jpg", photo), HANDED_OVER);
        long picked = System.nanoTime();
        desktop.locator(".tile[data-state=uploading] img[src$='/preview']")
                .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.VISIBLE));
        assertThat(Duration.ofNanos(System.nanoTime() - picked)).isLessThan(LONG_BEFORE);
        assertThat(desktop.locator(".tile[data-state=uploading] .tile-note")).containsText(Pattern.compile("of [5-9]"));
    }
}
