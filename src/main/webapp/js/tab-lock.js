/**
 * A Web Lock that one tab of the browser holds at a time, for as long as it stays.
 */
export class TabLock {
  #name;
  #onHeld;
  #onLost;
  /** The request in force. @type {AbortController | null} */
  #request = null;
  #release = () => {};

  /**
   * @param {string} name
   * @param {{onHeld: () => void, onLost: () => void}} options `onLost`: another tab took it; this one queues again
   */
  constructor(name, { onHeld, onLost }) {
    this.#name = name;
    this.#onHeld = onHeld;
    this.#onLost = onLost;
  }

  /** Queues for the lock, in place of what was asked before. @param {{steal?: boolean}} [options] takes it from whoever has it */
  queue({ steal = false } = {}) {
    this.#request?.abort();
    this.#request = new AbortController();
    void this.#wait(this.#request, steal);
  }

  /** @param {number} [delayMs] others get the lock this much later */
  leave(delayMs = 0) {
    this.#request?.abort();
    this.#request = null;
    const release = this.#release;
    if (delayMs > 0) {
      setTimeout(release, delayMs);
    } else {
      release();
    }
  }

  /**
   * @param {AbortController} request
   * @param {boolean} steal
   */
  async #wait(request, steal) {
    const isInForce = () => request === this.#request;
    let isHeld = false;
    const hold = () => {
      isHeld = true;
      this.#onHeld();
      return new Promise((resolve) => {
        this.#release = () => resolve(undefined);
      });
    };
    try {
      // The standard allows no signal beside steal, which does not wait anyway.
      const options = steal ? { steal } : { signal: request.signal };
      await navigator.locks.request(this.#name, options, () => (isInForce() ? hold() : undefined));
    } catch (reason) {
      if (isInForce() && /** @type {Error} */ (reason).name !== 'AbortError') {
        // Locks are refused here, as in an opaque origin: each tab for itself is better than none.
        this.#onHeld();
        return;
      }
    }
    if (isInForce() && isHeld) {
      this.#onLost();
      this.queue();
    }
  }
}
