import { Problem, leaveOut, tellPaused } from './api.js';
import { PhotoDrawer } from './photo-drawer.js';
import { patiently } from './patience.js';
import { photoSending } from './send-photo.js';
import { cancelUpload } from './tus-client.js';
import { UploadQueue, isFinal, isUnsent } from './upload-queue.js';

/** @typedef {import('./upload-queue.js').QueueItem} QueueItem */

/**
 * The photos that this browser sends to one dock: a queue whose photos are kept in a drawer until they have arrived, and
 * of which each goes from one tab only, however many are open.
 */
export class Outbox {
  #drawer;
  #key;
  #queue;
  #onChange;
  /** What the drawer holds. @type {Set<string>} */
  #kept = new Set();
  /** Those among them whose upload the server has let go of. @type {Set<string>} */
  #released = new Set();
  #hasLeft = false;

  /**
   * @param {object} options
   * @param {string} options.dockId
   * @param {string} [options.key] a phone's key; the desktop has its cookie
   * @param {() => Promise<import('./dock-state.js').Limits | null>} options.limits
   * @param {(items: readonly QueueItem[]) => void} options.onChange also when `isDurable` changed
   */
  constructor({ dockId, key, limits, onChange }) {
    this.#onChange = onChange;
    this.#key = key;
    this.#drawer = new PhotoDrawer(dockId, { onFull: () => this.#onChange(this.queue.items) });
    const send = photoSending({ dockId, key, limits, drawer: this.#drawer });
    this.#queue = new UploadQueue({
      send: (item, options) => alone(item.clientId, options.signal, async (isLate) => this.#sendIfStillWanted(send, item, options, isLate)),
      cancel: (item, reason) => void patiently(() => endAtServer(item, { dockId, key, reason })).catch(() => undefined),
      onChange: (items) => this.#changed(items),
    });
  }

  get queue() {
    return this.#queue;
  }

  /** Whether what is not sent yet outlives this page. */
  get isDurable() {
    return this.#drawer.isDurable;
  }

  /** @param {Iterable<File>} files */
  add(files) {
    const added = this.#queue.add(files);
    this.#drawer.put(added.map(({ clientId, name, blob, pick, index, picked, state }) => ({ clientId, name, blob: /** @type {Blob} */ (blob), pick, index, picked, isPaused: state === 'paused' })));
    added.forEach(({ clientId }) => this.#kept.add(clientId));
    // Those that were refused at once need not be kept.
    this.#changed(this.#queue.items);
  }

  /** Goes on with what an earlier visit left. */
  async restore() {
    const left = await this.#drawer.all();
    if (left.length > 0 && !this.#hasLeft) {
      left.forEach(({ clientId }) => this.#kept.add(clientId));
      this.#queue.restore(left.map(({ clientId, name, blob, pick, index, picked, location, isPreviewed, isPaused, isReady }) => ({ clientId, name, blob, pick, index, picked, location, isPreviewed, isPaused, isReady })));
    }
  }

  pauseAll() {
    this.#queue.pauseAll();
    this.#notePauses();
    this.tellPauses();
  }

  /** The server would take it for a lost connection. It forgets with a restart: to be called again when the stream is back. */
  tellPauses() {
    for (const item of this.#queue.items.filter(({ state, location }) => state === 'paused' && location)) {
      void patiently(async () => (item.state === 'paused' ? tellPaused(item.location, this.#key) : undefined)).catch(() => undefined);
    }
  }

  resumeAll() {
    this.#queue.resumeAll();
    this.#notePauses();
  }

  /** @param {string} clientId */
  resume(clientId) {
    this.#queue.resume(clientId);
    this.#notePauses();
  }

  /** The dock is over: nothing of it needs to be kept. */
  end() {
    this.leave();
    this.#drawer.empty();
  }

  /** The page turns to something else; what was not sent stays kept. */
  leave() {
    this.#hasLeft = true;
    this.#queue.stop(new Problem({ status: 404, code: 'dock-unavailable' }));
  }

  #notePauses() {
    for (const { clientId, state } of this.#queue.items.filter(isUnsent)) {
      this.#drawer.note(clientId, { isPaused: state === 'paused' });
    }
  }

  /**
   * @param {import('./upload-queue.js').Send} send
   * @param {QueueItem} item
   * @param {Parameters<import('./upload-queue.js').Send>[1]} options
   * @param {boolean} isLate whether another tab had the photo until now
   */
  async #sendIfStillWanted(send, item, options, isLate) {
    if (isLate && this.#kept.has(item.clientId) && this.isDurable) {
      const kept = await this.#drawer.find(item.clientId);
      if (!kept) {
        // Sent by the other tab, of which the stream tells, or cancelled there.
        throw new Problem({ status: 410, code: 'upload-cancelled' });
      }
      Object.assign(item, { location: kept.location, isPreviewed: kept.isPreviewed });
    }
    return send(item, options);
  }

  /** @param {readonly QueueItem[]} items */
  #changed(items) {
    if (!this.#hasLeft) {
      const wanted = items.filter((item) => isUnsent(item) || (item.state === 'failed' && !isFinal(item.problem)));
      const wantedIds = new Set(wanted.map(({ clientId }) => clientId));
      for (const clientId of [...this.#kept].filter((id) => !wantedIds.has(id))) {
        this.#kept.delete(clientId);
        this.#drawer.forget(clientId);
      }
      this.#noteReleased(wanted);
    }
    this.#onChange(items);
  }

  /** A photo that failed begins anew, after a reload too. @param {QueueItem[]} wanted */
  #noteReleased(wanted) {
    const released = wanted.filter(({ state }) => state === 'failed').map(({ clientId }) => clientId);
    for (const clientId of released.filter((id) => !this.#released.has(id))) {
      this.#drawer.note(clientId, { location: '', isPreviewed: false });
    }
    this.#released = new Set(released);
  }
}

/**
 * Only one tab of this browser at a time. Where locks are missing (http on a LAN address) the server sees by the client
 * id that it is the same photo.
 *
 * @template T
 * @param {string} clientId
 * @param {AbortSignal} signal
 * @param {(isLate: boolean) => Promise<T>} act
 * @returns {Promise<T>}
 */
async function alone(clientId, signal, act) {
  if (!('locks' in navigator)) {
    return act(false);
  }
  const name = `snapdock-photo-${clientId}`;
  /** @type {{done: T} | null} */
  const first = await navigator.locks.request(name, { ifAvailable: true }, async (lock) => (lock ? { done: await act(false) } : null));
  return first ? first.done : navigator.locks.request(name, { signal }, () => act(true));
}

/** @param {QueueItem} item @param {string} dockId @param {string} [key] */
async function endAtServer({ location, pick, index }, { dockId, key, reason }) {
  if (location) {
    await cancelUpload(location, { key, reason });
  } else if (pick !== undefined && index !== undefined) {
    // Never begun, as far as this page knows; the server knows better.
    await leaveOut(dockId, { pick, index }, { key, reason });
  }
}
