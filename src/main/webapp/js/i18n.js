/**
 * Texts, plural forms, numbers and sizes in the person's language.
 *
 * A language is one file, `i18n/<tag>.json`, and no list: the browser's languages are tried in order. The tag is the
 * language alone (`de`), with its script where that is not the usual one (`zh-Hant`). A region (`pt-BR`) is asked for
 * only when there is no file for the language as a whole; so the usual visitor causes no 404. English is the reference:
 * what a file leaves out is shown in English.
 */
const REFERENCE = 'en';

/** @type {Record<string, string | Record<string, string>>} */
let texts = {};
let language = REFERENCE;
let plurals = new Intl.PluralRules(REFERENCE);
let numbers = new Intl.NumberFormat(REFERENCE);

/**
 * Loads the best language there is, and sets `<html lang>`.
 *
 * @param {readonly string[]} [wanted]
 */
export async function loadLanguage(wanted = navigator.languages) {
  const reference = read(REFERENCE);
  const [found, file] = await best(wanted, reference);
  const english = (await reference) ?? {};
  texts = { ...english, ...file };
  language = found;
  plurals = new Intl.PluralRules(found);
  numbers = new Intl.NumberFormat(found);
  document.documentElement.lang = found;
  document.documentElement.dir = typeof texts['language.direction'] === 'string' ? texts['language.direction'] : 'ltr';
}

/**
 * @param {readonly string[]} wanted
 * @param {Promise<Record<string, any> | undefined>} reference
 * @returns {Promise<[string, Record<string, any>]>}
 */
async function best(wanted, reference) {
  for (const tag of new Set(wanted.flatMap(candidates))) {
    const file = await (tag === REFERENCE ? reference : read(tag));
    if (file) {
      return [tag, file];
    }
  }
  return [REFERENCE, {}];
}

/**
 * `zh-TW` → zh-Hant, zh-Hant-TW, zh; `zh-CN` → zh, zh-CN; `en-GB` → en.
 *
 * @param {string} tag
 * @returns {string[]}
 */
export function candidates(tag) {
  let locale;
  try {
    locale = new Intl.Locale(tag).maximize();
  } catch {
    return [];
  }
  const { language: spoken, script, region } = locale;
  if (spoken === REFERENCE) {
    return [REFERENCE];
  }
  const usual = new Intl.Locale(spoken).maximize().script === script;
  return usual ? [spoken, `${spoken}-${region}`] : [`${spoken}-${script}`, `${spoken}-${script}-${region}`, spoken];
}

/** @param {string} tag @returns {Promise<Record<string, any> | undefined>} */
async function read(tag) {
  try {
    const response = await fetch(`i18n/${tag}.json`);
    return response.ok ? await response.json() : undefined;
  } catch {
    return undefined;
  }
}

/** @param {string} key */
export const hasText = (key) => Object.hasOwn(texts, key);

/**
 * @param {string} key
 * @param {Record<string, string | number>} [values] `count` chooses the plural form; numbers are written as the language does
 * @returns {string}
 */
export function t(key, values = {}) {
  const entry = texts[key] ?? key;
  // `=1` is the number one itself, for languages whose plural rules do not set it apart.
  const form = (/** @type {Record<string, string>} */ forms) =>
    forms[`=${values.count}`] ?? forms[plurals.select(Number(values.count))] ?? forms.other;
  const pattern = typeof entry === 'string' ? entry : form(entry);
  return pattern.replace(/\{(\w+)\}/gu, (hole, name) => {
    const value = values[name];
    return typeof value === 'number' ? numbers.format(value) : (value ?? hole);
  });
}

/** @param {string[]} names */
export const list = (names) => new Intl.ListFormat(language, { type: 'conjunction' }).format(names);

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'];

/** @param {number} bytes */
export function formatBytes(bytes) {
  const step = Math.min(UNITS.length - 1, bytes < 1000 ? 0 : Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** step;
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: UNITS[step],
    unitDisplay: 'short',
    maximumFractionDigits: step > 0 && value < 10 ? 1 : 0,
  }).format(value);
}

/** What a host application says about its reasons is better than anything said here. */
const THEIR_OWN_WORDS = new Set(['photo-refused']);

/**
 * The sentence for a problem: ours by its code, else the server's own, else a general one.
 *
 * @param {{code: string, detail?: string}} problem
 * @param {Record<string, string | number>} [values]
 */
export function problemText(problem, values = {}) {
  const key = `problem.${problem.code}`;
  const isTheirs = Boolean(problem.detail) && THEIR_OWN_WORDS.has(problem.code);
  return hasText(key) && !isTheirs ? t(key, values) : problem.detail || t('problem.other');
}

/** Fills the elements of a page: `data-t` is the text, `data-t-label` the accessible name. @param {ParentNode} root */
export function translate(root) {
  for (const node of root.querySelectorAll('[data-t]')) {
    node.append(t(/** @type {HTMLElement} */ (node).dataset.t ?? ''));
  }
  for (const node of root.querySelectorAll('[data-t-label]')) {
    node.setAttribute('aria-label', t(/** @type {HTMLElement} */ (node).dataset.tLabel ?? ''));
  }
}
