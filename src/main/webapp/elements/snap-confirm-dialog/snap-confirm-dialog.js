import { element } from '../../js/dom.js';

/** The contract is in README.md beside this file. */
export class ConfirmDialog extends HTMLElement {
  #dialog = element('dialog', { className: 'confirm', 'aria-labelledby': 'confirm-title', 'aria-describedby': 'confirm-text' });

  connectedCallback() {
    this.append(this.#dialog);
  }

  disconnectedCallback() {
    this.#dialog.remove();
  }

  /**
   * @param {object} question
   * @param {string} question.title
   * @param {string} question.text
   * @param {string} question.yes
   * @param {string} question.no
   * @returns {Promise<boolean>}
   */
  ask({ title, text, yes, no }) {
    const answer = (/** @type {string} */ value) => () => this.#dialog.close(value);
    this.#dialog.replaceChildren(
      element('h2', { id: 'confirm-title' }, title),
      element('p', { id: 'confirm-text' }, text),
      element(
        'div',
        { className: 'confirm-buttons' },
        element('button', { type: 'button', className: 'button', 'data-action': 'confirm-no', on: { click: answer('no') } }, no),
        element('button', { type: 'button', className: 'button danger', 'data-action': 'confirm-yes', on: { click: answer('yes') } }, yes),
      ),
    );
    this.#dialog.returnValue = 'no';
    this.#dialog.showModal();
    return new Promise((resolve) => {
      this.#dialog.addEventListener('close', () => resolve(this.#dialog.returnValue === 'yes'), { once: true });
    });
  }
}

customElements.define('snap-confirm-dialog', ConfirmDialog);
