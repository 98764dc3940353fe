import { element, find } from '../dom.js';
import { t } from '../i18n.js';

/** More would make the page slow, and nobody reads it. */
const MOST_ROWS = 200;
/** Of each text: an event may have 64 KiB, and 200 of those are more than a page can show. */
const MOST_CHARS = 2_000;

/** The table of all that came, the newest on top. */
export class Log {
  #rows = find('#log-rows');

  /** @param {{id: string, name: string, lagMs: number | null, data: string}} event */
  event({ id, name, lagMs, data }) {
    const cells = [
      element('td', { className: 'log-time' }, now()),
      element('td', { className: 'log-id' }, id || '–'),
      element('td', { className: 'log-name' }, shown(name)),
      element('td', { className: 'log-lag' }, lagMs === null ? '–' : t('lab.ms', { ms: lagMs })),
      element('td', { className: 'log-data' }, element('pre', { dir: 'auto' }, shown(data))),
    ];
    this.#add(element('tr', { 'data-event': name }, ...cells));
  }

  /** What is no event, but belongs to the story. @param {string} kind @param {string} text */
  note(kind, text) {
    const time = element('td', { className: 'log-time' }, now());
    this.#add(element('tr', { className: 'log-note', 'data-note': kind }, time, element('td', { colSpan: 4 }, shown(text))));
  }

  clear() {
    this.#rows.replaceChildren();
    find('#log-empty').hidden = false;
  }

  /** @param {HTMLElement} row */
  #add(row) {
    find('#log-empty').hidden = true;
    this.#rows.prepend(row);
    if (this.#rows.childElementCount > MOST_ROWS) {
      this.#rows.lastElementChild.remove();
    }
  }
}

/** @param {string} text */
const shown = (text) => (text.length > MOST_CHARS ? t('lab.cut', { text: text.slice(0, MOST_CHARS), count: text.length - MOST_CHARS }) : text);

const now = () => {
  const time = new Date();
  const two = (/** @type {number} */ number) => String(number).padStart(2, '0');
  return `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}.${String(time.getMilliseconds()).padStart(3, '0')}`;
};
