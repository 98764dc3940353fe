import { element } from '../../js/dom.js';
import { t } from '../../js/i18n.js';
import { icon } from '../../js/icons.js';
import { filesOf } from './dropped-files.js';

/** The contract is in README.md beside this file. */
export class DropZone extends HTMLElement {
  /** Entering a child comes before leaving its parent, hence a count. */
  #depth = 0;
  /** @type {AbortController | null} */
  #listeners = null;

  connectedCallback() {
    // Seen only by who drags; the page's own words name the keyboard's ways.
    this.replaceChildren(element('div', { className: 'drop-words', 'aria-hidden': 'true' }, icon('plus'), element('p', {}, t('drop.here'))));
    this.#listeners = new AbortController();
    const { signal } = this.#listeners;
    window.addEventListener('dragenter', (event) => this.#dragged(event, 1), { signal });
    window.addEventListener('dragleave', (event) => this.#dragged(event, -1), { signal });
    window.addEventListener('dragover', (event) => holdsFiles(event) && event.preventDefault(), { signal });
    window.addEventListener('drop', (event) => this.#dropped(event), { signal });
    window.addEventListener('paste', (event) => this.#take(event, event.clipboardData), { signal });
  }

  disconnectedCallback() {
    this.#listeners?.abort();
  }

  /** @param {DragEvent} event @param {number} step */
  #dragged(event, step) {
    if (holdsFiles(event) && !this.hasAttribute('disabled')) {
      this.#depth = Math.max(0, this.#depth + step);
      this.toggleAttribute('active', this.#depth > 0);
    }
  }

  /** @param {DragEvent} event */
  #dropped(event) {
    this.#depth = 0;
    this.removeAttribute('active');
    this.#take(event, event.dataTransfer);
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

customElements.define('drop-zone', DropZone);
