import { element, setText } from '../../js/dom.js';
import { formatBytes, t } from '../../js/i18n.js';
import { number } from '../../js/admin/words.js';

/** @typedef {import('../../js/admin/api.js').Figures} Figures */

/** Less room than this is little, whatever the disk. */
const LITTLE_BYTES = 1e9;

/** @type {{name: string, value: (figures: Figures) => string, note?: (figures: Figures) => string, isBad?: (figures: Figures) => boolean}[]} */
const SHOWN = [
  { name: 'openDocks', value: ({ openDocks }) => number(openDocks), note: ({ docks }) => t('admin.figure.kept', { count: docks }) },
  { name: 'phones', value: ({ phones }) => number(phones), note: ({ streams }) => t('admin.figure.streams', { count: streams }) },
  { name: 'uploads', value: ({ uploads }) => number(uploads) },
  { name: 'photos', value: ({ photos }) => number(photos), note: ({ photoBytes }) => formatBytes(photoBytes) },
  { name: 'free', value: ({ freeBytes }) => formatBytes(freeBytes), isBad: ({ freeBytes }) => freeBytes < LITTLE_BYTES },
  {
    name: 'messages',
    value: ({ messagesWaiting }) => number(messagesWaiting),
    note: ({ messagesGivenUp }) => t('admin.figure.givenUp', { count: messagesGivenUp }),
    isBad: ({ messagesGivenUp }) => messagesGivenUp > 0,
  },
];

/** The contract is in README.md beside this file. */
export class SnapFigures extends HTMLElement {
  #list = element('dl', { className: 'figures' });
  /** @type {Map<string, {box: HTMLElement, value: HTMLElement, note: HTMLElement}>} */
  #boxes = new Map();

  connectedCallback() {
    if (this.#boxes.size > 0) {
      return;
    }
    for (const { name } of SHOWN) {
      const value = element('dd', { className: 'figure-value' }, '–');
      const note = element('dd', { className: 'figure-note' });
      const box = element('div', { className: 'figure', 'data-figure': name }, element('dt', {}, t(`admin.figure.${name}`)), value, note);
      this.#boxes.set(name, { box, value, note });
      this.#list.append(box);
    }
    this.append(this.#list);
  }

  /** @param {Figures} figures */
  update(figures) {
    for (const { name, value, note, isBad } of SHOWN) {
      const box = this.#boxes.get(name);
      if (box) {
        setText(box.value, value(figures));
        setText(box.note, note?.(figures) ?? '');
        box.box.dataset.bad = String(isBad?.(figures) ?? false);
      }
    }
  }
}

customElements.define('snap-figures', SnapFigures);
