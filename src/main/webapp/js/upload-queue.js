import { newClientId } from './client-id.js';
import { Problem } from './api.js';
import { backOff, isWorthATry } from './patience.js';

/**
 * The photos of one sender on their way to a dock: which go now, which wait, which failed and when they are tried
 * again. Knows no page, no network and no storage; how to send and to cancel is handed in.
 *
 * @typedef {'waiting' | 'sending' | 'paused' | 'sent' | 'failed' | 'removed'} ItemState
 *
 * @typedef {object} QueueItem
 * @property {string} clientId
 * @property {string} name
 * @property {Blob | null} blob null for a photo of an earlier visit, of which only the server's copy is known
 * @property {number} bytes
 * @property {string} [pick] what was chosen in one go; absent for photos of older pages
 * @property {number} [index] in its pick, from 0
 * @property {number} [picked] how many were chosen
 * @property {number} modifiedAt of the file when it was picked; 0 for what is no file
 * @property {ItemState} state
 * @property {number} received bytes, by the server's count as soon as there is one
 * @property {boolean} counted whether `received` is the server's
 * @property {number} tries since the last one that brought it further
 * @property {number} retryAt when it is tried again (`Date.now()`), 0 when it need not wait
 * @property {Problem | null} problem why the last try failed
 * @property {string} photoId the server's, once it arrived
 * @property {boolean} isDuplicate the same picture was there before
 * @property {string} location of its upload at the server, once it has begun; the sender's
 * @property {boolean} isPreviewed whether its preview was sent; the sender's
 * @property {boolean} isLeaving whether it is to be removed at the other side, which does not answer
 * @property {boolean} isReady whether `blob` is what is to be sent, made smaller where that is wanted; the sender's
 *
 * @typedef {(item: QueueItem, options: {waiting: number, signal: AbortSignal, onProgress: (sent: number) => void,
 *   onOffset: (received: number) => void}) => Promise<{id: string, isDuplicate: boolean}>} Send rejects with a `Problem`
 */

/** What the server's stream may report about an upload that the same bytes can still succeed after. */
const PASSING_CODES = new Set(['upload-incomplete', 'upload-stalled', 'upload-superseded', 'photo-check-failed', 'internal']);

/** What somebody can change so that the same bytes get through: room that is made, a check that works again. */
const CHANGING_CODES = new Set(['dock-full', 'dock-bytes-full', 'disk-full', 'photo-check-failed', 'too-many-uploads', 'upload-gone', 'upload-incomplete', 'internal']);
/** What this device knows and the server does not: it must be told, or it waits for ever. */
const OWN_CODES = new Set(['photo-unreadable', 'body-refused']);
const GIVEN_UP = 'upload-given-up';

/** The server takes no larger picks. */
const MOST_PICKED = 10_000;

/** Why a running upload was ended here. */
const REMOVED = 'removed';
const PAUSED = 'paused';

/** Whether the same bytes will never get through. @param {Problem | null} problem */
export const isFinal = (problem) => problem !== null && !problem.isPassing && !CHANGING_CODES.has(problem.code);

/** Whether trying again makes sense: it failed for a reason that can pass, or waits for its next try. @param {QueueItem} item */
export const canRetry = ({ blob, state, retryAt, problem }) => blob !== null && (retryAt > 0 || (state === 'failed' && !isFinal(problem)));

/** Whether it is still to be sent. @param {QueueItem} item */
export const isUnsent = ({ state }) => state === 'waiting' || state === 'sending' || state === 'paused';

export class UploadQueue {
  /** @type {QueueItem[]} */
  #items = [];
  /** @type {Map<string, AbortController>} */
  #running = new Map();
  /** @type {Map<string, number>} */
  #timers = new Map();
  #stopped = false;
  #isPaused = false;
  #send;
  #cancel;
  #onChange;
  #parallel;
  #random;

