import { element } from '../../js/dom.js';
import { t } from '../../js/i18n.js';
import { icon } from '../../js/icons.js';
import { filesOf } from './dropped-files.js';

/** The contract is in README.md beside this file. */
export class DropZone extends HTMLElement {
  static observedAttributes = ['whole-page'];

  /** Entering a child comes before leaving its parent, hence a count. */
  #depth = 0;
  /** @type {EventTarget | null} */
  #place = null;
  /** @type {AbortController | null} */
  #listeners = null;

  connectedCallback() {
    // Seen only by who drags; the page's own words name the keyboard's ways.
    this.replaceChildren(element('div', { className: 'drop-words', 'aria-hidden': 'true' }, icon('plus'), element('p', {}, t('drop.here'))));
    this.#listen();
  }

  attributeChangedCallback() {
    this.#listen();
  }

  /** @param {EventTarget} place where it takes what is dropped or pasted, unless that is the whole page */
  set place(place) {
    this.#place = place;
    this.#listen();
  }

  #listen() {
    this.#listeners?.abort();
    if (!this.isConnected) {
      return;
    }
    this.#listeners = new AbortController();
    const { signal } = this.#listeners;
    const place = this.hasAttribute('whole-page') ? window : this.#place;
    const on = (/** @type {string} */ type, /** @type {(event: any) => void} */ act) => place?.addEventListener(type, act, { signal });
    on('dragenter', (event) => this.#dragged(event, 1));
    on('dragleave', (event) => this.#dragged(event, -1));
    on('dragover', (event) => holdsFiles(event) && event.preventDefault());
    on('drop', (event) => this.#dropped(event));
    on('paste', (event) => !this.hasAttribute('no-paste') && this.#take(event, event.clipboardData));
  }

  disconnectedCallback() {
    this.#listeners?.abort();
  }

  /** @param {DragEvent} event @param {number} step */
  #dragged(event, step) {
    if (holdsFiles(event) && !this.hasAttribute('disabled') && !this.hasAttribute('no-drop')) {
      this.#depth = Math.max(0, this.#depth + step);
      this.toggleAttribute('active', this.#depth > 0);
    }
  }

  /** @param {DragEvent} event */
  #dropped(event) {
    this.#depth = 0;
    this.removeAttribute('active');
    if (this.hasAttribute('no-drop')) {
      event.preventDefault();
    } else {
      this.#take(event, event.dataTransfer);
    }
  }

  /** @param {Event} event @param {DataTransfer | null} transfer */
  #take(event, transfer) {
    const taking = filesOf(transfer);
    if (!taking) {
      return;
    }
    // Also when disabled: the browser would leave the page to show the file.
    event.preventDefault();
    if (!this.hasAttribute('disabled')) {
      void taking.then((detail) => this.dispatchEvent(new CustomEvent('files-taken', { detail })));
    }
  }
}

/** @param {DragEvent} event */
const holdsFiles = (event) => event.dataTransfer?.types.includes('Files') ?? false;

customElements.define('snap-drop-zone', DropZone);
