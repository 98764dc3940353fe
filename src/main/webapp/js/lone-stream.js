import { newClientId } from './client-id.js';
import { backOff } from './patience.js';
import { SseParser } from './sse-parser.js';

/** @typedef {import('./event-stream.js').StreamState} StreamState @typedef {import('./sse-parser.js').StreamBlock} StreamBlock */

/**
 * For those who want to know more than the events.
 *
 * @typedef {object} Watchers
 * @property {(id: string) => void} [onBeat] told of every block without an event, with the last event id then in force
 * @property {(milliseconds: number) => void} [onRetry]
 * @property {(text: string) => void} [onComment]
 */

/** Two heartbeats of the longest period that can be set: a line that brings none is dead, although the server answers. */
/** The reason of a stream that ended because nobody here may read it. Another tab, with a key of its own, may. */
export const REFUSED = 'refused';
export const SILENCE_MS = 45_000;
/** By default the server speaks every 5 s, a second more or so. Later than this it is asked whether it is there at all. */
const DOUBT_MS = 6_500;
/** With the above, a server that hangs is noticed within 10 s. */
const ANSWER_MS = 2_500;
/** How long a stream may take to begin, at first; a server that is only slow gets more each time. */
const BEGIN_MS = 10_000;

/** The stream of one tab: one subscription over any number of connections, one at a time. */
export class LoneStream {
  #url;
  #headers;
  #body;
  #onEvent;
  #onState;
  /** @type {Required<Watchers>} */
  #watchers;
  #endsOn;
  #isGone;
  #isRefused;
  #probe;
  #goodbye;
  /** Names the connection in force for the server. */
  #connectionId = '';
  #doubt = 0;
  #isSilent = false;
  #random;

  /** @type {StreamState} */
  #state = { name: 'closed', reason: 'unopened' };
  /** The connection in force; whoever finds another one here has been replaced and must stay silent. @type {AbortController | null} */
  #connection = null;
  /** @type {AbortController | null} */
  #listeners = null;
  #timer = 0;
  #watchdog = 0;
  #lastByteAt = 0;
  #failures = 0;
  #serverDelayMs = 0;
  #lastEventId;
  #asleep = false;

  /**
   * @param {string} url
   * @param {import('./event-stream.js').StreamOptions & Watchers & {body?: () => string}} options `body`: JSON that says what to read, and where
   * from; asked for with every connection
   */
  constructor(url, options) {
    this.#url = url;
    const { headers = {}, body } = options;
    this.#body = body;
    this.#headers = typeof headers === 'function' ? headers : () => headers;
    this.#onEvent = options.onEvent;
    this.#onState = options.onState;
    const { onBeat = () => {}, onRetry = () => {}, onComment = () => {} } = options;
    this.#watchers = { onBeat, onRetry, onComment };
    this.#endsOn = options.endsOn ?? [];
    this.#isGone = options.isGone ?? (async () => false);
    this.#isRefused = options.isRefused ?? (async () => false);
    this.#probe = options.probe;
    this.#goodbye = options.goodbye;
    this.#random = options.random ?? Math.random;
    this.#lastEventId = options.lastEventId ?? '';
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
    window.addEventListener('online', () => this.retryNow(), { signal });
    window.addEventListener('pagehide', () => this.#sleep(), { signal });
    window.addEventListener('pageshow', () => this.#wake(), { signal });
    document.addEventListener('freeze', () => this.#sleep(), { signal });
    document.addEventListener('resume', () => this.#wake(), { signal });
    document.addEventListener('visibilitychange', () => this.#look(), { signal });
    void this.#connect();
  }

  /** @param {string} [reason] */
  close(reason = 'closed') {
    this.#listeners?.abort();
    this.#listeners = null;
    if (reason === 'closed') {
      this.#sayGoodbye();
    }
    this.#disconnect();
    this.#change({ name: 'closed', reason });
  }

  /** @param {AbortController} connection that was refused @param {string} reason */
  #closeFor(connection, reason) {
    if (connection === this.#connection) {
      this.close(reason);
    }
  }

  /** Ends a pause between two tries. Does nothing while a connection is up or being made. */
  retryNow() {
    if (this.#state.name === 'retrying' && !this.#asleep) {
      void this.#connect();
    }
  }

  /** Forgets its place and connects anew, so that the server begins with a snapshot. */
  startOver() {
    this.#lastEventId = '';
    if (this.#listeners && !this.#asleep) {
      void this.#connect();
    }
  }

  async #connect() {
    this.#disconnect();
    const connection = new AbortController();
    this.#connection = connection;
    this.#connectionId = newClientId();
    this.#change({ name: 'connecting' });
    this.#watch(Math.min(SILENCE_MS, BEGIN_MS * 2 ** this.#failures));
    let leastDelayMs = 0;
    try {
      const response = await fetch(this.#url, {
        ...this.#question(),
        cache: 'no-store',
        credentials: 'same-origin',
        signal: connection.signal,
      });
      if (isEventStream(response)) {
        await this.#read(response, connection);
      } else if (await this.#isGone(response.clone())) {
        this.#closeFor(connection, 'unavailable');
      } else if (await this.#isRefused(response)) {
        this.#closeFor(connection, REFUSED);
      } else {
        leastDelayMs = retryAfterMs(response);
      }
    } catch {
      // A lost connection, or our own abort. What happens next depends only on who is in force, below.
    }
    if (connection === this.#connection) {
      this.#retryLater(leastDelayMs);
    }
  }

  /** @returns {RequestInit} */
  #question() {
    const headers = { ...this.#headers(), Accept: 'text/event-stream', ...this.#name() };
    return this.#body
      ? { method: 'POST', body: this.#body(), headers: { ...headers, 'Content-Type': 'application/json' } }
      : { headers: { ...headers, ...this.#resumption() } };
  }

  /** Only who says goodbye needs one. @returns {Record<string, string>} */
  #name() {
    return this.#goodbye ? { 'Snapdock-Connection': this.#connectionId } : {};
  }

  /** The server finds out that a connection has ended only when it writes to it. One that is being made may be with the server already. */
  #sayGoodbye() {
    if (this.#connection) {
      this.#goodbye?.(this.#connectionId);
    }
  }

  /** @returns {Record<string, string>} */
  #resumption() {
    return this.#lastEventId === '' ? {} : { 'Last-Event-ID': this.#lastEventId };
  }

  /**
   * @param {Response} response
   * @param {AbortController} connection
   */
  async #read(response, connection) {
    if (connection !== this.#connection || !response.body) {
      return;
    }
    this.#change({ name: 'live' });
    this.#heard();
    const parser = new SseParser({
      lastEventId: this.#lastEventId,
      onEvent: (event) => this.#deliver(event, connection),
      onId: (id, hasEvent) => {
        this.#lastEventId = id;
        this.#failures = 0;
        if (!hasEvent && connection === this.#connection) {
          this.#watchers.onBeat(id);
        }
      },
      onRetry: (milliseconds) => {
        this.#serverDelayMs = milliseconds;
        this.#watchers.onRetry(milliseconds);
      },
      onComment: this.#watchers.onComment,
    });
    // The parser takes the byte order mark away itself: the standard allows exactly one.
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    const reader = response.body.getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      if (connection !== this.#connection) {
        return;
      }
      this.#heard();
      parser.push(decoder.decode(part.value, { stream: true }));
    }
  }

