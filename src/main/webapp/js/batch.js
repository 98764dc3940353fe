/**
 * "2 of 5": what belongs together as one go of sending, as seen from the dock. A batch begins with the first upload
 * after a time without any, and counts on until nothing is on its way or waiting at a sender. Pure functions.
 *
 * The end is never guessed from silence: as long as a sender said that more is waiting, the batch goes on, until that
 * sender leaves or `stalled` is called; then its photos are missing, not here.
 *
 * @typedef {object} Batch
 * @property {string[]} arrived ids of photos
 * @property {string[]} failed client ids (or upload ids) of what did not get through, until tried again
 * @property {Record<string, number>} waiting photos that a sender still has in its queue, by sender
 * @property {Record<string, number>} missing photos that a sender had in its queue when it left, by sender
 */

/** @type {Batch} */
export const noBatch = Object.freeze({ arrived: [], failed: [], waiting: {}, missing: {} });

/** @param {{phoneId?: string}} upload */
const sender = (upload) => upload.phoneId ?? 'desktop';

/** @param {{id: string, clientId?: string}} upload */
const mark = (upload) => upload.clientId ?? upload.id;

/** @param {Record<string, number>} counts */
const sum = (counts) => Object.values(counts).reduce((total, count) => total + count, 0);

/**
 * @param {Batch} batch
 * @param {number} inProgress
 */
export const isRunning = (batch, inProgress) => inProgress > 0 || sum(batch.waiting) > 0;

/**
 * @param {Batch} batch
 * @param {number} inProgress uploads on their way
 */
export function countBatch(batch, inProgress) {
  const done = batch.arrived.length;
  const lost = batch.failed.length + sum(batch.missing);
  return { done, inProgress, lost, total: done + inProgress + lost + sum(batch.waiting) };
}

/**
 * @param {Batch} batch
 * @param {{id: string, clientId?: string, phoneId?: string, waiting?: number}} upload
 * @param {number} inProgress uploads on their way without this one
 * @returns {Batch}
 */
export function uploadStarted(batch, upload, inProgress) {
  const goesOn = isRunning(batch, inProgress) || batch.failed.includes(mark(upload)) || sender(upload) in batch.missing;
  const { [sender(upload)]: found, ...missing } = goesOn ? batch.missing : {};
  return {
    arrived: goesOn ? batch.arrived : [],
    failed: goesOn ? batch.failed.filter((id) => id !== mark(upload)) : [],
    waiting: { ...batch.waiting, [sender(upload)]: upload.waiting ?? 0 },
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
 * What a snapshot says about the batch: photos that are new since the state before it have arrived in between.
 *
 * @param {Batch} batch
 * @param {string[]} newPhotoIds
 * @param {{phoneId?: string, waiting?: number}[]} uploads
 * @returns {Batch}
 */
export function resumed(batch, newPhotoIds, uploads) {
  const waiting = Object.fromEntries(uploads.map((upload) => [sender(upload), upload.waiting ?? 0]));
  return { arrived: [...batch.arrived, ...newPhotoIds], failed: [], waiting, missing: {} };
}
