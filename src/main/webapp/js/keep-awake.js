/**
 * Keeps the screen on while photos are sent, where the browser allows it: a locked phone stops sending.
 */
export class KeepAwake {
  /** @type {{release: () => Promise<void>} | null} */
  #lock = null;
  #wanted = false;

  constructor() {
    // The browser lets go when the page is hidden.
    document.addEventListener('visibilitychange', () => {
      this.#lock = null;
      void this.#settle();
    });
  }

  /** @param {boolean} wanted */
  hold(wanted) {
    if (wanted !== this.#wanted) {
      this.#wanted = wanted;
      void this.#settle();
    }
  }

  async #settle() {
    if (!this.#wanted) {
      await this.#lock?.release().catch(() => undefined);
      this.#lock = null;
    } else if (!this.#lock && document.visibilityState === 'visible') {
      // Missing outside secure contexts, refused on low battery: then the screen goes off as usual.
      this.#lock = (await navigator.wakeLock?.request('screen').catch(() => null)) ?? null;
    }
  }
}
