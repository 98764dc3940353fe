import { topicEventsUrl } from '../api.js';
import { find, setText } from '../dom.js';
import { openEventStream } from '../event-stream.js';
import { t } from '../i18n.js';
import { MAIN } from './api.js';

/** @typedef {import('../event-stream.js').StreamState} StreamState @typedef {import('../sse-parser.js').StreamBlock} StreamBlock */

/** The states of `EventSource`, by their numbers in the standard. */
const READY_STATES = ['CONNECTING', 'OPEN', 'CLOSED'];
const READY_STATE_OF = { connecting: 0, retrying: 0, live: 1, closed: 2 };

/** The lab's stream: connected and cut off by hand, counted, and written down in the log. */
export class Connection {
  #log;
  #lagOf;
  /** @type {import('../event-stream.js').EventStream | null} */
  #stream = null;
  #lastId = '';
  /** The place of the last event in its epoch, to find what is missing or comes twice. */
  #place = { epoch: '', sequence: 0 };
  /** Whether the block that comes in now says something else, and so is no heartbeat. */
  #isOther = false;
  #counts = { events: 0, missed: 0, doubled: 0, beats: 0 };

  /**
   * @param {import('./log.js').Log} log
   * @param {(event: StreamBlock) => number | null} lagOf
   */
  constructor(log, lagOf) {
    this.#log = log;
    this.#lagOf = lagOf;
    this.#showState({ name: 'closed', reason: '' });
  }

  connect() {
    if (this.#stream) {
      return;
    }
    const isResumed = find('#resume').checked;
    if (!isResumed) {
      this.#lastId = '';
      this.#place = { epoch: '', sequence: 0 };
    }
    this.#stream = openEventStream(topicEventsUrl(MAIN), {
      lastEventId: this.#lastId,
      isGone: async ({ status }) => status === 403 || status === 404,
      onEvent: (event) => this.#take(event),
      onState: (state) => this.#changed(state),
      onBeat: (id) => this.#beat(id),
      onComment: (text) => this.#comment(text),
      onRetry: (ms) => this.#wish(ms),
    });
  }

  disconnect() {
    const stream = this.#stream;
    this.#stream = null;
    stream?.close('disconnected');
  }

  /** @param {StreamBlock} event */
  #take(event) {
    this.#isOther = false;
    this.#counts.events += 1;
    if (event.hasId) {
      this.#count(event.id, true);
    }
    this.#log.event({ id: event.hasId ? event.id : '', name: event.type, lagMs: this.#lagOf(event), data: event.data });
    this.#showFacts();
  }

  /** @param {string} id */
  #beat(id) {
    if (id !== '' && !this.#isOther) {
      this.#counts.beats += 1;
    }
    this.#isOther = false;
    this.#count(id, false);
    this.#showFacts();
  }

  /** In this topic every number is given once, so each one left out is an event that did not come. @param {string} id @param {boolean} isEvent */
  #count(id, isEvent) {
    const dash = id.lastIndexOf('-');
    const epoch = id.slice(0, Math.max(0, dash));
    const sequence = Number(id.slice(dash + 1));
    const { epoch: known, sequence: last } = this.#place;
    if (epoch === '' || (!isEvent && epoch === known && sequence === last)) {
      return;
    }
    if (epoch === known && sequence <= last) {
      this.#counts.doubled += 1;
    } else if (epoch === known) {
      this.#counts.missed += sequence - last - 1;
    }
    this.#lastId = id;
    this.#place = { epoch, sequence };
  }

  /** @param {string} text */
  #comment(text) {
    this.#isOther = true;
    // The server begins with an empty one, to have the answer's head sent.
    if (text !== '') {
      this.#log.note('comment', t('lab.note.comment', { text }));
    }
  }

  /** @param {number} ms */
  #wish(ms) {
    this.#isOther = true;
    setText(find('#retry-wish'), t('lab.ms', { ms }));
    this.#log.note('retry', t('lab.note.retry', { ms }));
  }

  /** @param {StreamState} state */
  #changed(state) {
    this.#showState(state);
    if (state.name === 'live') {
      this.#log.note('live', this.#lastId ? t('lab.note.resumed', { id: this.#lastId }) : t('lab.note.live'));
    } else if (state.name === 'retrying') {
      const seconds = Math.round((state.at - Date.now()) / 100) / 10;
      this.#log.note('retrying', t('lab.note.retrying', { seconds, id: this.#lastId || '–' }));
    } else if (state.name === 'closed') {
      this.#stream = null;
      this.#log.note('closed', t('lab.note.closed'));
    }
  }

  /** @param {StreamState} state */
  #showState(state) {
    const number = READY_STATE_OF[state.name];
    const node = find('#ready-state');
    node.dataset.readyState = String(number);
    setText(node, `readyState ${number} ${READY_STATES[number]}`);
    const isClosed = state.name === 'closed';
    // A disabled button loses the focus: it goes to the one that is the way back.
    const active = document.activeElement;
    find('[data-action="connect"]').disabled = !isClosed;
    find('[data-action="disconnect"]').disabled = isClosed;
    find('[data-action="drop"]').disabled = state.name !== 'live';
    if (active instanceof HTMLButtonElement && active.disabled) {
      find(isClosed ? '[data-action="connect"]' : '[data-action="disconnect"]').focus();
    }
  }

  #showFacts() {
    setText(find('#last-id'), this.#lastId || '–');
    for (const [name, count] of Object.entries(this.#counts)) {
      setText(find(`#${name}-count`), String(count));
    }
  }
}
