import { Problem, SESSION_ENDED, bearer, here, problemFrom, request, saying } from './api.js';
import { tokenFor } from './keyring.js';

/**
 * One upload of a Blob by tus 1.0.0 (https://tus.io/protocols/resumable-upload). What counts is the offset that the
 * server names; what the browser says about bytes on their way is a hint. Goes on by HEAD after whatever broke off, and
 * gives up only when that brings nothing new: then whoever called waits and calls again.
 *
 * @typedef {object} UploadState
 * @property {number} offset bytes that the server has
 * @property {string} photoId once the server took it as a photo; empty before, and with servers that know no photos
 * @property {boolean} isDuplicate the same picture was there before
 *
 * @typedef {import('./api.js').Answer} Answer
 */
const VERSION = '1.0.0';
/** WildFly, as delivered, takes no body of more than 10 MiB; for a `Connection: close` in between less is lost, too. */
const MOST_AT_ONCE = 8 * 1024 * 1024;
/** nginx takes 1 MiB as delivered: what is refused for its size alone, or breaks off again and again, is tried in smaller pieces. */
const LEAST_AT_ONCE = 256 * 1024;
/** A connection that a phone left behind, changing networks, fails only after many minutes by itself. */
const SILENCE_MS = 60_000;
/** So many requests in a row may bring no byte further. */
const FRUITLESS = 3;

export class TusUpload {
  #blob;
  /** A file that is taken away has none. */
  #size;
  #endpoint;
  #key;
  #metadata;
  #location;
  #signal;
  #onLocation;
  #onOffset;
  #onProgress;
  #atOnce = MOST_AT_ONCE;

  /**
   * @param {Blob} blob
   * @param {object} options
   * @param {string} options.endpoint where uploads are created
   * @param {string} [options.key] a bearer key
   * @param {Record<string, string>} [options.metadata] `Upload-Metadata`; empty values are left out
   * @param {string} [options.location] of an upload begun earlier
   * @param {AbortSignal} options.signal ends the sending; what the server has stays there
   * @param {(location: string) => void} [options.onLocation] keep it, to go on after a reload
   * @param {(offset: number) => void} [options.onOffset] the server's count
   * @param {(sent: number) => void} [options.onProgress] what the browser has handed over, a hint
   */
  constructor(blob, { endpoint, key, metadata = {}, location = '', signal, onLocation, onOffset, onProgress }) {
    this.#blob = blob;
    this.#size = blob.size;
    this.#endpoint = endpoint;
    this.#key = key;
    this.#metadata = metadata;
    this.#location = location;
    this.#signal = signal;
    this.#onLocation = onLocation ?? (() => undefined);
    this.#onOffset = onOffset ?? (() => undefined);
    this.#onProgress = onProgress ?? (() => undefined);
  }

  /** Where the upload is, once it has begun. */
  get location() {
    return this.#location;
  }

  /** Finds the upload at the server, or creates it. @returns {Promise<UploadState>} */
  async begin() {
    const known = this.#location ? await this.look() : null;
    return known ?? this.#create();
  }

  /**
   * Sends what is missing.
   *
   * @param {UploadState} state what `begin` said
   * @param {() => Promise<Blob>} [readable] asked for the same bytes, in a form that can be read, after something broke off; rejects with a `Problem`
   * @returns {Promise<UploadState>}
   */
  async finish(state, readable = async () => this.#blob) {
    let fruitless = 0;
    while (!state.photoId && state.offset < this.#size) {
      const before = state.offset;
      try {
        state = await this.#patch(before);
      } catch (reason) {
        const problem = /** @type {Problem} */ (reason);
        fruitless += 1;
        if (!mayGoOn(problem) || this.#signal.aborted) {
          throw toldAs(problem);
        }
        const known = this.#location ? await this.look() : null;
        if (!known?.photoId) {
          this.#blob = await readable();
        }
        state = known ?? (await this.#create());
        if (state.offset <= before && !state.photoId && fruitless >= FRUITLESS && !this.#takesSmaller()) {
          throw toldAs(problem);
        }
        if (isRefusedBefore(problem)) {
          this.#takesSmaller();
        }
      }
      if (state.offset > before) {
        fruitless = 0;
      }
    }
    return state;
  }

  /** @returns {boolean} whether there was a smaller piece to try */
  #takesSmaller() {
    const isSmaller = this.#atOnce > LEAST_AT_ONCE && this.#size > LEAST_AT_ONCE;
    this.#atOnce = Math.max(LEAST_AT_ONCE, this.#atOnce / 4);
    return isSmaller;
  }

