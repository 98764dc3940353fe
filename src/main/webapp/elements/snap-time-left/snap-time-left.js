import { element, setText } from '../../js/dom.js';
import { t } from '../../js/i18n.js';

const MINUTE_MS = 60_000;

/** The contract is in README.md beside this file. */
export class TimeLeft extends HTMLElement {
  #words = element('span');
  #endsAt = 0;
  #clock = 0;

  connectedCallback() {
    if (!this.#words.isConnected) {
      this.append(this.#words);
    }
    this.#clock = setInterval(this.#show, 1_000);
    document.addEventListener('visibilitychange', this.#show);
  }

  disconnectedCallback() {
    clearInterval(this.#clock);
    document.removeEventListener('visibilitychange', this.#show);
  }

  /** @param {number} endsAt by this machine's clock */
  update(endsAt) {
    this.#endsAt = endsAt;
    this.#show();
  }

  #show = () => {
    const left = this.#endsAt - Date.now();
    this.dataset.soon = String(left < 2 * MINUTE_MS);
    const minutes = Math.ceil(left / MINUTE_MS);
    setText(this.#words, left <= MINUTE_MS ? t('time.lastMinute') : wordsFor(minutes));
  };
}

/** @param {number} minutes */
function wordsFor(minutes) {
  if (minutes <= 120) {
    return t('time.minutesLeft', { count: minutes });
  }
  return t('time.hoursLeft', { count: Math.round(minutes / 60) });
}

customElements.define('snap-time-left', TimeLeft);
