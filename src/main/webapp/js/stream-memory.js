/**
 * What a tab knows of a shared stream: its place, and the events that a tab that comes later needs. Pure.
 *
 * @typedef {import('./sse-parser.js').StreamBlock} StreamBlock
 */

/** As many as the server's log holds by default; more would be no help to a tab that asks for less than all. */
const MOST_EVENTS = 1_000;

export class StreamMemory {
  #snapshot;
  /** @type {StreamBlock[]} */
  #events = [];
  /** Whether events are missing before the oldest one. */
  #isCut = false;

  /**
   * @param {string | undefined} snapshot the type of the event that replaces all before it; none for a stream that is a diary
   * @param {string} lastEventId
   */
  constructor(snapshot, lastEventId) {
    this.#snapshot = snapshot;
    this.lastEventId = lastEventId;
  }

  /**
   * @param {StreamBlock} event
   * @returns {boolean} whether it is new
   */
  take(event) {
    const isSnapshot = event.type === this.#snapshot;
    if (!isSnapshot && !event.hasId) {
      // Worth something at its moment only: nobody asks for it later.
      return true;
    }
    if (isSnapshot) {
      this.#events = [];
      this.#isCut = false;
    } else if (!isAfter(event.id, this.lastEventId)) {
      return false;
    }
    this.lastEventId = event.id;
    this.#events.push(event);
    if (this.#events.length > MOST_EVENTS) {
      // A state without its snapshot is worthless, a diary without its first pages is not.
      this.#events = this.#snapshot ? [] : this.#events.slice(1);
      this.#isCut = true;
    }
    return true;
  }

  /**
   * What a tab lacks.
   *
   * @param {string} place its last event id
   * @returns {StreamBlock[] | null} null when only a new snapshot can help
   */
  since(place) {
    const [first] = this.#events;
    const isKnown = isSameEpoch(place, this.lastEventId);
    if (isKnown && !isAfter(this.lastEventId, place)) {
      // One that is ahead got the last words of the tab that led before; the server will tell us too.
      return [];
    }
    const joins = isKnown && first !== undefined && !isAfter(first.id, place);
    const later = this.#events.filter(({ id }) => isAfter(id, place));
    if (this.#snapshot) {
      return this.#isCut ? null : joins ? later : [...this.#events];
    }
    if (place === '') {
      return [];
    }
    return this.#isCut && !joins && first ? [gapBefore(first), ...later] : later;
  }

  /** The place moves on although nothing happened there. @param {string} id */
  reach(id) {
    if (partsOf(id).epoch !== '' && isAfter(id, this.lastEventId)) {
      this.lastEventId = id;
    }
  }
}

/** The server's own word for it. @param {StreamBlock} first @returns {StreamBlock} */
const gapBefore = ({ id }) => ({ type: 'gap', data: JSON.stringify({ firstId: id }), id: '', hasId: false });

/** @param {string} id `epoch-sequence` */
const partsOf = (id) => {
  const dash = id.lastIndexOf('-');
  return { epoch: id.slice(0, Math.max(0, dash)), sequence: Number(id.slice(dash + 1)) };
};

/** @param {string} one @param {string} other */
const isSameEpoch = (one, other) => partsOf(one).epoch !== '' && partsOf(one).epoch === partsOf(other).epoch;

/** Ids of another life of the log cannot be compared; what they stand for comes later. @param {string} id @param {string} than */
const isAfter = (id, than) => !isSameEpoch(id, than) || partsOf(id).sequence > partsOf(than).sequence;