  /** Not ended by the signal: an upload whose location nobody learnt could neither go on nor be cancelled. */
  async #create() {
    const metadata = Object.entries(this.#metadata).filter(([, value]) => value !== '');
    const answer = await request(this.#endpoint, {
      method: 'POST',
      headers: {
        ...headersFor(this.#key),
        'Upload-Length': String(this.#size),
        'Upload-Metadata': metadata.map(([name, value]) => `${name} ${base64(value)}`).join(','),
      },
    });
    const location = answer.header('Location');
    if (!answer.ok || !location || !isTus(answer.header)) {
      throw problemFrom(answer);
    }
    // Its path only: behind a proxy the server may believe in another scheme or host, and the key goes nowhere else.
    const { pathname, search } = new URL(location, here(this.#endpoint));
    this.#location = pathname + search;
    this.#onLocation(this.#location);
    return this.#stateOf(answer.header);
  }

  /** Asks the server how far it is, and begins nothing. @returns {Promise<UploadState | null>} null when the server does not know it any more */
  async look() {
    const answer = await request(this.#location, { method: 'HEAD', headers: headersFor(this.#key), signal: this.#signal });
    const { ok, status, header } = answer;
    const refusal = header('Snapdock-Problem');
    if (!isTus(header)) {
      throw new Problem({ status, code: 'foreign' });
    }
    if (status === 404 || (status === 410 && !refusal)) {
      this.#location = '';
      return null;
    }
    if (!ok || header('Upload-Offset') === null) {
      throw refusal ? new Problem({ status, code: refusal }) : problemFrom(answer);
    }
    return this.#stateOf(header);
  }

  /** @param {(name: string) => string | null} header @returns {UploadState} */
  #stateOf(header) {
    const offset = Number(header('Upload-Offset') ?? 0);
    this.#onOffset(offset);
    return { offset, photoId: header('Snapdock-Photo') ?? '', isDuplicate: header('Snapdock-Duplicate') === 'true' };
  }

  /** XMLHttpRequest and not fetch, because only it tells how much of a body has gone. @param {number} offset @returns {Promise<UploadState>} */
  #patch(offset) {
    return new Promise((resolve, reject) => {
      const patch = new XMLHttpRequest();
      let clock = 0;
      const listen = () => {
        clearTimeout(clock);
        clock = setTimeout(() => patch.abort(), SILENCE_MS);
      };
      const ended = new AbortController();
      this.#signal.addEventListener('abort', () => patch.abort(), { signal: ended.signal });
      patch.open('PATCH', here(this.#location));
      const headers = { ...headersFor(this.#key ?? tokenFor(this.#location)), 'Upload-Offset': String(offset), 'Content-Type': 'application/offset+octet-stream' };
      Object.entries(headers).forEach(([name, value]) => patch.setRequestHeader(name, value));
      patch.upload.addEventListener('progress', ({ loaded }) => {
        listen();
        this.#onProgress(offset + loaded);
      });
      patch.addEventListener('loadend', () => {
        clearTimeout(clock);
        ended.abort();
        if (patch.status >= 200 && patch.status < 300 && patch.getResponseHeader('Upload-Offset') !== null) {
          resolve(this.#stateOf((name) => patch.getResponseHeader(name)));
        } else if (patch.status === 0) {
          reject(new Problem({ status: 0, code: 'network' }));
        } else {
          const { status, responseText: body } = patch;
          reject(problemFrom({ ok: status < 300, status, header: (name) => patch.getResponseHeader(name), body }));
        }
      });
      listen();
      if (this.#signal.aborted) {
        clearTimeout(clock);
        reject(new Problem({ status: 0, code: 'network' }));
        return;
      }
      patch.send(this.#blob.slice(offset, offset + this.#atOnce));
    });
  }
}

/**
 * Ends an upload at the server.
 *
 * @param {string} location
 * @param {{key?: string, reason?: string}} [options] `reason`: a code of `Snapdock-Reason` in docs/api.md, when it is this side that knows why
 */
export async function cancelUpload(location, { key, reason } = {}) {
  const headers = { ...headersFor(key), ...saying(reason) };
  const answer = await request(location, { method: 'DELETE', headers, keepalive: true });
  if (!isTus(answer.header)) {
    throw new Problem({ status: answer.status, code: 'foreign' });
  }
  if (!answer.ok) {
    throw problemFrom(answer);
  }
}

/** Every answer of tus says its version, errors and those without a body too: without it somebody else has answered. @param {Answer['header']} header */
const isTus = (header) => header('Tus-Resumable') === VERSION;

/**
 * Whether a look at the server may show that it can go on: the answer got lost, or was about the offset, the silence or
 * an upload that is over; a token that ran out is renewed by that look. A server that refuses early ends the connection, and its answer may never be seen.
 *
 * @param {Problem} problem
 */
const mayGoOn = (problem) =>
  [0, 404, 408, 410].includes(problem.status) || ['upload-offset', SESSION_ENDED].includes(problem.code) || isRefusedBefore(problem);

/**
 * Whether a web server or a proxy sent the bytes back before the application saw them: WildFly (400) and nginx (413) do
 * so with bodies over their own limit, and without a problem in the answer.
 *
 * @param {Problem} problem
 */
const isRefusedBefore = ({ status, code }) => (status === 400 || status === 413) && code === 'foreign';

/** What no smaller piece gets through is told as it is; a 400 that stays is somebody else's, as any foreign answer. @param {Problem} problem */
const toldAs = (problem) => (isRefusedBefore(problem) && problem.status === 413 ? new Problem({ status: 413, code: 'body-refused' }) : problem);

/** @param {string} [key] @returns {Record<string, string>} */
const headersFor = (key) => ({ 'Tus-Resumable': VERSION, Accept: 'application/json', ...(key ? bearer(key) : {}) });

/** @param {string} text */
function base64(text) {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''));
}
