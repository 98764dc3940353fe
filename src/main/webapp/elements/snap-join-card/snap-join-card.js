import { qrUrl, readPicture } from '../../js/api.js';
import { announce } from '../../js/announcer.js';
import { element, setText } from '../../js/dom.js';
import { t } from '../../js/i18n.js';
import { icon } from '../../js/icons.js';
import { tokenFor } from '../../js/keyring.js';
import { patiently } from '../../js/patience.js';
import { asBase, isThisMachineOnly, withBase } from './address.js';

/** The contract is in README.md beside this file. */
export class JoinCard extends HTMLElement {
  #code = element('img', { className: 'join-code', width: 320, height: 320, 'data-qr': '' });
  #link = element('input', { id: 'join-link', className: 'field', type: 'text', readOnly: true, spellcheck: false, dir: 'ltr' });
  #copy = element('button', { type: 'button', className: 'button', 'data-action': 'copy-link' });
  #address = element('strong', { className: 'join-address', 'data-address': '', dir: 'ltr' });
  #warning = element('p', { className: 'join-warning', hidden: true });
  #choices = element('div', { className: 'join-choices' });
  #other = element('input', { id: 'join-other', className: 'field', type: 'text', inputMode: 'url', autocomplete: 'off', spellcheck: false, dir: 'ltr' });
  #error = element('p', { id: 'join-error', className: 'field-error', role: 'alert' });
  #details = element('details', { className: 'join-change' });
  #dockId = '';
  #joinUrl = '';
  #base = '';
  #copied = 0;
  #isSecondTry = false;
  /** The code that is asked for now; an answer to an earlier question is dropped. */
  #attempt = new AbortController();

