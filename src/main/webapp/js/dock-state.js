import * as batches from './batch.js';
import * as picking from './picks.js';

/**
 * The dock as this page knows it: snapshot + events → state. Pure, and harmless when an event comes twice or after a
 * snapshot that holds it already (put by id, remove if there).
 *
 * @typedef {{id: string, name?: string, joinedAt?: string, connected: boolean}} Phone
 * @typedef {{id: string, name: string, type: string, bytes: number, width?: number, height?: number, sha256?: string,
 *   receivedAt?: string, takenAt?: string | null, phoneId?: string, clientId?: string, uploadId?: string, thumbnail: boolean,
 *   preview?: boolean, place: number, pick?: string, index?: number, picked?: number}} Photo
 * @typedef {{id: string, name?: string, bytes?: number | null, received: number, waiting?: number, phoneId?: string,
 *   clientId?: string, preview?: boolean, place: number, pick?: string, index?: number, picked?: number, paused?: string | null, failed?: {code: string, detail?: string}}} Upload a failed
 *   one stays until it is tried again or dismissed; `paused` is the reason
 * @typedef {{maxPhotos: number, maxBytesPerPhoto: number, accept: string[], metadata?: string,
 *   resize?: {longSide: number, quality: number} | null}} Limits
 *
 * @typedef {object} Dock
 * @property {'loading' | 'open' | 'closed'} phase
 * @property {string} [reason] why it is closed: CLOSED, EXPIRED, CLAIMED (its photos were handed over) or UNAVAILABLE
 * @property {boolean} isSealed whether its form was submitted: nothing new is taken, until it is opened again
 * @property {string} host whose form it is; empty when nobody said
 * @property {string} returnUrl the way back to the form; empty when there is none
 * @property {string} id
 * @property {string} title
 * @property {number} endsAt the end by this machine's clock, in milliseconds
 * @property {number} clockAheadMs how far the server's clock is ahead of ours
 * @property {boolean} closing whether the end was announced
 * @property {number} [version] grows with each change of the photos
 * @property {string[]} [rights] of who reads; absent means all
 * @property {Limits | null} limits
 * @property {Phone[]} phones
 * @property {Photo[]} photos in their order
 * @property {Upload[]} uploads
 * @property {import('./picks.js').Pick[]} picks
 * @property {string[]} removed ids of photos that will not come back
 * @property {import('./batch.js').Batch} batch
 *
 * @typedef {{type: string, data: any, at: number}} DockEvent `at` is our clock when it came, in milliseconds. Next to the
 *   server's events: `upload-dismissed` `{id}` and `batch-stalled`, which the page itself makes.
 */

/** So long before its end a dock's end is announced. */
const CLOSING_MS = 2 * 60 * 1_000;

/** @type {Dock} */
export const unknownDock = Object.freeze({
  phase: 'loading',
  isSealed: false,
  host: '',
  returnUrl: '',
  id: '',
  title: '',
  endsAt: 0,
  clockAheadMs: 0,
  closing: false,
  limits: null,
  phones: [],
  photos: [],
  uploads: [],
  picks: [],
  removed: [],
  batch: batches.noBatch,
});

/** The first that came counts where a sender gave two the same place. @template {{place: number, receivedAt?: string}} T @param {T[]} items */
export const byPlace = (items) =>
  [...items].sort((one, other) => one.place - other.place || Date.parse(one.receivedAt ?? '') - Date.parse(other.receivedAt ?? '') || 0);

/**
 * @template {{id: string}} T
 * @param {T[]} items
 * @param {T} item
 * @returns {T[]}
 */
function put(items, item) {
  const place = items.findIndex(({ id }) => id === item.id);
  return place < 0 ? [...items, item] : items.map((old, index) => (index === place ? { ...old, ...item } : old));
}

/**
 * @template {{id: string}} T
 * @param {T[]} items
 * @param {string | undefined} id
 */
const without = (items, id) => items.filter((item) => item.id !== id);

/**
 * @template {{id: string}} T
 * @param {T[]} items
 * @param {string} id
 * @param {(item: T) => Partial<T>} news
 * @returns {T[]}
 */
const change = (items, id, news) => items.map((item) => (item.id === id ? { ...item, ...news(item) } : item));

/** As if it had never been on its way. @param {Dock} dock @param {string} id @returns {Dock} */
function forgotten(dock, id) {
  const upload = dock.uploads.find((candidate) => candidate.id === id);
  return upload ? { ...dock, uploads: without(dock.uploads, id), batch: batches.uploadForgotten(dock.batch, upload) } : dock;
}

/** @param {Upload[]} uploads */
export const inProgress = (uploads) => uploads.filter((upload) => !upload.failed);

/**
 * Photos in another order, on the places that they have together, so that what is on its way keeps its own. Photos that the
 * list does not know came after it was made: they lie by their place behind all that the list has moved, as at the server.
 *
 * @param {Photo[]} photos in their order
 * @param {string[]} ids
 */
