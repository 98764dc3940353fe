import { newClientId } from './client-id.js';
import { connectionFor } from './joint-stream.js';
import { REFUSED, SILENCE_MS } from './lone-stream.js';
import { StreamMemory } from './stream-memory.js';
import { TabLock } from './tab-lock.js';

/**
 * One stream for all tabs of a browser. The tab that holds a Web Lock leads: it has the connection, and tells the others
 * on a BroadcastChannel. When it goes, the lock passes to the next one, which goes on from the last event id it heard.
 *
 * Messages of one tab arrive in the order in which it sent them. So a leader's answer to a newcomer, `welcome`, holds all
 * that was before it, and what comes behind it is all that comes after. Words of the leader:
 * `lead {term}`, `welcome {term, count, to, ask, events, lastEventId, state}`, `news {term, count, event | beat | state}`,
 * `alive {term}`. Words of the others: `hello {from, ask, lastEventId}`, `ping`, `retry`.
 *
 * @typedef {import('./event-stream.js').StreamState} StreamState @typedef {import('./sse-parser.js').StreamBlock} StreamBlock
 */

/** A leader that lives answers at once, also from a hidden tab: messages are not held back as timers are. */
const ANSWER_MS = 5_000;
/** The last words of a stream reach all tabs before the lock does, or the next leader would ask for what has ended. */
const LAST_WORDS_MS = 1_000;
const NUDGE_MS = 250;

export class SharedStream {
  #url;
  #options;
  #name;
  #memory;
  #me = newClientId();

  /** @type {StreamState} */
  #state = { name: 'closed', reason: 'unopened' };
  /** @type {AbortController | null} */
  #listeners = null;
  #lock;
  /** Open from coming to leaving: whoever finds another one here speaks for nobody any more. @type {BroadcastChannel | null} */
  #channel = null;
  /** The connection, when this tab leads. @type {ReturnType<typeof connectionFor> | null} */
  #stream = null;
  /** Whether the stream has ended for all. Set before the page hears of it, which may close the stream at once. */
  #isOver = false;
  /** The leadership that this tab exercises or follows; none until it is welcomed. */
  #term = '';
  #count = 0;
  /** The leadership that was last greeted, and the number of that greeting. */
  #greeted = '';
  #ask = 0;
  #silence = 0;
  #nudge = 0;

  /**
   * @param {string} url
   * @param {import('./event-stream.js').StreamOptions & {shareAs?: string, snapshot?: string, part?: import('./joint-stream.js').Part}} options
   */
  constructor(url, options) {
    this.#url = url;
    this.#options = options;
    this.#name = `snapdock ${new URL(url, document.baseURI)} ${options.shareAs}`;
    this.#memory = new StreamMemory(options.snapshot, options.lastEventId ?? '');
    this.#lock = new TabLock(this.#name, { onHeld: () => this.#lead(), onLost: () => this.#deposed() });
  }

  /** @returns {StreamState} */
  get state() {
    return this.#state;
  }

  open() {
    if (this.#listeners) {
      return;
    }
    this.#listeners = new AbortController();
    const { signal } = this.#listeners;
    // A page in the back/forward cache or frozen must lead nobody; and what is said meanwhile does not reach it.
    window.addEventListener('pagehide', () => this.#leave(), { signal });
    window.addEventListener('pageshow', () => this.#come(), { signal });
    document.addEventListener('freeze', () => this.#leave(), { signal });
    document.addEventListener('resume', () => this.#come(), { signal });
    document.addEventListener('visibilitychange', () => this.#look(), { signal });
    window.addEventListener('online', () => this.retryNow(), { signal });
    this.#change({ name: 'connecting' });
    this.#come();
  }

  /** This tab reads no more; the others go on. @param {string} [reason] */
  close(reason = 'closed') {
    this.#listeners?.abort();
    this.#listeners = null;
    this.#leave(reason);
    this.#change({ name: 'closed', reason });
  }

  /** Whoever leads ends a pause between two tries. */
  retryNow() {
    if (this.#stream) {
      this.#stream.retryNow();
    } else {
      this.#post({ word: 'retry' });
    }
  }

  #come() {
    if (this.#channel) {
      return;
    }
    const channel = new BroadcastChannel(this.#name);
    this.#channel = channel;
    channel.onmessage = ({ data }) => channel === this.#channel && this.#hear(data);
    this.#greet('');
    this.#lock.queue();
  }

  /** @param {string} [reason] */
  #leave(reason) {
    clearTimeout(this.#silence);
    clearTimeout(this.#nudge);
    this.#stopStream(reason);
    this.#channel?.close();
    this.#channel = null;
    this.#lock.leave(this.#isOver ? LAST_WORDS_MS : 0);
  }

  /** @param {string} [reason] */
  #stopStream(reason) {
    const stream = this.#stream;
    this.#stream = null;
    stream?.close(reason);
  }

  #lead() {
    clearTimeout(this.#silence);
    clearTimeout(this.#nudge);
    this.#term = newClientId();
    this.#count = 0;
    const isMine = () => stream === this.#stream;
    const stream = connectionFor(this.#url, {
      ...this.#options,
      lastEventId: this.#memory.lastEventId,
      onEvent: (event) => isMine() && this.#tellEvent(event),
      onBeat: (id) => isMine() && this.#tellBeat(id),
      onState: (state) => isMine() && this.#tellState(state),
    });
    this.#stream = stream;
    this.#post({ word: 'lead', term: this.#term });
    stream.open();
  }

  /** Another tab took the lock because this one had not answered. */
  #deposed() {
    this.#stopStream();
    this.#greet('');
  }

  /** @param {StreamBlock} event */
  #tellEvent(event) {
    if (this.#memory.take(event)) {
      // The others first: our own page may close the stream for what it hears.
      this.#tell({ event });
      this.#deliver(event);
    }
  }

  /** @param {string} id */
  #tellBeat(id) {
    this.#memory.reach(id);
    this.#tell({ beat: id });
  }

  /** @param {StreamState} state */
  #tellState(state) {
    if (state.name === 'closed' && state.reason === REFUSED) {
      // The next tab leads, by its own key.
      this.close(REFUSED);
      return;
    }
    this.#isOver ||= state.name === 'closed';
    this.#tell({ state });
    this.#follow(state);
  }

  /** @param {object} news */
  #tell(news) {
    this.#count += 1;
    this.#post({ word: 'news', term: this.#term, count: this.#count, ...news });
  }

