package io.snapdock.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.snapdock.support.Browser;
import io.snapdock.support.ServerKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Looks at states of a page, light and dark: a screenshot for people, and what a machine can judge. */
public final class Looks {
    private static final String STILL = """
            () => document.fonts.status === 'loaded'
              && [document, shown()].flatMap((root) => root.getAnimations()).every(({ playState }) => playState !== 'running')
              && [document, shown()].flatMap((root) => [...root.querySelectorAll('img')]).every(({ complete }) => complete)
              && !shown().querySelector('#dock-view[aria-busy=true]')
            """;
    private static final String IS_TOO_WIDE =
            "() => document.documentElement.scrollWidth > document.documentElement.clientWidth";

    private final List<String> faults = new ArrayList<>();

    /**
     * Looks at a page. On one of the servers only: what a page looks like does not depend on who sends it.
     *
     * @param name of the state, for the screenshots' files
     */
    public void at(Page page, String name) {
        if (ServerKind.underTest() != ServerKind.WILDFLY) {
            return;
        }
        // Colours do not depend on the language: one more of them is looked at in light only.
        var english = "en".equals(page.evaluate("() => document.documentElement.lang"));
        for (var scheme : english ? List.of(ColorScheme.LIGHT, ColorScheme.DARK) : List.of(ColorScheme.LIGHT)) {
            var state = name + "-" + scheme.name().toLowerCase(Locale.ROOT);
            page.emulateMedia(
                    new Page.EmulateMediaOptions().setColorScheme(scheme).setReducedMotion(ReducedMotion.REDUCE));
            page.waitForFunction(STILL);
            Browser.screenshot(page, state);
            Browser.accessibilityViolations(page).forEach(violation -> faults.add(state + ": " + violation));
            if ((Boolean) page.evaluate(IS_TOO_WIDE)) {
                faults.add(state + ": wider than the window");
            }
        }
    }

    public void assertFaultless() {
        assertThat(faults).isEmpty();
    }
}
