/**
 * How long what is on its way will take, from how fast it came lately. Smoothed, so that the words do not jump; silent
 * until enough was seen. Pure but for what it remembers.
 */
/** Weight of what came a while ago: after this time a third is left. */
const MEMORY_MS = 8_000;
/** Before that, a first burst out of some buffer would pass for the line's speed. */
const LEARNING_MS = 2_500;
const SHORTEST_STEP_MS = 400;
/** When nothing came for so long, nobody knows. */
const STILL_MS = 5_000;

export class Pace {
  #begun = 0;
  #last = 0;
  #received = 0;
  #grownAt = 0;
  /** Bytes in a millisecond. */
  #rate = 0;

  /** Nothing is on its way any more: the next go is another line's, perhaps. */
  reset() {
    this.#begun = 0;
    this.#rate = 0;
  }

  /**
   * @param {number} received bytes of all that is on its way and of what arrived, ever growing
   * @param {number} now milliseconds
   */
  update(received, now) {
    if (received !== this.#received) {
      this.#grownAt = now;
    }
    if (this.#begun === 0 || received < this.#received) {
      this.#begun ||= now;
      this.#last = now;
      this.#received = received;
      return;
    }
    const elapsed = now - this.#last;
    if (elapsed < SHORTEST_STEP_MS) {
      return;
    }
    const rate = (received - this.#received) / elapsed;
    const weight = this.#rate === 0 ? 1 : 1 - Math.exp(-elapsed / MEMORY_MS);
    this.#rate += (rate - this.#rate) * weight;
    this.#last = now;
    this.#received = received;
  }

  /** @param {number} missing bytes @param {number} now @returns {number | null} milliseconds, null when it cannot be said */
  timeFor(missing, now) {
    const isLearning = this.#begun === 0 || now - this.#begun < LEARNING_MS;
    const isStill = now - this.#grownAt > STILL_MS;
    return isLearning || isStill || this.#rate <= 0 ? null : missing / this.#rate;
  }
}