  connectedCallback() {
    if (this.#code.isConnected) {
      return;
    }
    this.#code.alt = t('join.codeAlt');
    this.#copy.append(icon('copy'), element('span', {}, t('join.copy')));
    this.#other.setAttribute('aria-describedby', 'join-error');
    const use = element('button', { type: 'submit', className: 'button', 'data-action': 'use-address' }, t('join.use'));
    const form = element(
      'form',
      { className: 'join-form' },
      element('fieldset', {}, element('legend', {}, t('join.whichAddress')), this.#choices),
      element('label', { for: 'join-other' }, t('join.otherAddress')),
      element('div', { className: 'field-row' }, this.#other, use),
      this.#error,
    );
    const summary = element('summary', { 'data-action': 'change-address' }, t('join.change'));
    this.#details.append(summary, form);
    this.append(
      element('div', { className: 'join-paper' }, this.#code),
      element('p', { className: 'join-holds' }, t('join.holds'), ' ', this.#address),
      this.#warning,
      this.#details,
      element('label', { for: 'join-link', className: 'join-label' }, t('join.link')),
      element('div', { className: 'field-row' }, this.#link, this.#copy),
    );
    form.addEventListener('submit', (event) => this.#typed(event));
    this.#choices.addEventListener('change', (event) => this.#choose(/** @type {HTMLInputElement} */ (event.target).value));
    this.#link.addEventListener('focus', () => this.#link.select());
    this.#copy.addEventListener('click', () => void this.#copyLink());
    this.#code.addEventListener('error', () => void this.#failed(this.#base, this.#attempt.signal));
    this.#code.addEventListener('load', () => (this.#isSecondTry = false));
  }

  disconnectedCallback() {
    this.#attempt.abort();
  }

  /**
   * @param {object} dock
   * @param {string} dock.id
   * @param {string} dock.joinUrl as the server made it
   * @param {string[]} dock.addresses
   * @param {string} [dock.base] the address that this person chose before
   */
  update({ id, joinUrl, addresses, base }) {
    if (id !== this.#dockId) {
      // Nobody shall scan the code of the dock before while this one's is on its way.
      this.#code.removeAttribute('src');
    }
    this.#dockId = id;
    this.#joinUrl = joinUrl;
    this.#choices.replaceChildren(...addresses.map((address, index) => choice(address, index)));
    this.#use(base ?? addresses[0] ?? '');
  }

  get base() {
    return this.#base;
  }

  /** @param {string} base */
  #use(base) {
    this.#base = base;
    void this.#draw(base);
    this.#link.value = withBase(this.#joinUrl, base);
    setText(this.#address, base.replace(/^https?:\/\//u, ''));
    this.#address.title = base;
    this.#warning.hidden = !isThisMachineOnly(base);
    setText(this.#warning, t('join.onlyHere'));
    for (const input of this.#choices.querySelectorAll('input')) {
      input.checked = input.value === base;
    }
  }

  /** @param {string} base */
  #choose(base) {
    this.#complain('');
    this.#use(base);
    announce(t('join.changed', { address: base }), this.getRootNode());
    this.dispatchEvent(new CustomEvent('address-changed', { detail: { base } }));
  }

  /** @param {SubmitEvent} event */
  #typed(event) {
    event.preventDefault();
    const base = asBase(this.#other.value, this.#joinUrl);
    if (base) {
      this.#choose(base);
    } else {
      this.#complain(t('problem.base-invalid'));
    }
  }

  /** @param {string} base */
  async #draw(base) {
    this.#attempt.abort();
    this.#attempt = new AbortController();
    const { signal } = this.#attempt;
    const url = qrUrl(this.#dockId, base);
    if (!tokenFor(url)) {
      this.#code.src = url;
      return;
    }
    const picture = await patiently(() => readPicture(url), { signal }).catch(() => null);
    if (signal.aborted) {
      return;
    }
    if (!picture) {
      void this.#failed(base, signal);
    } else {
      const source = URL.createObjectURL(picture);
      this.#code.src = source;
      await this.#code.decode().catch(() => undefined);
      URL.revokeObjectURL(source);
    }
  }

  /** The image does not say why it failed. @param {string} base @param {AbortSignal} signal */
  async #failed(base, signal) {
    const isRefused = await patiently(() => readPicture(qrUrl(this.#dockId, base)), { signal }).then(
      () => false,
      () => true,
    );
    if (signal.aborted) {
      return;
    }
    if (isRefused) {
      this.#refused();
    } else if (!this.#isSecondTry) {
      this.#isSecondTry = true;
      void this.#draw(base);
    }
  }

  /** The server does not put this address into a code. */
  #refused() {
    const first = this.#choices.querySelector('input')?.value;
    if (first !== undefined && first !== this.#base) {
      this.#details.open = true;
      this.#use(first);
      this.#complain(t('problem.base-invalid'));
      this.dispatchEvent(new CustomEvent('address-changed', { detail: { base: first } }));
    }
  }

  /** @param {string} text */
  #complain(text) {
    setText(this.#error, text);
    this.#other.setAttribute('aria-invalid', String(text !== ''));
    if (text) {
      // The card scrolls by itself in low windows.
      this.#error.scrollIntoView({ block: 'nearest' });
    }
  }

  async #copyLink() {
    const done = await copyText(this.#link);
    const words = /** @type {HTMLElement} */ (this.#copy.lastElementChild);
    setText(words, t(done ? 'join.copied' : 'join.copyByHand'));
    announce(words.textContent ?? '', this.getRootNode());
    clearTimeout(this.#copied);
    this.#copied = setTimeout(() => setText(words, t('join.copy')), 2_500);
  }
}

/** @param {string} address @param {number} index */
function choice(address, index) {
  const input = element('input', { type: 'radio', name: 'address', value: address, id: `address-${index}` });
  return element('label', { className: 'join-choice', for: input.id }, input, element('span', { dir: 'ltr' }, address));
}

/** The clipboard API is missing outside secure contexts; then the old way, then the selection for Ctrl+C. @param {HTMLInputElement} field */
async function copyText(field) {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    field.select();
    return document.execCommand('copy');
  }
}

customElements.define('snap-join-card', JoinCard);