export function inOrder(photos, ids) {
  const at = new Map(ids.map((id, index) => [id, index]));
  const known = photos.filter(({ id }) => at.has(id));
  const wanted = [...known].sort((a, b) => Number(at.get(a.id)) - Number(at.get(b.id)));
  const end = known.findLastIndex((photo, index) => photo !== wanted[index]) + 1;
  const lastMoved = end > 0 ? known[end - 1].place : -1;
  const news = photos.filter(({ id }) => !at.has(id));
  const isLater = (/** @type {Photo} */ { place }) => place > lastMoved;
  const order = [...wanted.slice(0, end), ...byPlace([...wanted.slice(end), ...news.filter(isLater)]), ...news.filter((photo) => !isLater(photo))];
  return order.map((photo, index) => ({ ...photo, place: photos[index].place }));
}

/** Events may be told again after a snapshot that holds them. @param {Dock} dock @param {number | undefined} version */
const laterVersion = (dock, version) => (version === undefined ? dock.version : Math.max(version, dock.version ?? 0));

/** Whether a dock takes and gives nothing more. @param {string} state as the API says it */
export const isOver = (state) => state !== 'OPEN' && state !== 'SEALED';

/** What the dock itself is, in a snapshot and in what tells of a change. @param {any} data */
const facts = ({ state, title, limits, form }) => ({
  phase: /** @type {Dock['phase']} */ (isOver(state) ? 'closed' : 'open'),
  reason: state,
  isSealed: state === 'SEALED',
  title: title ?? '',
  limits,
  host: form?.brand?.name ?? '',
  returnUrl: form?.returnUrl ?? '',
});

/** @type {Record<string, (dock: Dock, data: any, at: number) => Dock>} */
const changes = {
  /** Also the shorter form that a phone gets with its key: the dock's own facts, no lists. */
  snapshot(dock, data, at) {
    const { phones = [], photos = [], uploads = [], picks = [] } = data;
    const clockAheadMs = Date.parse(data.now) - at;
    const known = dock.id === data.id && dock.phase === 'open';
    const going = picking.resumed(known ? dock.picks : [], picks, phones);
    const batch = known ? dock.batch : batches.noBatch;
    const before = known ? new Set(dock.photos.map(({ id }) => id)) : null;
    return {
      ...dock,
      ...facts(data),
      version: data.version,
      // The stream does not tell them.
      rights: data.rights ?? (known ? dock.rights : undefined),
      id: data.id,
      clockAheadMs,
      endsAt: Date.parse(data.expiresAt) - clockAheadMs,
      // Announced once; who comes later sees it from the time.
      closing: (known && dock.closing) || Date.parse(data.expiresAt) - Date.parse(data.now) <= CLOSING_MS,
      phones,
      photos,
      uploads: uploads.filter((/** @type {Upload} */ { id }) => !photos.some((/** @type {Photo} */ photo) => photo.id === id)),
      picks: going,
      removed: [],
      batch: batches.resumed(batch, { photos, uploads, picks: going.filter(({ state }) => state === 'waiting'), known: before }),
    };
  },

  'phone-joined': (dock, phone) => ({ ...dock, phones: put(dock.phones, phone) }),

  'phone-removed': (dock, { id }) => ({ ...dock, phones: dock.phones.filter((phone) => phone.id !== id) }),

  'phone-left': (dock, { id }) => ({
    ...dock,
    phones: dock.phones.map((phone) => (phone.id === id ? { ...phone, connected: false } : phone)),
    picks: picking.senderLeft(dock.picks, id),
    batch: batches.senderLeft(dock.batch, id),
  }),

  'upload-started'(dock, upload) {
    // A new try for the same photo takes the place of the one that failed.
    const isOlderTry = (/** @type {Upload} */ { failed, clientId }) => failed && clientId && clientId === upload.clientId;
    const others = dock.uploads.filter((other) => !isOlderTry(other));
    const running = inProgress(without(others, upload.id)).length;
    const goesOn = batches.goesOn(dock.batch, dock.picks, upload, running);
    return {
      ...dock,
      uploads: put(others, upload),
      picks: picking.begun(goesOn ? dock.picks : picking.dropped(dock.picks), upload),
      batch: batches.uploadStarted(dock.batch, upload, goesOn),
    };
  },

  'upload-progress': (dock, { id, received, bytes }) => ({
    ...dock,
    uploads: change(dock.uploads, id, ({ bytes: known }) => ({ received, bytes: bytes ?? known, paused: null })),
  }),

  'upload-paused': (dock, { id, received, reason }) => ({
    ...dock,
    uploads: change(dock.uploads, id, () => ({ received, paused: reason })),
  }),

  'upload-failed'(dock, { id, code, detail }) {
    const upload = dock.uploads.find((candidate) => candidate.id === id);
    if (!upload) {
      return dock;
    }
    if (code === 'upload-cancelled' || code === 'upload-dismissed') {
      return forgotten(dock, id);
    }
    if (!upload.phoneId) {
      // What the desktop itself sent is told by its own queue.
      return { ...dock, uploads: without(dock.uploads, id) };
    }
    const uploads = put(dock.uploads, { ...upload, failed: { code, detail } });
    return { ...dock, uploads, batch: batches.uploadFailed(dock.batch, upload) };
  },

  'upload-dismissed': (dock, { id }) => forgotten(dock, id),

  /** The same picture is here already. */
  'upload-duplicate': (dock, { id }) => forgotten(dock, id),

  'preview-ready': (dock, { id }) => ({
    ...dock,
    uploads: change(dock.uploads, id, () => ({ preview: true })),
    photos: change(dock.photos, id, () => ({ preview: true })),
  }),

  'photo-received'(dock, { version, ...photo }) {
    if (dock.removed.includes(photo.id)) {
      return { ...dock, version: laterVersion(dock, version) };
    }
    const isOf = (/** @type {Upload} */ upload) =>
      upload.id === photo.uploadId || (photo.clientId !== undefined && upload.clientId === photo.clientId);
    const isNew = !dock.photos.some(({ id }) => id === photo.id);
    const upload = dock.uploads.find(isOf);
    const belongs = upload !== undefined || batches.isRunning(dock.batch, dock.picks, inProgress(dock.uploads).length);
    return {
      ...dock,
      version: laterVersion(dock, version),
      uploads: dock.uploads.filter((upload) => !isOf(upload)),
      photos: byPlace(put(dock.photos, upload?.preview ? { ...photo, preview: true } : photo)),
      batch: isNew ? batches.photoArrived(dock.batch, photo, belongs) : dock.batch,
    };
  },

  'thumbnail-ready': (dock, { id }) => ({
    ...dock,
    photos: change(dock.photos, id, () => ({ thumbnail: true })),
  }),

  'photo-removed': (dock, { id, version }) => ({
    ...dock,
    version: laterVersion(dock, version),
    photos: without(dock.photos, id),
    removed: [...new Set([...dock.removed, id])],
    batch: batches.photoRemoved(dock.batch, id),
  }),

  'pick-changed': (dock, pick) => ({ ...dock, picks: picking.changed(dock.picks, pick) }),

  /** The page's own word of it knows no places; the server's gives new ones to what is on its way, too. */
  'photos-reordered'(dock, { ids, places, picks = [], version }) {
    const placed = (/** @type {any[]} */ items) => items.map((item) => ({ ...item, place: places?.[item.id] ?? item.place }));
    return {
      ...dock,
      version: laterVersion(dock, version),
      photos: byPlace(placed(inOrder(dock.photos, ids))),
      uploads: placed(dock.uploads),
      picks: picks.reduce(picking.changed, dock.picks),
    };
  },

  'dock-closing': (dock, { expiresAt }) => ({
    ...dock,
    closing: true,
    endsAt: Date.parse(expiresAt) - dock.clockAheadMs,
  }),

  'dock-changed'(dock, data, at) {
    const clockAheadMs = Date.parse(data.now) - at;
    const closing = Date.parse(data.expiresAt) - Date.parse(data.now) <= CLOSING_MS;
    return { ...dock, ...facts(data), version: laterVersion(dock, data.version), clockAheadMs, endsAt: Date.parse(data.expiresAt) - clockAheadMs, closing };
  },

  'dock-closed': (dock, { reason }) => ({ ...dock, phase: 'closed', reason: dock.reason === 'CLAIMED' ? dock.reason : reason }),

  'batch-stalled': (dock) => ({ ...dock, picks: picking.stalled(dock.picks), batch: batches.stalled(dock.batch) }),
};

