/**
 * Parser of `text/event-stream` after the WHATWG HTML standard, section 9.2.6 "Interpreting an event stream".
 * Pure: text in, blocks out; it knows no network and no clock.
 *
 * @typedef {object} StreamBlock
 * @property {string} type the event's name, `message` when the block gave none
 * @property {string} data the data lines joined by LF
 * @property {string} id the last event id in force when the block ended
 * @property {boolean} hasId whether the block itself brought that id
 */

export class SseParser {
  #onEvent;
  #onRetry;
  #onId;
  #onComment;
  #rest = '';
  #started = false;
  #afterCarriageReturn = false;
  #type = '';
  /** @type {string[]} */
  #data = [];
  #id;
  #hasId = false;

  /**
   * @param {object} options
   * @param {(block: StreamBlock) => void} options.onEvent called for every block that has data
   * @param {(id: string, hasEvent: boolean) => void} [options.onId] called at the end of every block, also of one without data (a
   * heartbeat), before its event
   * @param {(milliseconds: number) => void} [options.onRetry] called for every valid `retry` field
   * @param {(text: string) => void} [options.onComment] called for every comment line, for people who watch the wire
   * @param {string} [options.lastEventId] the id in force before the first block
   */
  constructor({ onEvent, onId = () => {}, onRetry = () => {}, onComment = () => {}, lastEventId = '' }) {
    this.#onEvent = onEvent;
    this.#onId = onId;
    this.#onComment = onComment;
    this.#onRetry = onRetry;
    this.#id = lastEventId;
  }

  /**
   * Takes the next piece of decoded text; pieces may end anywhere, also between CR and LF.
   * A block that is not ended by an empty line is never dispatched, as the standard demands.
   *
   * @param {string} text
   */
  push(text) {
    if (text === '') {
      return;
    }
    if (!this.#started) {
      this.#started = true;
      text = text.startsWith('\uFEFF') ? text.slice(1) : text;
    }
    if (this.#afterCarriageReturn && text.startsWith('\n')) {
      text = text.slice(1);
    }
    this.#afterCarriageReturn = text === '' ? false : text.endsWith('\r');
    const lines = (this.#rest + text).split(/\r\n|\r|\n/u);
    this.#rest = lines.pop() ?? '';
    for (const line of lines) {
      this.#line(line);
    }
  }

  /** @param {string} line */
  #line(line) {
    if (line === '') {
      this.#endOfBlock();
      return;
    }
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const raw = colon < 0 ? '' : line.slice(colon + 1);
    const value = raw.startsWith(' ') ? raw.slice(1) : raw;
    if (colon === 0) {
      this.#onComment(value);
    } else {
      this.#field(field, value);
    }
  }

  /**
   * @param {string} field
   * @param {string} value
   */
  #field(field, value) {
    if (field === 'event') {
      this.#type = value;
    } else if (field === 'data') {
      this.#data.push(value);
    } else if (field === 'id' && !value.includes('\0')) {
      this.#id = value;
      this.#hasId = true;
    } else if (field === 'retry' && /^[0-9]+$/u.test(value)) {
      this.#onRetry(Number(value));
    }
  }

  #endOfBlock() {
    const block = { type: this.#type || 'message', data: this.#data.join('\n'), id: this.#id, hasId: this.#hasId };
    const hasData = this.#data.length > 0;
    this.#type = '';
    this.#data = [];
    this.#hasId = false;
    this.#onId(block.id, hasData);
    // A block without any data line fires nothing; `data:` alone fires with empty data.
    if (hasData) {
      this.#onEvent(block);
    }
  }
}
