/**
 * How far the server's clock is ahead of ours, as well as question and answer can tell. Each answer leaves a range: the server wrote its time after we asked and before we had it.
 * Of what all ranges have in common the value next to nothing is taken, so that two pages of one machine agree exactly, however slow an answer was.
 */
export class Clocks {
  #least = -Infinity;
  #most = Infinity;

  /**
   * @param {number} asked by our clock, in milliseconds since 1970
   * @param {number} now what the server said then
   * @param {number} answered by our clock
   */
  learn(asked, now, answered) {
    // The server counts whole milliseconds, and so do we: each may be one short.
    this.#narrow(now - answered - 1, now - asked + 1);
  }

  /**
   * An event cannot come before it left.
   *
   * @param {number} sentAt by the server's clock
   * @param {number} cameAt by ours
   * @returns {number} how long it was on its way, in milliseconds
   */
  lag(sentAt, cameAt) {
    this.#narrow(sentAt - cameAt - 1, this.#most);
    return Math.max(0, Math.round(cameAt + this.aheadMs - sentAt));
  }

  get aheadMs() {
    return Math.min(Math.max(0, this.#least), this.#most);
  }

  /** One of the clocks was set meanwhile when nothing is left in common: then only the newest counts. @param {number} least @param {number} most */
  #narrow(least, most) {
    const isSet = least > this.#most || most < this.#least;
    this.#least = isSet ? least : Math.max(this.#least, least);
    this.#most = isSet ? Math.max(least, most) : Math.min(this.#most, most);
  }
}
