/**
 * Custom states of an element, for `:state(…)`; for browsers without them the words of its attribute `data-state`.
 */
export class States {
  #node;
  #internals;

  /** @param {HTMLElement} node @param {ElementInternals} internals */
  constructor(node, internals) {
    this.#node = node;
    this.#internals = internals;
  }

  /** @param {Record<string, boolean>} states */
  show(states) {
    const names = Object.keys(states).filter((name) => states[name]);
    try {
      const set = this.#internals.states;
      Object.keys(states).forEach((name) => (states[name] ? set.add(name) : set.delete(name)));
    } catch {
      // No such set, or one of the time when its names began with two dashes.
      this.#node.dataset.state = names.join(' ');
    }
  }
}
