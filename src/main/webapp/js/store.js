/**
 * Holds one state; changes it by a pure reducer only, and tells who listens.
 *
 * @template State, Event
 */
export class Store {
  #state;
  #reduce;
  /** @type {Set<(state: State, before: State, event: Event) => void>} */
  #listeners = new Set();

  /**
   * @param {(state: State, event: Event) => State} reduce
   * @param {State} state
   */
  constructor(reduce, state) {
    this.#reduce = reduce;
    this.#state = state;
  }

  get state() {
    return this.#state;
  }

  /** @param {Event} event */
  dispatch(event) {
    const before = this.#state;
    this.#state = this.#reduce(before, event);
    if (this.#state !== before) {
      for (const listener of this.#listeners) {
        listener(this.#state, before, event);
      }
    }
  }

  /** @param {(state: State, before: State, event: Event) => void} listener */
  subscribe(listener) {
    this.#listeners.add(listener);
  }
}
