/**
 * What the person wants of a dock and its server has not done yet: kept for the next load of this tab. For this tab alone, as each tab does what it was told.
 * Storage may be switched off or full; then a reload forgets it.
 */
export class Wishes {
  #name;
  /** @type {Set<string>} */
  #removals;
  /** @type {string[] | null} */
  #order;
  #isToEnd;

  /** @param {string} dockId */
  constructor(dockId) {
    this.#name = `snapdock.wishes.${dockId}`;
    const { removals, order, isToEnd } = this.#recall();
    this.#removals = new Set(ids(removals) ?? []);
    this.#order = ids(order);
    this.#isToEnd = isToEnd === true;
  }

  /** Photos and uploads that are to go. @returns {string[]} */
  get removals() {
    return [...this.#removals];
  }

  /** Photos as they are to lie. @returns {string[] | null} */
  get order() {
    return this.#order;
  }

  /** @param {string[] | null} wanted null: it is as wanted */
  set order(wanted) {
    this.#order = wanted;
    this.#keep();
  }

  /** Whether the dock is to end. */
  get isToEnd() {
    return this.#isToEnd;
  }

  set isToEnd(wanted) {
    this.#isToEnd = wanted;
    this.#keep();
  }

  /** @param {string} id */
  remove(id) {
    this.#removals.add(id);
    this.#keep();
  }

  /** It is gone, or it stays. @param {string} id */
  settle(id) {
    this.#removals.delete(id);
    this.#keep();
  }

  forget() {
    this.#removals.clear();
    this.#order = null;
    this.isToEnd = false;
  }

  /** @returns {{removals?: unknown, order?: unknown, isToEnd?: unknown}} */
  #recall() {
    try {
      return JSON.parse(sessionStorage.getItem(this.#name) ?? '{}') ?? {};
    } catch {
      return {};
    }
  }

  #keep() {
    try {
      if (this.#removals.size > 0 || this.#order || this.#isToEnd) {
        sessionStorage.setItem(this.#name, JSON.stringify({ removals: this.removals, order: this.#order, isToEnd: this.#isToEnd }));
      } else {
        sessionStorage.removeItem(this.#name);
      }
    } catch {
      // It lasts as long as the page.
    }
  }
}

/** @param {unknown} value @returns {string[] | null} null when it is no list of ids */
const ids = (value) => (Array.isArray(value) && value.every((id) => typeof id === 'string') ? value : null);
