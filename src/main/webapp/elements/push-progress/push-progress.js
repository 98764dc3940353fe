import { topicEventsUrl } from '../../js/api.js';
import { element, setText } from '../../js/dom.js';
import { openEventStream } from '../../js/event-stream.js';
import { languagesFor, loadLanguage, t } from '../../js/i18n.js';
import { adoptStyles } from '../../js/styles.js';
import { readProgress } from './progress-data.js';

/** @typedef {import('./progress-data.js').ProgressData} ProgressData */

/** Refusals that no new try changes. */
const FINAL = [400, 401, 403, 404];
const STYLES = ['css/base.css', 'css/controls.css', 'elements/push-progress/push-progress.css'];

/** The contract is in README.md beside this file. */
export class PushProgress extends HTMLElement {
  static observedAttributes = ['topic'];

  /** @type {Record<string, string> | undefined} */
  headers;

  #words = element('p', { className: 'push-progress-words', dir: 'auto' });
  #percent = element('p', { className: 'push-progress-percent', 'aria-hidden': 'true' });
  #bar = element('progress', { max: 100 });
  #news = element('p', { className: 'visually-hidden', role: 'status' });
  /** @type {import('../../js/event-stream.js').EventStream | null} */
  #stream = null;
  /** @type {ProgressData | null} */
  #progress = null;
  #quarterTold = -1;

  /** Whether it has words and looks. */
  #isReady = false;

  constructor() {
    super();
    const head = element('div', { className: 'push-progress-head' }, this.#words, this.#percent);
    this.attachShadow({ mode: 'open' }).append(head, this.#bar, this.#news);
  }

  connectedCallback() {
    void this.#prepare();
  }

  disconnectedCallback() {
    this.#end();
  }

  attributeChangedCallback() {
    if (this.isConnected && this.#isReady) {
      this.#begin();
    }
  }

  async #prepare() {
    if (!this.#isReady) {
      const root = /** @type {ShadowRoot} */ (this.shadowRoot);
      const [{ tag, direction }] = await Promise.all([loadLanguage({ wanted: languagesFor(this) }), adoptStyles(root, ...STYLES)]);
      for (const node of [this.#words, this.#percent, this.#news]) {
        node.lang = tag;
        node.dir ||= direction;
      }
      this.#isReady = true;
    }
    if (this.isConnected) {
      this.#begin();
    }
  }

  #begin() {
    this.#end();
    this.#progress = null;
    this.#quarterTold = -1;
    this.#bar.setAttribute('aria-label', this.getAttribute('label') ?? t('progress.label'));
    this.#show('waiting');
    const topic = this.getAttribute('topic');
    if (!topic) {
      return;
    }
    const replays = this.hasAttribute('replay');
    const stream = openEventStream(topicEventsUrl(topic), {
      headers: this.headers,
      // What may be read depends on the key: who has one reads alone.
      shareAs: this.headers ? undefined : replays ? 'anyone, all' : 'anyone',
      lastEventId: replays ? 'earliest' : '',
      isGone: async ({ status }) => FINAL.includes(status),
      onEvent: ({ type, data }) => type === 'progress' && this.#heard(data),
      onState: (state) => this.#streamChanged(state),
    });
    this.#stream = stream;
  }

  #end() {
    const stream = this.#stream;
    this.#stream = null;
    stream?.close();
  }

  /** @param {string} data */
  #heard(data) {
    const progress = readProgress(data);
    if (!progress || !this.#stream) {
      return;
    }
    this.#progress = progress;
    if (!progress.isCompleted) {
      this.#show('running');
      return;
    }
    this.#end();
    this.#show('done');
    this.#fire('push-progress-completed', { currentTask: progress.task });
  }

  /** @param {import('../../js/event-stream.js').StreamState} state */
  #streamChanged(state) {
    if (!this.#stream) {
      return;
    }
    if (state.name === 'closed') {
      this.#end();
      this.#show('failed');
      this.#fire('push-progress-failed', { reason: state.reason });
    } else if (state.name === 'retrying') {
      this.#show('reconnecting');
    } else if (state.name === 'live') {
      this.#show(this.#progress ? 'running' : 'waiting');
    }
  }

  /** @param {'waiting' | 'running' | 'reconnecting' | 'done' | 'failed'} state */
  #show(state) {
    const progress = this.#progress;
    this.dataset.state = state;
    const words = wordsFor(state, progress);
    setText(this.#words, words);
    setText(this.#percent, progress ? t('progress.percent', { percent: progress.percent }) : '');
    if (progress) {
      this.#bar.value = progress.percent;
      this.#bar.setAttribute('aria-valuetext', t('progress.value', { words, percent: progress.percent }));
    } else {
      // Without a value the bar is indeterminate.
      this.#bar.removeAttribute('value');
      this.#bar.setAttribute('aria-valuetext', words);
    }
    this.#tell(state, words);
  }

  /** Each step would be chatter. @param {string} state @param {string} words */
  #tell(state, words) {
    const quarter = Math.floor((this.#progress?.percent ?? 0) / 25);
    if (state === 'running' && quarter > this.#quarterTold) {
      this.#quarterTold = quarter;
      setText(this.#news, t('progress.value', { words, percent: this.#progress?.percent ?? 0 }));
    } else if (state === 'done' || state === 'failed') {
      setText(this.#news, words);
    }
  }

  /** @param {string} name @param {object} detail */
  #fire(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, detail: { topic: this.getAttribute('topic'), ...detail } }));
  }
}

/** @param {string} state @param {ProgressData | null} progress */
function wordsFor(state, progress) {
  if (state !== 'running') {
    return t(`progress.${state}`);
  }
  const { task = '', step = 0, steps = 0 } = progress ?? {};
  return steps > 0 ? t('progress.step', { step, steps, task }) : task;
}

customElements.define('push-progress', PushProgress);