  /**
   * @param {StreamBlock} event
   * @param {AbortController} connection
   */
  #deliver(event, connection) {
    if (connection !== this.#connection) {
      return;
    }
    this.#onEvent(event);
    if (this.#endsOn.includes(event.type)) {
      this.close(event.type);
    }
  }

  /** @param {number} leastDelayMs */
  #retryLater(leastDelayMs) {
    this.#disconnect();
    this.#failures += 1;
    const delay = Math.max(leastDelayMs, this.#serverDelayMs, backOff(this.#failures, this.#random));
    this.#timer = setTimeout(() => void this.#connect(), delay);
    this.#change({ name: 'retrying', at: Date.now() + delay, isSilent: this.#isSilent });
    this.#isSilent = false;
  }

  #heard() {
    this.#lastByteAt = Date.now();
    this.#watch(SILENCE_MS);
    this.#doubtLater();
  }

  /** @param {number} ms */
  #watch(ms) {
    clearTimeout(this.#watchdog);
    // Aborting without replacing: the connection stays in force, so its end leads to the next try.
    this.#watchdog = setTimeout(() => this.#connection?.abort(), ms);
  }

  #doubtLater() {
    clearTimeout(this.#doubt);
    if (this.#probe) {
      this.#doubt = setTimeout(() => void this.#ask(), DOUBT_MS);
    }
  }

  /** One light call, and only into a silence. Whoever hangs, or stands in a hanging server's place, does not answer it. */
  async #ask() {
    const connection = this.#connection;
    const before = this.#lastByteAt;
    const isThere = await this.#probe?.(AbortSignal.timeout(ANSWER_MS)).then(
      () => true,
      () => false,
    );
    if (connection !== this.#connection || before !== this.#lastByteAt) {
      return;
    }
    if (isThere) {
      this.#doubtLater();
    } else {
      this.#isSilent = true;
      connection?.abort();
    }
  }

  /** The page is visible again; its timers may have been held back. */
  #look() {
    if (document.visibilityState !== 'visible') {
      return;
    }
    this.retryNow();
    if (this.#state.name === 'live' && Date.now() - this.#lastByteAt > SILENCE_MS) {
      void this.#connect();
    }
  }

  /** A page in the back/forward cache or frozen must hold no connection, or the browser throws the page away. */
  #sleep() {
    this.#asleep = true;
    this.#sayGoodbye();
    this.#disconnect();
  }

  #wake() {
    if (this.#asleep) {
      this.#asleep = false;
      void this.#connect();
    }
  }

  #disconnect() {
    clearTimeout(this.#timer);
    clearTimeout(this.#watchdog);
    clearTimeout(this.#doubt);
    const connection = this.#connection;
    this.#connection = null;
    connection?.abort();
  }

  /** @param {StreamState} state */
  #change(state) {
    this.#state = state;
    this.#onState(state);
  }
}

/** @param {Response} response */
function isEventStream(response) {
  return response.status === 200 && (response.headers.get('Content-Type') ?? '').startsWith('text/event-stream');
}

/** @param {Response} response */
function retryAfterMs(response) {
  const seconds = Number(response.headers.get('Retry-After'));
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : 0;
}
