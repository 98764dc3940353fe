/**
 * A submit that waits until all photos are here: the form's own event is stopped before anybody else hears of it, and the
 * submit asked for again afterwards, with the same button, so that all checks are made anew.
 */
export class HeldSubmit {
  #shallWait;
  #whenIdle;
  #onChange;
  #listeners = new AbortController();
  /** The submit that waits. @type {object | null} */
  #held = null;

  /**
   * @param {object} options
   * @param {() => boolean} options.shallWait
   * @param {() => Promise<void>} options.whenIdle
   * @param {(isHeld: boolean) => void} options.onChange
   */
  constructor({ shallWait, whenIdle, onChange }) {
    this.#shallWait = shallWait;
    this.#whenIdle = whenIdle;
    this.#onChange = onChange;
  }

  /** @param {HTMLFormElement | null} form in place of the one before */
  follow(form) {
    this.forget();
    this.#listeners.abort();
    this.#listeners = new AbortController();
    const { signal } = this.#listeners;
    form?.addEventListener('submit', (event) => void this.#submitted(form, /** @type {SubmitEvent} */ (event)), { signal, capture: true });
    form?.addEventListener('reset', () => this.forget(), { signal });
  }

  /** What waited is not sent any more. */
  forget() {
    if (this.#held) {
      this.#held = null;
      this.#onChange(false);
    }
  }

  /** @param {HTMLFormElement} form @param {SubmitEvent} event */
  async #submitted(form, event) {
    if (!this.#shallWait()) {
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    const held = {};
    const { submitter } = event;
    this.#held = held;
    this.#onChange(true);
    await this.#whenIdle();
    if (this.#held === held) {
      this.forget();
      // A button that is gone or was disabled meanwhile would make this throw.
      form.requestSubmit(submitter?.isConnected && !submitter.matches(':disabled') ? submitter : null);
    }
  }
}
