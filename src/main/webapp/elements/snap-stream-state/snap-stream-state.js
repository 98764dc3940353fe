import { element, setText } from '../../js/dom.js';
import { t } from '../../js/i18n.js';

/** @typedef {import('../../js/event-stream.js').StreamState} StreamState */

/** The contract is in README.md beside this file. */
export class StreamStateBadge extends HTMLElement {
  #words = element('span', { className: 'stream-words' });
  #again = element('button', { type: 'button', className: 'stream-again', 'data-action': 'retry-stream' });
  /** @type {StreamState} */
  #state = { name: 'closed', reason: '' };
  #clock = 0;

  connectedCallback() {
    if (!this.#words.isConnected) {
      this.#again.append(t('stream.retryNow'));
      this.#again.addEventListener('click', () => this.dispatchEvent(new CustomEvent('stream-retry')));
      this.append(element('span', { className: 'stream-dot', 'aria-hidden': 'true' }), this.#words, this.#again);
    }
    window.addEventListener('offline', this.#show);
    window.addEventListener('online', this.#show);
  }

  disconnectedCallback() {
    clearInterval(this.#clock);
    window.removeEventListener('offline', this.#show);
    window.removeEventListener('online', this.#show);
  }

  /** @param {StreamState} state */
  update(state) {
    this.#state = state;
    clearInterval(this.#clock);
    if (state.name === 'retrying') {
      this.#clock = setInterval(this.#show, 1_000);
    }
    this.#show();
  }

  #show = () => {
    const state = this.#state;
    // A lost network is known at once; the stream itself notices only when bytes fail to come.
    const isOffline = !navigator.onLine && state.name !== 'closed';
    this.dataset.state = isOffline ? 'offline' : state.name;
    this.#again.hidden = state.name !== 'retrying' || isOffline;
    // While live the last words stay, hidden: the badge fades out instead of going blank.
    if (isOffline) {
      setText(this.#words, t('stream.offline'));
    } else if (state.name === 'connecting') {
      setText(this.#words, t('stream.connecting'));
    } else if (state.name === 'retrying') {
      const count = Math.max(1, Math.ceil((state.at - Date.now()) / 1_000));
      setText(this.#words, t('stream.retrying', { count }));
    }
  };
}

customElements.define('snap-stream-state', StreamStateBadge);
