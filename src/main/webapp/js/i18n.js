import { Problem, call } from './api.js';
import { patiently } from './patience.js';

/**
 * Texts, plural forms, numbers and sizes in the person's language.
 *
 * A language is one file, `i18n/<tag>.json`. The browser's languages are tried in order. The tag is the language alone
 * (`de`), with its script where that is not the usual one (`zh-Hant`). A region (`pt-BR`) counts only when there is no
 * file for the language as a whole. English is the reference: what a file leaves out is shown in English.
 */
const REFERENCE = 'en';

/** Those that have a file. Another one is not asked for: its 404 would stand in the console of each host's page. */
const LANGUAGES = ['en', 'zh-Hant'];

/** Where the files lie as every version has them, below Snapdock's root. */
const PLAIN = 'i18n/';

/** Where they are asked for. */
let place = PLAIN;

/** @param {string} path of the same files as they are for the module that is joined from all */
export const readTextsFrom = (path) => void (place = path);

/** @type {Record<string, string | Record<string, string>>} */
let texts = {};
let language = REFERENCE;
let plurals = new Intl.PluralRules(REFERENCE);
let numbers = new Intl.NumberFormat(REFERENCE);

/** @type {Promise<Language> | undefined} */
let loading;

/** Who is told when that takes its time. @type {Set<(problem: Problem) => void>} */
const waiting = new Set();

/** @typedef {{tag: string, direction: 'ltr' | 'rtl'}} Language */

/**
 * Loads the best language there is, once: a page has one. Waits for a server that does not answer: a page without words
 * is none.
 *
 * @param {{wanted?: readonly string[], onWait?: (problem: Problem) => void}} [options] `onWait` is called before each pause
 * @returns {Promise<Language>}
 */
export function loadLanguage({ wanted = navigator.languages, onWait } = {}) {
  if (onWait) {
    waiting.add(onWait);
  }
  loading ??= load(wanted);
  return loading;
}

/**
 * The language of the page's own words around this element, then those of the browser.
 *
 * @param {Element} node
 * @returns {string[]}
 */
export const languagesFor = (node) => [node.closest('[lang]')?.getAttribute('lang') ?? '', ...navigator.languages].filter(Boolean);

/** @param {readonly string[]} wanted @returns {Promise<Language>} */
async function load(wanted) {
  const options = { onWait: (/** @type {Problem} */ problem) => waiting.forEach((tell) => tell(problem)) };
  const reference = patiently(() => readReference(), options);
  const [found, file] = await patiently(() => best(wanted, reference), options);
  const english = await reference;
  texts = { ...english, ...file, ...replaced };
  language = found;
  plurals = new Intl.PluralRules(found);
  numbers = new Intl.NumberFormat(found);
  return { tag: found, direction: texts['language.direction'] === 'rtl' ? 'rtl' : 'ltr' };
}

/**
 * @param {readonly string[]} wanted
 * @param {Promise<Record<string, any>>} reference
 * @returns {Promise<[string, Record<string, any>]>}
 */
async function best(wanted, reference) {
  // First of all, so that a 404 for another language, which another version has, is known to be the server's own.
  const english = await reference;
  for (const tag of new Set(wanted.flatMap(candidates).filter((each) => LANGUAGES.includes(each)))) {
    const file = tag === REFERENCE ? english : await read(tag);
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

/**
 * @param {string} tag
 * @returns {Promise<Record<string, any> | undefined>} undefined when the server has no such language; rejects with a `Problem`
 */
async function read(tag) {
  try {
    // From the browser's own cache where it is fresh, unlike the API's answers.
    return await call(`${place}${tag}.json`, { cache: 'default' });
  } catch (reason) {
    // A server that starts says 404, too; then it has no English either, and the reference says so.
    if (/** @type {Problem} */ (reason).status === 404) {
      return undefined;
    }
    throw reason;
  }
}

/** English must be there: whoever does not have it is not the server. */
async function readReference() {
  let texts = await read(REFERENCE);
  if (!texts && place !== PLAIN) {
    // The server has another version by now than this module's.
    place = PLAIN;
    texts = await read(REFERENCE);
  }
  if (!texts || !('language.direction' in texts)) {
    throw new Problem({ status: 0, code: 'foreign' });
  }
  return texts;
}

/** What a host application says in its own words. @type {Record<string, string | Record<string, string>>} */
const replaced = {};

/**
 * A host's own words in place of Snapdock's. To be called before the elements are there, or at the module's import: what is
 * written already stays.
 *
 * @param {Record<string, string | Record<string, string>>} own by the keys of `i18n/en.json`; forms by `count` where the text there has them
 */
export function replaceTexts(own) {
  Object.assign(replaced, own);
  Object.assign(texts, own);
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

/** In sentences: who reads one wants to know which file it was, not all of its name. */
const LONGEST_NAME = 40;
const END_OF_NAME = 12;

/** A file's name for a sentence: its beginning and its end. @param {string} name */
export function shortName(name) {
  const letters = 'Segmenter' in Intl ? Array.from(new Intl.Segmenter(language).segment(name), ({ segment }) => segment) : Array.from(name);
  const head = letters.slice(0, LONGEST_NAME - END_OF_NAME - 1).join('');
  return letters.length > LONGEST_NAME ? `${head}…${letters.slice(-END_OF_NAME).join('')}` : name;
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

/**
 * The sentence for a problem that the page itself tries again as long as it can pass.
 *
 * @param {{code: string, detail?: string, isPassing: boolean}} problem
 */
export const whatNow = (problem) => (problem.isPassing ? t('problem.again', { problem: problemText(problem) }) : problemText(problem));

/** Fills the elements of a page: `data-t` is the text, `data-t-label` the accessible name. @param {ParentNode} root */
export function translate(root) {
  for (const node of root.querySelectorAll('[data-t]')) {
    node.append(t(/** @type {HTMLElement} */ (node).dataset.t ?? ''));
  }
  for (const node of root.querySelectorAll('[data-t-label]')) {
    node.setAttribute('aria-label', t(/** @type {HTMLElement} */ (node).dataset.tLabel ?? ''));
  }
}