  /**
   * @param {object} options
   * @param {Send} options.send
   * @param {(item: QueueItem, reason?: string) => void} [options.cancel] ends at the server what was begun there, or says that it will not begin; `reason` when
   * this side is the one that knows why
   * @param {(items: readonly QueueItem[]) => void} options.onChange
   * @param {number} [options.parallel]
   * @param {() => number} [options.random]
   */
  constructor({ send, cancel = () => undefined, onChange, parallel = 3, random = Math.random }) {
    this.#send = send;
    this.#cancel = cancel;
    this.#onChange = onChange;
    this.#parallel = parallel;
    this.#random = random;
  }

  /** @returns {readonly QueueItem[]} */
  get items() {
    return this.#items;
  }

  /** Whether all was paused, and what comes now will be. */
  get isPaused() {
    return this.#isPaused;
  }

  /** @param {Iterable<File>} files @returns {QueueItem[]} */
  add(files) {
    const state = this.#isPaused ? 'paused' : 'waiting';
    const added = pickOf([...files]).map(({ file, ...place }) =>
      newItem({ clientId: newClientId(), name: file.name, blob: file, bytes: file.size, modifiedAt: file.lastModified, ...place, state }),
    );
    this.#items.push(...added);
    this.#goOn();
    return added;
  }

