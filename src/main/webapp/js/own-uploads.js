import { canRetry } from './upload-queue.js';

/**
 * The uploads as the desktop shows them: those that the server knows, and with them what this desktop sends and only its
 * own queue knows: what waits for the connection, and what failed here. Each lies where its pick lies, or comes last. Pure.
 *
 * @typedef {import('./dock-state.js').Upload & {own?: {clientId: string, canRetry: boolean}}} ShownUpload
 * @typedef {import('./upload-queue.js').QueueItem} QueueItem
 *
 * @param {import('./dock-state.js').Dock} dock
 * @param {readonly QueueItem[]} items
 * @returns {{uploads: ShownUpload[], picks: import('./picks.js').Pick[]}} `picks` without the places that have an upload now
 */
export function withOwnUploads(dock, items) {
  const unsent = items.filter(({ state, clientId }) => state !== 'sent' && state !== 'removed' && !dock.photos.some((photo) => photo.clientId === clientId));
  const isCutOff = unsent.some(({ retryAt }) => retryAt > 0);
  const byClientId = new Map(unsent.map((item) => [item.clientId, item]));
  const known = dock.uploads.map((upload) => {
    const item = upload.phoneId ? undefined : byClientId.get(upload.clientId ?? '');
    byClientId.delete(item?.clientId ?? '');
    return item ? withOwn(upload, item, false) : upload;
  });
  const isWaiting = (/** @type {QueueItem} */ item) => dock.picks.some((pick) => isOf(pick, item) && pick.waiting.includes(item.index ?? -1));
  // Those that simply have their turn later are told by the server, too.
  const rest = [...byClientId.values()].filter((item) => item.state === 'failed' || isCutOff || !isWaiting(item));
  const picks = dock.picks.map((pick) => {
    const taken = rest.filter((item) => isOf(pick, item)).map(({ index }) => index);
    return taken.length > 0 ? { ...pick, waiting: pick.waiting.filter((index) => !taken.includes(index)) } : pick;
  });
  return { uploads: [...known, ...rest.map((item, at) => withOwn(unbegun(item, dock, at), item, isCutOff))], picks };
}

/** @param {import('./picks.js').Pick} pick @param {QueueItem} item */
const isOf = (pick, item) => item.pick !== undefined && pick.pick === item.pick && !pick.phoneId;

/** @param {QueueItem} item @param {import('./dock-state.js').Dock} dock @param {number} at @returns {any} */
function unbegun(item, { picks }, at) {
  const { name, bytes, clientId, pick, index = 0 } = item;
  const known = picks.find((candidate) => isOf(candidate, item));
  const place = known ? known.place + index : Number.MAX_SAFE_INTEGER - 100_000 + at;
  return { id: '', name, bytes, received: 0, clientId, pick, index, place };
}

/** @param {import('./dock-state.js').Upload} upload @param {QueueItem} item @param {boolean} isCutOff @returns {ShownUpload} */
function withOwn(upload, item, isCutOff) {
  const { state, problem, retryAt, clientId } = item;
  const own = { clientId, canRetry: state === 'failed' && canRetry(item) };
  if (state === 'failed' && problem) {
    return { ...upload, own, failed: problem };
  }
  // The server may not have noticed yet, or has never heard of it.
  const isWaiting = retryAt > 0 || (isCutOff && state === 'waiting');
  return { ...upload, own, paused: isWaiting ? (upload.paused ?? 'connection-lost') : upload.paused };
}
