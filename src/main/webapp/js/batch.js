import { pickKey, waitingIn } from './picks.js';

/**
 * "2 of 5": what belongs together as one go of sending, as seen from the dock. A batch begins with the first upload
 * after a time without any, and counts on until nothing is on its way or waiting at a sender. Pure functions.
 *
 * What waits is known by the picks. Senders that name none say a number with each upload, and the last one counts. The end
 * is never guessed from silence: as long as more is waiting, the batch goes on, until that sender leaves or `stalled` is called;
 * then its photos are missing, not here.
 *
 * @typedef {import('./picks.js').Pick} Pick
 *
 * @typedef {object} Batch
 * @property {string[]} arrived ids of photos
 * @property {string[]} failed client ids (or upload ids) of what did not get through, until tried again
 * @property {Record<string, number>} waiting photos that a sender without picks still has, by sender
 * @property {Record<string, number>} missing photos that such a sender had when it left, by sender
 *
 * @typedef {{id: string, clientId?: string, phoneId?: string, waiting?: number, pick?: string, picked?: number}} Upload
 */

/** @type {Batch} */
export const noBatch = Object.freeze({ arrived: [], failed: [], waiting: {}, missing: {} });

/** @param {{phoneId?: string}} upload */
const sender = (upload) => upload.phoneId ?? 'desktop';

/** @param {{id: string, clientId?: string}} upload */
const mark = (upload) => upload.clientId ?? upload.id;

/** @param {Record<string, number>} counts */
const sum = (counts) => Object.values(counts).reduce((total, count) => total + count, 0);

/** What the sender itself says, where its picks do not tell. @param {Upload} upload */
const saidToWait = ({ pick, picked, waiting = 0 }) => (pick !== undefined && picked !== undefined ? 0 : waiting);

/**
 * @param {Batch} batch
 * @param {Pick[]} picks
 * @param {number} inProgress
 */
export const isRunning = (batch, picks, inProgress) => inProgress > 0 || sum(batch.waiting) > 0 || waitingIn(picks) > 0;

/**
 * @param {Batch} batch
 * @param {Pick[]} picks
 * @param {number} inProgress uploads on their way
 */
export function countBatch(batch, picks, inProgress) {
  const done = batch.arrived.length;
  const lost = batch.failed.length + sum(batch.missing) + waitingIn(picks, 'missing');
  return { done, inProgress, lost, total: done + inProgress + lost + sum(batch.waiting) + waitingIn(picks) };
}

/**
 * Whether an upload that begins belongs to the batch.
 *
 * @param {Batch} batch
 * @param {Pick[]} picks
 * @param {Upload} upload
 * @param {number} inProgress uploads on their way without this one
 */
export const goesOn = (batch, picks, upload, inProgress) =>
  isRunning(batch, picks, inProgress) ||
  batch.failed.includes(mark(upload)) ||
  sender(upload) in batch.missing ||
  waitingIn(picks.filter(({ phoneId }) => phoneId === upload.phoneId), 'missing') > 0;

/**
 * @param {Batch} batch
 * @param {Upload} upload
 * @param {boolean} isOfIt whether it goes on with the batch
 * @returns {Batch}
 */
export function uploadStarted(batch, upload, isOfIt) {
  const { [sender(upload)]: found, ...missing } = isOfIt ? batch.missing : {};
  return {
    arrived: isOfIt ? batch.arrived : [],
    failed: isOfIt ? batch.failed.filter((id) => id !== mark(upload)) : [],
    waiting: { ...batch.waiting, [sender(upload)]: saidToWait(upload) },
    missing,
  };
}

/**
 * @param {Batch} batch
 * @param {{id: string, clientId?: string}} photo
 * @param {boolean} belongs whether its upload was seen, or another one is running
 * @returns {Batch}
 */
export function photoArrived(batch, photo, belongs) {
  if (!belongs) {
    return { ...noBatch, arrived: [photo.id] };
  }
  const failed = batch.failed.filter((id) => id !== photo.clientId);
  return { ...batch, failed, arrived: [...new Set([...batch.arrived, photo.id])] };
}

/** @param {Batch} batch @param {string} photoId @returns {Batch} */
export const photoRemoved = (batch, photoId) => ({ ...batch, arrived: batch.arrived.filter((id) => id !== photoId) });

/**
 * @param {Batch} batch
 * @param {{id: string, clientId?: string}} upload
 * @returns {Batch}
 */
export const uploadFailed = (batch, upload) => ({ ...batch, failed: [...new Set([...batch.failed, mark(upload)])] });

/** @param {Batch} batch @param {{id: string, clientId?: string}} upload @returns {Batch} */
export const uploadForgotten = (batch, upload) => ({ ...batch, failed: batch.failed.filter((id) => id !== mark(upload)) });

/** @param {Batch} batch @param {string} phoneId @returns {Batch} */
export function senderLeft(batch, phoneId) {
  const { [phoneId]: left = 0, ...waiting } = batch.waiting;
  return left > 0 ? { ...batch, waiting, missing: { ...batch.missing, [phoneId]: left } } : { ...batch, waiting };
}

/** Nothing has been sent for long although something was said to wait. @param {Batch} batch @returns {Batch} */
export function stalled(batch) {
  const stopped = Object.fromEntries(Object.entries(batch.waiting).filter(([, count]) => count > 0));
  return { ...batch, waiting: {}, missing: { ...batch.missing, ...stopped } };
}

/**
 * What a snapshot says about the batch: of the picks that go on, all that is here has arrived in it, also before this page
 * was opened; and photos that are new since the state before have arrived in between.
 *
 * @param {Batch} batch
 * @param {{photos: (Upload & {id: string})[], uploads: Upload[], picks: Pick[], known: Set<string> | null}} snapshot `known`
 *   are the photos of the state before, null when there was none
 * @returns {Batch}
 */
export function resumed(batch, { photos, uploads, picks, known }) {
  const running = new Set([...uploads.filter(({ pick }) => pick !== undefined), ...picks].map(pickKey));
  const isOfIt = (/** @type {Upload} */ photo) =>
    batch.arrived.includes(photo.id) || known?.has(photo.id) === false || (photo.pick !== undefined && running.has(pickKey(photo)));
  const waiting = Object.fromEntries(uploads.map((upload) => [sender(upload), saidToWait(upload)]));
  return { arrived: photos.filter(isOfIt).map(({ id }) => id), failed: [], waiting, missing: {} };
}
