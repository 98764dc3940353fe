import { here, readStyles } from './api.js';
import { patiently } from './patience.js';

/**
 * Style sheets of shadow roots. They are read by `fetch` and constructed, so a host's page needs neither `style-src` in its
 * CSP nor a `<link>`; and all elements share them.
 */
/** @type {Map<string, Promise<CSSStyleSheet>>} */
const sheets = new Map();

/** What `1rem` is within an element: the font size of its place, as the page's own `rem` may be anything. */
const REM = '--snap-rem';

try {
  CSS.registerProperty({ name: REM, syntax: '<length>', inherits: true, initialValue: '16px' });
} catch {
  // There already, or unknown to this browser: `css/base.css` has a value for that.
}

/**
 * @param {ShadowRoot} root
 * @param {string[]} paths below Snapdock's root, in the order in which they count
 */
export async function adoptStyles(root, ...paths) {
  if ('adoptedStyleSheets' in root && 'replaceSync' in CSSStyleSheet.prototype) {
    root.adoptedStyleSheets = await Promise.all(paths.map(sheetAt));
    return;
  }
  // Browsers of 2022 and before.
  root.prepend(...paths.map((path) => Object.assign(document.createElement('link'), { rel: 'stylesheet', href: here(path) })));
}

/** What is known without asking: in the module that is joined from all. @param {Record<string, string>} texts by path */
export function provideStyles(texts) {
  if ('replaceSync' in CSSStyleSheet.prototype) {
    Object.entries(texts).forEach(([path, text]) => sheets.set(path, Promise.resolve(constructed(text))));
  }
}

/** @param {string} path */
function sheetAt(path) {
  const known = sheets.get(path) ?? patiently(() => readStyles(path)).then(constructed);
  sheets.set(path, known);
  return known;
}

/** @param {string} text */
function constructed(text) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text.replaceAll(/(-?\d*\.?\d+)rem\b/gu, `calc($1 * var(${REM}))`));
  return sheet;
}
