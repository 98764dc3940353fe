package io.snapdock.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.support.Pictures;
import io.snapdock.support.QrReader;
import io.snapdock.support.Screens;
import io.snapdock.support.ServerIT;
import io.snapdock.support.engine.Engine;
import io.snapdock.support.engine.EnginePage;
import io.snapdock.support.engine.Firefox;
import io.snapdock.support.engine.WebKit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job in the engines that the other tests do not use: both pages, from the code to the end of the dock. */
@Tag("page")
class OtherBrowsersIT extends ServerIT {

    /** In the order picked, which is neither that of their names nor that of their sizes. */
    private static final List<String> PICKED = List.of("zebra.jpg", "apple.jpg", "mango.jpg");

    @TempDir
    Path folder;

    @Test
    void firefox() throws IOException {
        try (var firefox = new Firefox(folder)) {
            mainJob(firefox, "firefox");
        }
    }

    @Test
    void webKit() throws IOException {
        try (var webKit = new WebKit(folder)) {
            mainJob(webKit, "webkit");
        }
    }

    private void mainJob(Engine engine, String name) throws IOException {
        var desktop = engine.open(1280, 800);
        desktop.navigate(BASE.toString());
        desktop.awaitText("#status", "Waiting for your phone");
        desktop.await("document.documentElement.dataset.stream === 'live'");
        desktop.await(EnginePage.all("[data-qr]") + "[0].naturalWidth > 0");
        var link = QrReader.awaitOn(() -> Screens.keep(name + "-desktop-1-waiting", desktop.screenshot()));
        desktop.await(EnginePage.all("#join-link") + "[0].value === '" + link + "'");

        var phone = engine.open(390, 844);
        phone.navigate(BASE + link.substring(link.lastIndexOf("p#")));
        phone.awaitText("#status", "Ready for your photos");
        desktop.await(EnginePage.all("#status") + "[0].dataset.state === 'connected'");
        Screens.keep(name + "-phone-1-ready", phone.screenshot());

        phone.choose("#choose-photos", pictures());
        phone.awaitText("#status", "All 3 photos have arrived");
        desktop.awaitText("#status", "All here: 3 photos");
        awaitThumbnails(desktop, 3);
        assertThat(desktop.texts(".tile-name")).isEqualTo(PICKED);
        Screens.keep(name + "-desktop-2-all-here", desktop.screenshot());
        Screens.keep(name + "-phone-2-sent", phone.screenshot());

        desktop.click(".tile:nth-child(2) [data-action=remove]");
        desktop.click("[data-action=confirm-remove]");
        awaitThumbnails(desktop, 2);
        assertThat(desktop.texts(".tile-name")).containsExactly("zebra.jpg", "mango.jpg");
        phone.awaitText(".upload[data-state=removed] .upload-note", "Removed on the computer");
        Screens.keep(name + "-phone-3-removed", phone.screenshot());

        desktop.click("[data-action=end-dock]");
        desktop.click("[data-action=confirm-yes]");
        desktop.awaitText("#ended-title", "This dock was closed");
        phone.awaitText("#status", "This link has ended");
        Screens.keep(name + "-desktop-3-closed", desktop.screenshot());
        Screens.keep(name + "-phone-4-closed", phone.screenshot());
        assertThat(engine.complaints()).isEmpty();
    }

    private List<Path> pictures() throws IOException {
        var sizes = List.of(700_000, 300_000, 500_000);
        var files = new ArrayList<Path>();
        for (int i = 0; i < PICKED.size(); i++) {
            files.add(Files.write(folder.resolve(PICKED.get(i)), Pictures.jpegOfSize(sizes.get(i))));
        }
        return files;
    }

    private static void awaitThumbnails(EnginePage desktop, int count) {
        desktop.awaitCount(".tile", count);
        desktop.await("%s.filter(({ complete, naturalWidth }) => complete && naturalWidth > 0).length === %d"
                .formatted(EnginePage.all(".tile[data-state=ready] img[src$=thumbnail]"), count));
    }
}
