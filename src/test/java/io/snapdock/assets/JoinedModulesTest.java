package io.snapdock.assets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class JoinedModulesTest {
    @Test
    void eachModuleComesOnceAfterAllThatItNeeds() {
        var modules = new JoinedModules(Map.of("main.js", """
                                import './js/effect.js';
                                import { a, b as c } from './js/values.js';
                                import * as all from './js/values.js';
                                export { d } from './js/effect.js';
                                export const e = a + c + all.b;
                                """, "js/effect.js", """
                                import { a } from './values.js';
                                export function d() {
                                  return a;
                                }
                                """, "js/values.js", """
                                export const a = 1;
                                export const b = 2;
                                """)::get, "../");
        assertThat(modules.add("main.js")).isEqualTo("$2");
        assertThat(modules).hasToString("""
                const $0=(()=>{
                const a = 1;
                const b = 2;
                return{a,b};
                })();
                const $1=(()=>{
                const{ a }=$0;
                function d() {
                return a;
                }
                return{d};
                })();
                const $2=(()=>{
                const{ a, b:c }=$0;
                const all=$0;
                const{ d }=$1;
                const e = a + c + all.b;
                return{d,e};
                })();
                """);
    }

    @Test
    void commentsGoAndStringsStay() {
        assertThat(joined("""
                /**
                 * What it is for, 2 * 3.
                 */
                // And why.
                const name = /** @type {any} */ (find('image/*'));
                  /** @type {any} */ (name).focus('https://example.org');
                /** One line. @param {string} text */
                const last = 'a // b';
                """)).isEqualTo("""
                const $0=(()=>{
                const name = (find('image/*'));
                (name).focus('https://example.org');
                const last = 'a // b';
                return{};
                })();
                """);
    }

    @Test
    void aModuleKeepsItsOwnAddress() {
        assertThat(joined("const root = new URL('..', import.meta.url);\n"))
                .contains("new URL('..', new URL('../../js/one.js', import.meta.url).href)");
    }

    @Test
    void aFormThatIsNotKnownIsRefused() {
        assertThatThrownBy(() -> joined("export default class {}\n")).hasMessageContaining("export default class {}");
        assertThatThrownBy(() -> joined("import thing from './thing.js';\n")).hasMessageContaining("js/one.js");
    }

    private static String joined(String text) {
        var modules = new JoinedModules(path -> text, "../../");
        modules.add("js/one.js");
        return modules.toString();
    }
}