  /** Goes on with photos of an earlier visit. @param {Partial<QueueItem> & {clientId: string, name: string, blob: Blob, isPaused: boolean}[]} photos */
  restore(photos) {
    // What the server has already may have been told before.
    const news = photos.filter(({ clientId }) => !this.#find(clientId));
    this.#isPaused ||= news.length > 0 && news.every(({ isPaused }) => isPaused);
    const items = news.map(({ isPaused, ...known }) => newItem({ ...known, bytes: known.blob.size, state: isPaused ? 'paused' : 'waiting' }));
    this.#items.push(...items);
    this.#goOn();
  }

  /** Tries a failed photo again, or one that waits for its next try at once. @param {string} clientId */
  retry(clientId) {
    const item = this.#find(clientId);
    if (item && !this.#stopped && canRetry(item)) {
      this.#set(item, { state: 'waiting', problem: null, tries: 0 });
      this.#goOn();
    }
  }

  retryAll() {
    this.#items.filter(canRetry).forEach(({ clientId }) => this.retry(clientId));
  }

  /** What the server has stays there; `resume` goes on behind it. @param {string} clientId */
  pause(clientId) {
    const item = this.#find(clientId);
    if (item && (item.state === 'waiting' || item.state === 'sending')) {
      this.#set(item, { state: 'paused', problem: null, tries: 0 });
      this.#running.get(clientId)?.abort(PAUSED);
      this.#goOn();
    }
  }

  /** @param {string} clientId */
  resume(clientId) {
    const item = this.#find(clientId);
    if (item?.state === 'paused' && !this.#stopped) {
      this.#set(item, { state: 'waiting' });
      this.#isPaused &&= this.#items.some(({ state }) => state === 'paused');
      this.#goOn();
    }
  }

  /** Also what is added from now on. */
  pauseAll() {
    this.#isPaused = true;
    // The last first, so that no place becomes free for one that is about to be paused.
    [...this.#items].reverse().forEach(({ clientId }) => this.pause(clientId));
  }

  resumeAll() {
    this.#isPaused = false;
    this.#items.filter(({ state }) => state === 'paused').forEach(({ clientId }) => this.resume(clientId));
    this.#onChange(this.#items);
  }

  /** The network is gone, and a connection that hangs would notice only much later. */
  lost() {
    for (const item of this.#items.filter(({ state }) => state === 'sending')) {
      this.#failed(item, new Problem({ status: 0, code: 'network' }));
      this.#running.get(item.clientId)?.abort();
    }
    this.#onChange(this.#items);
  }

  /** The network is back: what waits for its next try goes now. */
  wake() {
    this.#items.filter(({ retryAt }) => retryAt > 0).forEach((item) => this.#set(item, {}));
    this.#goOn();
  }

  /** Forgets a photo; ends its upload when it is on its way. @param {string} clientId */
  remove(clientId) {
    const item = this.#find(clientId);
    if (item) {
      this.#stopWaiting(item);
      this.#items = this.#items.filter((other) => other !== item);
      const connection = this.#running.get(clientId);
      if (connection) {
        connection.abort(REMOVED);
      } else if (item.state !== 'sent' && item.state !== 'removed') {
        this.#cancel(item);
      }
      this.#goOn();
    }
  }

  /** Nothing can be sent any more; what was not sent has failed. @param {Problem} problem */
  stop(problem) {
    this.#stopped = true;
    for (const item of this.#items.filter(isUnsent)) {
      this.#set(item, { state: 'failed', problem });
    }
    this.#running.forEach((connection) => connection.abort());
    this.#onChange(this.#items);
  }

  /** The server's count of received bytes; it counts from its first bytes on, until then our own does. @param {string} clientId @param {number} received */
  progress(clientId, received) {
    const item = this.#find(clientId);
    if ((item?.state === 'sending' || item?.state === 'paused') && received > 0 && !(item.counted && item.received === received)) {
      // Further than before: whatever failed has passed.
      item.tries = item.counted && received > item.received ? 1 : item.tries;
      item.counted = true;
      item.received = received;
      this.#onChange(this.#items);
    }
  }

  /**
   * The server has the photo, whoever told us; also one of an earlier visit that the queue did not know.
   *
   * @param {{id: string, clientId?: string, name: string, bytes: number, pick?: string, index?: number, picked?: number}} photo
   */
  arrived(photo) {
    const item = this.#items.find(({ photoId, clientId }) => photoId === photo.id || clientId === photo.clientId);
    if (!item) {
      const { id: photoId, name, bytes, pick, index, picked } = photo;
      this.#items.push(newItem({ clientId: photo.clientId ?? photoId, photoId, name, blob: null, bytes, pick, index, picked, state: 'sent' }));
    } else if (item.state !== 'sent') {
      this.#set(item, { state: 'sent', received: item.bytes, photoId: photo.id, problem: null });
    } else {
      return;
    }
    this.#goOn();
  }

  /** The photo was taken away at the other side. @param {string} photoId */
  removedThere(photoId) {
    const gone = this.#items.filter((item) => item.photoId === photoId && item.state === 'sent');
    gone.forEach((item) => this.#set(item, { state: 'removed' }));
    if (gone.length > 0) {
      this.#onChange(this.#items);
    }
  }

  /** The owner took it off the list while it was on its way. @param {string} clientId */
  dismissedThere(clientId) {
    const item = this.#find(clientId);
    if (item && isUnsent(item)) {
      this.#set(item, { state: 'removed', problem: null });
      this.#running.get(clientId)?.abort();
      this.#goOn();
    }
  }

  /** Its removal waits for the server. @param {string} clientId @param {boolean} isLeaving */
  leaving(clientId, isLeaving) {
    const item = this.#find(clientId);
    if (item && item.isLeaving !== isLeaving) {
      item.isLeaving = isLeaving;
      this.#onChange(this.#items);
    }
  }

  /** The server refused an upload and said so on the stream; its answer may never get through. @param {string} clientId @param {{code: string, detail?: string}} failure */
  refused(clientId, { code, detail }) {
    const item = this.#find(clientId);
    if (item && (item.state === 'sending' || item.retryAt > 0) && !PASSING_CODES.has(code)) {
      this.#fail(item, new Problem({ status: 400, code, detail }));
      this.#running.get(clientId)?.abort();
      this.#goOn();
    }
  }

  #goOn() {
    const free = this.#stopped ? 0 : Math.max(0, this.#parallel - this.#running.size);
    const isNext = (/** @type {QueueItem} */ { clientId, state, retryAt }) => state === 'waiting' && retryAt === 0 && !this.#running.has(clientId);
    const next = this.#items.filter(isNext).slice(0, free);
    // All are marked before one is sent: they may reach the server in any order, so each must say the same number waiting.
    for (const item of next) {
      this.#running.set(item.clientId, new AbortController());
      this.#set(item, { state: 'sending', counted: false, tries: item.tries + 1, problem: null });
    }
    next.forEach((item) => void this.#start(item));
    this.#onChange(this.#items);
  }

  /** @param {QueueItem} item */
  async #start(item) {
    const connection = /** @type {AbortController} */ (this.#running.get(item.clientId));
    const waiting = this.#items.filter(({ state }) => state === 'waiting').length;
    try {
      const onProgress = (/** @type {number} */ sent) => this.#ownProgress(item, sent);
      const onOffset = (/** @type {number} */ received) => this.progress(item.clientId, received);
      const photo = await this.#send(item, { waiting, signal: connection.signal, onProgress, onOffset });
      if (item.state !== 'removed') {
        this.#set(item, { state: 'sent', received: item.bytes, photoId: photo.id, isDuplicate: photo.isDuplicate, problem: null });
      }
    } catch (reason) {
      if (item.state === 'sending' && !connection.signal.aborted) {
        this.#failed(item, reason instanceof Problem ? reason : new Problem({ status: 0, code: 'network' }));
      }
    }
    this.#running.delete(item.clientId);
    // Not before: where the upload is may have become known only now.
    if (connection.signal.reason === REMOVED && item.state !== 'sent') {
      this.#cancel(item);
    }
    this.#goOn();
  }

  /** @param {QueueItem} item @param {Problem} problem */
  #failed(item, problem) {
    if (!isWorthATry(problem, item.tries)) {
      this.#fail(item, problem);
      return;
    }
    const delay = Math.max(problem.retryAfterMs, backOff(item.tries, this.#random));
    this.#set(item, { state: 'waiting', problem, retryAt: Date.now() + delay });
    const timer = setTimeout(() => {
      this.#set(item, {});
      this.#goOn();
    }, delay);
    this.#timers.set(item.clientId, timer);
  }

  /** @param {QueueItem} item @param {Problem} problem */
  #fail(item, problem) {
    if (problem.code === 'upload-cancelled') {
      // By this person, in another tab.
      this.#stopWaiting(item);
      this.#items = this.#items.filter((other) => other !== item);
      return;
    }
    if (problem.code === 'upload-dismissed') {
      this.#set(item, { state: 'removed', problem: null });
      return;
    }
    const isRefusedHere = !item.location && isFinal(problem) && problem.code !== 'dock-unavailable';
    if (isRefusedHere || (item.location && (OWN_CODES.has(problem.code) || problem.isPassing))) {
      this.#cancel({ ...item }, OWN_CODES.has(problem.code) ? problem.code : GIVEN_UP);
    }
    // The server has let go of it; another try is another upload.
    this.#set(item, { state: 'failed', problem, location: '', isPreviewed: false, received: 0 });
  }

  /** What the sender's own side has handed over; counts only until the server counts. @param {QueueItem} item @param {number} sent */
  #ownProgress(item, sent) {
    if (item.state === 'sending' && !item.counted) {
      item.received = Math.min(sent, item.bytes);
      this.#onChange(this.#items);
    }
  }

  /** Every change ends a wait for the next try. @param {QueueItem} item @param {Partial<QueueItem>} change */
  #set(item, change) {
    this.#stopWaiting(item);
    Object.assign(item, change);
  }

  /** @param {QueueItem} item */
  #stopWaiting(item) {
    clearTimeout(this.#timers.get(item.clientId));
    this.#timers.delete(item.clientId);
    item.retryAt = 0;
  }

  /** @param {string} clientId */
  #find(clientId) {
    return this.#items.find((item) => item.clientId === clientId);
  }
}

/** What is chosen in one go, and its order. @param {File[]} files */
function pickOf(files) {
  const picks = Array.from({ length: Math.ceil(files.length / MOST_PICKED) }, newClientId);
  const sizeOf = (/** @type {number} */ pick) => Math.min(MOST_PICKED, files.length - pick * MOST_PICKED);
  return files.map((file, at) => {
    const number = Math.floor(at / MOST_PICKED);
    return { file, pick: picks[number], index: at % MOST_PICKED, picked: sizeOf(number) };
  });
}

/** @param {Partial<QueueItem> & {clientId: string, name: string, blob: Blob | null, bytes: number, state: ItemState}} known @returns {QueueItem} */
function newItem(known) {
  return {
    received: 0,
    modifiedAt: 0,
    counted: false,
    tries: 0,
    retryAt: 0,
    problem: null,
    photoId: '',
    isDuplicate: false,
    location: '',
    isPreviewed: false,
    isReady: false,
    isLeaving: false,
    ...known,
  };
}