  /** @param {any} message from another tab of this very site */
  #hear(message) {
    if (this.#stream) {
      this.#answer(message);
      return;
    }
    if (message.term) {
      this.#hearSilence();
    }
    if (message.word === 'lead') {
      this.#greet(message.term);
    } else if (message.word === 'welcome' && message.to === this.#me && message.ask === this.#ask && !this.#term) {
      this.#welcomed(message);
    } else if (message.word === 'news' && message.term === this.#term && message.count === this.#count + 1) {
      this.#count += 1;
      this.#learn(message);
    } else if (message.word === 'news' && (message.term === this.#term || message.term !== this.#greeted)) {
      // Something was missed: a word of this leader's, or who leads.
      this.#greet(message.term);
    }
  }

  /** The leader's part. @param {any} message */
  #answer({ word, from, ask, lastEventId }) {
    if (word === 'ping') {
      this.#post({ word: 'alive', term: this.#term });
    } else if (word === 'retry') {
      this.#stream?.retryNow();
    } else if (word === 'hello') {
      const events = this.#memory.since(lastEventId);
      const { lastEventId: place } = this.#memory;
      const known = { events: events ?? [], lastEventId: events ? place : lastEventId, state: this.#stream?.state };
      this.#post({ word: 'welcome', term: this.#term, count: this.#count, to: from, ask, ...known });
      if (!events) {
        this.#stream?.startOver();
      }
    }
  }

  /** @param {string} term of the leader, if one is known */
  #greet(term) {
    this.#term = '';
    this.#greeted = term;
    this.#ask += 1;
    this.#post({ word: 'hello', from: this.#me, ask: this.#ask, lastEventId: this.#memory.lastEventId });
    this.#hearSilence();
  }

  /** @param {{term: string, count: number, events: StreamBlock[], lastEventId: string, state: StreamState}} welcome */
  #welcomed({ term, count, events, lastEventId, state }) {
    this.#term = term;
    this.#greeted = term;
    this.#count = count;
    const channel = this.#channel;
    const words = [...events.map((event) => ({ event })), { beat: lastEventId }, { state }];
    for (const word of words) {
      // The page may close the stream for what it hears.
      if (channel === this.#channel) {
        this.#learn(word);
      }
    }
  }

  /** @param {{event?: StreamBlock, beat?: string, state?: StreamState}} news */
  #learn({ event, beat, state }) {
    if (event && this.#memory.take(event)) {
      this.#deliver(event);
    } else if (beat) {
      this.#memory.reach(beat);
    } else if (state) {
      this.#follow(state);
    }
  }

  /** @param {StreamBlock} event */
  #deliver(event) {
    const channel = this.#channel;
    const isLast = this.#options.endsOn?.includes(event.type) ?? false;
    this.#isOver ||= isLast;
    this.#options.onEvent(event);
    if (isLast && channel === this.#channel) {
      this.close(event.type);
    }
  }

  /** @param {StreamState} state the leader's */
  #follow(state) {
    clearTimeout(this.#nudge);
    if (state.name === 'closed') {
      this.close(state.reason);
      return;
    }
    this.#change(state);
    if (state.name === 'retrying' && !this.#stream) {
      // In a tab long hidden the leader's timers run once a minute.
      this.#nudge = setTimeout(() => this.retryNow(), Math.max(0, state.at - Date.now()) + NUDGE_MS);
    }
  }

  /** Starts the wait for the leader's next word. */
  #hearSilence() {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#doubtLeader(), SILENCE_MS);
  }

  /** A leader may be stuck where no event tells of it, as in a frozen process. Then the lock is taken from it. */
  #doubtLeader() {
    clearTimeout(this.#silence);
    this.#post({ word: 'ping' });
    this.#silence = setTimeout(() => this.#lock.queue({ steal: true }), ANSWER_MS);
  }

  #look() {
    if (document.visibilityState === 'visible' && !this.#stream && this.#channel) {
      this.retryNow();
      this.#doubtLeader();
    }
  }

  /** @param {object} message */
  #post(message) {
    this.#channel?.postMessage(message);
  }

  /** @param {StreamState} state */
  #change(state) {
    this.#state = state;
    this.#options.onState(state);
  }
}
