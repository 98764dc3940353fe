/** So long a submit waits for a server that does not answer. */
const LONGEST_CUT_MS = 10_000;

/**
 * A submit that waits until all photos are here: the form's own event is stopped before anybody else hears of it, and the
 * submit asked for again afterwards, with the same button, so that all checks are made anew.
 */
export class HeldSubmit {
  #shallWait;
  #whenIdle;
  #onChange;
  #onGivenUp;
  #listeners = new AbortController();
  /** The submit that waits. @type {object | null} */
  #held = null;
  /** When the waiting is given up. */
  #clock = 0;

  /**
   * @param {object} options
   * @param {() => boolean} options.shallWait
   * @param {() => Promise<void>} options.whenIdle
   * @param {(isHeld: boolean) => void} options.onChange
   * @param {() => void} options.onGivenUp the server was away for too long
   */
  constructor({ shallWait, whenIdle, onChange, onGivenUp }) {
    this.#shallWait = shallWait;
    this.#whenIdle = whenIdle;
    this.#onChange = onChange;
    this.#onGivenUp = onGivenUp;
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
    clearTimeout(this.#clock);
    this.#clock = 0;
    if (this.#held) {
      this.#held = null;
      this.#onChange(false);
    }
  }

  /** @param {boolean} isCut whether the server does not answer now */
  watch(isCut) {
    if (!this.#held || !isCut) {
      clearTimeout(this.#clock);
      this.#clock = 0;
    } else if (!this.#clock) {
      this.#clock = setTimeout(() => {
        this.forget();
        this.#onGivenUp();
      }, LONGEST_CUT_MS);
    }
  }

  /** @param {HTMLFormElement} form @param {SubmitEvent} event */
  async #submitted(form, event) {
    if (!this.#shallWait() || isUnchecked(form, event.submitter)) {
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

/**
 * Whether it is sent as it is, such as a draft, or not sent at all.
 *
 * @param {HTMLFormElement} form
 * @param {any} submitter a button of any kind, or null
 */
const isUnchecked = (form, submitter) => form.noValidate || Boolean(submitter?.formNoValidate) || (submitter?.formMethod || form.method) === 'dialog';
