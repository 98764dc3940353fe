import { manyEventsUrl } from './api.js';
import { LoneStream, REFUSED } from './lone-stream.js';
import { backOff } from './patience.js';

/**
 * The streams of all docks that a tab shows by tokens, over one connection (`POST /api/events`): HTTP/1.1 has six for the
 * whole site, and a page may show more docks than that. Whoever joins or leaves makes it connect anew, each stream from its
 * own place.
 *
 * @typedef {import('./event-stream.js').StreamState} StreamState @typedef {import('./event-stream.js').StreamOptions} StreamOptions
 * @typedef {import('./lone-stream.js').Watchers} Watchers
 *
 * @typedef {object} Part one stream of the joint one
 * @property {string} dock
 * @property {() => string} token asked for with each connection
 */

/** As many as the server takes. */
const MOST = 50;
/** The elements of a page come one after another. */
const GATHER_MS = 50;

/** @type {Map<string, Seat>} by dock */
const seats = new Map();
/** Whose places the ids of this connection name, in their order. @type {Seat[]} */
let order = [];
/** @type {LoneStream | null} */
let stream = null;
let gathering = 0;
/** Whether it connects because somebody came or went, not because something broke. */
let isPlanned = false;

/**
 * A connection for a stream: a seat in the joint one where that can be, else one of its own.
 *
 * @param {string} url
 * @param {StreamOptions & Watchers & {part?: Part}} options
 * @returns {LoneStream | Seat}
 */
export function connectionFor(url, { part, ...options }) {
  const canJoin = part !== undefined && !seats.has(part.dock) && seats.size < MOST;
  return canJoin ? new Seat(part, options) : new LoneStream(url, options);
}

/** What a `LoneStream` is to those who read it. */
export class Seat {
  #part;
  #options;
  #random;
  /** @type {StreamState} */
  #state = { name: 'closed', reason: 'unopened' };
  #failures = 0;
  #timer = 0;
  /** The place in its own stream. */
  #place;

  /** @param {Part} part @param {StreamOptions & Watchers} options */
  constructor(part, options) {
    this.#part = part;
    this.#options = options;
    this.#random = options.random ?? Math.random;
    this.#place = options.lastEventId ?? '';
  }

  get state() {
    return this.#state;
  }

  get probe() {
    return this.#options.probe;
  }

  open() {
    seats.set(this.#part.dock, this);
    this.change({ name: 'connecting' });
    gather();
  }

  /** @param {string} [reason] */
  close(reason = 'closed') {
    if (this.#state.name === 'closed') {
      return;
    }
    clearTimeout(this.#timer);
    seats.delete(this.#part.dock);
    if (seats.size === 0) {
      end();
    } else if (reason === 'closed') {
      // The others would get its events for nobody.
      gather();
    }
    this.change({ name: 'closed', reason });
  }

  retryNow() {
    if (this.#state.name === 'retrying' && stream?.state.name === 'retrying') {
      stream.retryNow();
    } else if (this.#state.name === 'retrying') {
      gather();
    }
  }

  startOver() {
    this.#place = '';
    gather();
  }

  /** @returns {{dock: string, token?: string, lastEventId?: string}} as `docs/api.md` has it */
  entry() {
    const { dock } = this.#part;
    const token = this.#part.token();
    // Without a token it is refused alone; an empty one would be a fault of the whole list.
    return { dock, ...(token ? { token } : {}), ...(this.#place ? { lastEventId: this.#place } : {}) };
  }

  /** @param {StreamState} state */
  change(state) {
    clearTimeout(this.#timer);
    this.#state = state;
    this.#options.onState(state);
  }

  /** @param {string} place */
  beat(place) {
    this.#failures = 0;
    this.#place = place;
    this.#options.onBeat?.(place);
  }

  /** @param {import('./sse-parser.js').StreamBlock} event */
  deliver(event) {
    this.#failures = 0;
    if (event.hasId) {
      this.#place = event.id;
    }
    this.#options.onEvent(event);
    if (this.#options.endsOn?.includes(event.type)) {
      this.close(event.type);
    }
  }

  /** Its own answer, in words of the joint stream. @param {string} text */
  async refused(text) {
    const { status = 503, retryAfter = 0 } = JSON.parse(text);
    const answer = new Response(text, { status, headers: { 'Content-Type': 'application/problem+json' } });
    const { isGone = async () => false, isRefused = async () => false } = this.#options;
    const reason = (await isGone(answer.clone())) ? 'unavailable' : (await isRefused(answer)) ? REFUSED : '';
    if (seats.get(this.#part.dock) !== this) {
      return;
    }
    if (reason) {
      this.close(reason);
      return;
    }
    this.#failures += 1;
    const delay = Math.max(retryAfter * 1_000, backOff(this.#failures, this.#random));
    this.change({ name: 'retrying', at: Date.now() + delay });
    this.#timer = setTimeout(gather, delay);
  }
}

function gather() {
  gathering ||= setTimeout(connect, GATHER_MS);
}

function connect() {
  gathering = 0;
  if (seats.size === 0) {
    return;
  }
  if (stream) {
    isPlanned = true;
    stream.startOver();
    isPlanned = false;
    return;
  }
  const [first] = seats.values();
  stream = new LoneStream(manyEventsUrl, { body: () => JSON.stringify(entries()), probe: first.probe, onEvent: hear, onBeat: beat, onState: follow });
  stream.open();
}

function end() {
  clearTimeout(gathering);
  gathering = 0;
  const ended = stream;
  stream = null;
  order = [];
  ended?.close('ended');
}

function entries() {
  order = [...seats.values()];
  return order.map((seat) => seat.entry());
}

/** @param {string} id of the joint stream @param {Seat} seat @returns {string} the place in the seat's own stream; empty when it has none */
function placeOf(id, seat) {
  const place = id.split('.')[order.indexOf(seat)] ?? '';
  return place === '-' ? '' : place;
}

/** @param {import('./sse-parser.js').StreamBlock} block its type is `dock/<id>`, a space and the type in the single stream */
function hear({ type, data, id, hasId }) {
  const space = type.indexOf(' ');
  const seat = seats.get(type.slice('dock/'.length, space));
  // One that has come since has not asked yet.
  if (!seat || !order.includes(seat)) {
    return;
  }
  const own = type.slice(space + 1);
  if (own === 'refused') {
    void seat.refused(data);
  } else {
    seat.deliver({ type: own, data, id: placeOf(id, seat), hasId });
  }
}

/** @param {string} id */
function beat(id) {
  for (const seat of order) {
    const place = placeOf(id, seat);
    if (place && isSeated(seat)) {
      seat.beat(place);
    }
  }
}

/** @param {StreamState} state of the connection */
function follow(state) {
  for (const seat of [...seats.values()].filter((one) => state.name !== 'live' || order.includes(one))) {
    const goesOn = state.name === 'connecting' && isPlanned && seat.state.name === 'live';
    if (!goesOn && isSeated(seat)) {
      seat.change(state);
    }
  }
}

/** Its page may leave for what it hears. @param {Seat} seat */
const isSeated = (seat) => [...seats.values()].includes(seat);
