/**
 * A list that is read in parts, the newest first, and changes meanwhile. What is told while a part is on its way counts after it: the answer may be older. Pure.
 *
 * @template {{id: string, createdAt: string}} T
 */
export class LiveList {
  /** @type {T[]} */
  items = [];
  /** Where the next part begins; empty at the end. */
  next = '';

  #matches;
  #rank;
  /** Told since a part was asked for; null while none is. @type {{changed: T[], gone: string[]}[] | null} */
  #pending = null;

  /**
   * @param {(item: T) => boolean} matches whether one that is not in the list belongs there
   * @param {(item: T) => number} [rank] among those of one moment, the higher one first
   */
  constructor(matches, rank = () => 0) {
    this.#matches = matches;
    this.#rank = rank;
  }

  /** A part is asked for. */
  begin() {
    this.#pending = [];
  }

  /** The part did not come. */
  giveUp() {
    this.#pending = null;
  }

  /** @param {T[]} items @param {{next?: string, isMore?: boolean}} [part] `isMore` when it goes on after what is there */
  take(items, { next = '', isMore = false } = {}) {
    const kept = isMore ? this.items : [];
    const known = new Set(kept.map(({ id }) => id));
    this.items = [...kept, ...items.filter(({ id }) => !known.has(id))];
    this.next = next;
    const pending = this.#pending ?? [];
    this.#pending = null;
    pending.forEach(({ changed, gone }) => this.apply(changed, gone));
  }

  /**
   * What is shown stays, whatever it became: a row that vanished while one reads it would only confuse.
   *
   * @param {T[]} changed as they are now
   * @param {string[]} [gone] ids
   */
  apply(changed, gone = []) {
    this.#pending?.push({ changed, gone });
    this.items = this.items.filter(({ id }) => !gone.includes(id));
    changed.forEach((item) => this.#put(item));
  }

  /** @param {T} item */
  #put(item) {
    const known = this.items.findIndex(({ id }) => id === item.id);
    if (known >= 0) {
      this.items = this.items.with ? this.items.with(known, item) : this.items.map((one, index) => (index === known ? item : one));
      return;
    }
    const place = this.items.findIndex((one) => this.#isBefore(item, one));
    // After all that is there come those that were not read yet.
    const isReadYet = place >= 0 || this.next === '';
    if (isReadYet && this.#matches(item)) {
      this.items = place < 0 ? [...this.items, item] : [...this.items.slice(0, place), item, ...this.items.slice(place)];
    }
  }

  /** @param {T} one @param {T} other */
  #isBefore(one, other) {
    const difference = Date.parse(one.createdAt) - Date.parse(other.createdAt);
    return difference > 0 || (difference === 0 && this.#rank(one) > this.#rank(other));
  }
}