/**
 * @param {Dock} dock
 * @param {DockEvent} event one of an unknown type changes nothing
 * @returns {Dock}
 */
export function dockAfter(dock, { type, data, at }) {
  return Object.hasOwn(changes, type) ? changes[type](dock, data, at) : dock;
}

/**
 * Whether a photo is about to come. One whose sender has left or fallen silent is not: it may never come.
 *
 * @param {Dock} dock
 */
export function isBusy({ uploads, picks }) {
  const running = inProgress(uploads);
  const stuck = new Set(running.filter(({ paused }) => paused).map(({ phoneId }) => phoneId));
  const coming = picks.filter(({ phoneId }) => !stuck.has(phoneId));
  return running.some(({ paused }) => !paused) || batches.isRunning(batches.noBatch, coming, 0);
}

/**
 * What the dock is doing, for people.
 *
 * @param {Dock} dock
 * @returns {{name: 'waiting' | 'connected' | 'receiving' | 'complete' | 'closed', done: number, total: number, lost: number, inProgress: number}}
 */
export function statusOf(dock) {
  const counts = batches.countBatch(dock.batch, dock.picks, inProgress(dock.uploads).length);
  return { name: statusName(dock, counts), ...counts };
}

/**
 * @param {Dock} dock
 * @param {{inProgress: number, lost: number}} counts
 */
function statusName(dock, counts) {
  if (dock.phase === 'closed') {
    return 'closed';
  }
  if (batches.isRunning(dock.batch, dock.picks, counts.inProgress)) {
    return 'receiving';
  }
  if (dock.photos.length > 0 && counts.lost === 0) {
    return 'complete';
  }
  return dock.phones.some(({ connected }) => connected) ? 'connected' : 'waiting';
}
