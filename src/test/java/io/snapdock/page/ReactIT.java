package io.snapdock.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Route;
import io.snapdock.support.Pictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The form of docs/host-apps.md in React 19, compiled by TypeScript, in its strict mode. */
@Tag("page")
class ReactIT extends PageBase {
    /** What the form imports, and from where; as a bundler would find it. */
    private static final Map<String, String> PACKAGES = packages();

    private static final Map<String, String> EXPORTS = Map.of(
            "react", "useState, StrictMode",
            "react/jsx-runtime", "jsx, jsxs, Fragment",
            "react-dom/client", "createRoot");

    @TempDir
    private Path folder;

    private static Map<String, String> packages() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("react", "react/cjs/react.production.js");
        files.put("react/jsx-runtime", "react/cjs/react-jsx-runtime.production.js");
        files.put("scheduler", "scheduler/cjs/scheduler.production.js");
        files.put("react-dom", "react-dom/cjs/react-dom.production.js");
        files.put("react-dom/client", "react-dom/cjs/react-dom-client.production.js");
        return files;
    }

    @Test
    void aFormOfReactSendsItsPhotos() throws IOException, InterruptedException {
        var sources = TypeScript.in(folder);
        sources.compile();
        var context = browser().desktop();
        var dock = HostForm.openDock();
        var form = HostForm.in(context, HostPage.origin(), dock, "", "");
        context.route(HostPage.origin() + "/claims/photo-session?id=4711", form::answerSession);
        for (var module : EXPORTS.keySet()) {
            serve(
                    context,
                    module,
                    "import { load } from './packages';\nexport const { %s } = load('%s');\n"
                            .formatted(EXPORTS.get(module), module));
        }
        serve(context, "packages", commonJs());
        serve(context, "main.js", sources.compiled("main.js"));
        serve(context, "DamageForm.js", sources.compiled("DamageForm.js"));
        var imports = EXPORTS.keySet().stream()
                .map(module -> "\"%s\": \"/claims/%s\"".formatted(module, flat(module)))
                .collect(Collectors.joining(", "));
        HostPage.at(form.address(), """
                        <script type="importmap">{"imports": {%s}}</script>
                        <script type="module" src="%ssnap-dock.js"></script>
                        <script type="module" src="main.js"></script>
                        """.formatted(imports, DESKTOP)).in(context);
        var page = open(context, form.address());
        assertThat(page.locator("#status")).hasText("Waiting for your phone");
        assertThat(page.locator("form > button")).hasText("Send 0 photos");

        var phone = WirePhone.join(BASE, dock.link(), "Ana’s phone");
        phone.send("IMG_1.jpg", Pictures.jpeg(640, 480));
        assertThat(page.locator("form > button")).hasText("Send 1 photo");
        phone.send("IMG_2.jpg", Pictures.jpeg(641, 480));
        assertThat(page.locator("form > button")).hasText("Send 2 photos");
        assertThat(tiles(page, "ready").locator("img")).hasCount(2);
        assertThat(form.sessions()).as("each drawing keeps the element").isLessThanOrEqualTo(2);

        page.locator("form > button").click();
        assertThat(page.locator("#sent")).isVisible();
        assertThat(form.sent()).containsExactly(form.ticket());
    }

    private static void serve(BrowserContext context, String module, String code) {
        context.route(
                HostPage.origin() + "/claims/" + flat(module),
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("text/javascript")
                        .setBody(code)));
    }

    private static String flat(String module) {
        return module.replace('/', '-');
    }

    /** React comes as CommonJS only; a bundler makes something like this of it. */
    private static String commonJs() throws IOException {
        var code = new StringBuilder("const sources = {};\n");
        for (var file : PACKAGES.entrySet()) {
            var path = file.getValue();
            var name = path.substring(0, path.indexOf('/'));
            var source = Files.readString(TypeScript.webjar(name).resolve(path.substring(name.length() + 1)));
            code.append("sources['%s'] = (module, exports, require) => {\n".formatted(file.getKey()))
                    .append(source)
                    .append("\n};\n");
        }
        return code.append("""
                const loaded = {};
                export function load(name) {
                  if (!loaded[name]) {
                    loaded[name] = { exports: {} };
                    sources[name](loaded[name], loaded[name].exports, load);
                  }
                  return loaded[name].exports;
                }
                """).toString();
    }
}
