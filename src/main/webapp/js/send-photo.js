import { Problem, sendPreview, uploadsUrl } from './api.js';
import { makePreview } from './preview.js';
import { shrunk } from './shrink.js';
import { TusUpload } from './tus-client.js';

/** @typedef {import('./upload-queue.js').QueueItem} QueueItem @typedef {import('./photo-drawer.js').PhotoDrawer} PhotoDrawer */

/** A preview that takes longer than this is late anyway. */
const PREVIEW_MS = 8_000;
/** So long the bytes wait for it, so that nothing stands in its way on a slow line; longer, and the desktop would say that nothing comes. */
const AHEAD_MS = 1_500;

/**
 * How one photo goes to a dock: made smaller if the dock wants it so, its preview ahead, then its bytes; all of it from
 * where it was left when it was begun before.
 *
 * @param {object} options
 * @param {string} options.dockId
 * @param {string} [options.key] a phone's key; the desktop has its cookie
 * @param {() => Promise<import('./dock-state.js').Limits | null>} options.limits null when they cannot be known now
 * @param {PhotoDrawer} options.drawer
 * @returns {import('./upload-queue.js').Send}
 */
export function photoSending({ dockId, key, limits, drawer }) {
  return async (item, { waiting, signal, onProgress, onOffset }) => {
    const arrived = await arrivedUnseen(item, drawer, { key, signal });
    if (arrived) {
      return arrived;
    }
    const preview = item.isPreviewed ? null : within(makePreview(/** @type {Blob} */ (item.blob)), PREVIEW_MS);
    const known = await limits();
    await prepare(item, known, drawer);
    const blob = /** @type {Blob} */ (item.blob);
    if (blob.size > (known?.maxBytesPerPhoto ?? Infinity)) {
      throw new Problem({ status: 413, code: 'photo-too-large' });
    }
    const { clientId, name } = item;
    const place = item.pick === undefined ? {} : { pick: item.pick, index: String(item.index), picked: String(item.picked) };
    const upload = new TusUpload(blob, {
      endpoint: uploadsUrl(dockId),
      key,
      metadata: { filename: name, filetype: blob.type, clientId, waiting: String(Math.min(waiting, 10_000)), ...place },
      location: item.location,
      signal,
      onLocation(location) {
        item.location = location;
        drawer.note(clientId, { location });
      },
      onOffset,
      onProgress,
    });
    const begun = await upload.begin();
    if (!begun.photoId && preview && !signal.aborted) {
      const sent = preview.then((picture) => tryPreview(dockId, upload.location, picture, { key, signal }));
      const noted = sent.then((isDone) => isDone && notePreviewed(item, drawer));
      await within(noted, AHEAD_MS);
    }
    const { photoId, isDuplicate } = await upload.finish(begun, () => assertReadable(item, drawer));
    if (!photoId) {
      // All bytes are there, and the answer to the last of them was lost while the server still looks at them.
      throw new Problem({ status: 0, code: 'upload-unfinished' });
    }
    return { id: photoId, isDuplicate };
  };
}

/**
 * A file that can no longer be read may have arrived, and only the answer to its last byte was lost.
 *
 * @param {QueueItem} item
 * @param {PhotoDrawer} drawer
 * @param {{key?: string, signal: AbortSignal}} call
 * @returns {Promise<{id: string, isDuplicate: boolean} | null>} null when it is to be sent, and can be read; rejects with `photo-unreadable`, and with why the server cannot be asked
 */
async function arrivedUnseen(item, drawer, { key, signal }) {
  try {
    await assertReadable(item, drawer);
    return null;
  } catch (unreadable) {
    const { location } = item;
    const state = location ? await new TusUpload(new Blob(), { endpoint: '', key, location, signal }).look() : null;
    if (!state?.photoId) {
      throw unreadable;
    }
    return { id: state.photoId, isDuplicate: state.isDuplicate };
  }
}

/**
 * A file that was changed, moved or taken away since it was picked reads like a network that fails. Then the copy that the
 * page keeps takes its place.
 *
 * @param {QueueItem} item
 * @param {PhotoDrawer} drawer
 * @returns {Promise<Blob>} what is to be sent; rejects with `photo-unreadable`
 */
async function assertReadable(item, drawer) {
  const blob = /** @type {Blob} */ (item.blob);
  if (isUnchanged(item) && (await isReadable(blob))) {
    return blob;
  }
  const copy = await drawer.copy(item.clientId);
  if (!copy || copy.size !== item.bytes || !(await isReadable(copy))) {
    throw new Problem({ status: 400, code: 'photo-unreadable' });
  }
  Object.assign(item, { blob: copy, modifiedAt: 0 });
  return copy;
}

/** A browser may look at the file anew with each slice, and would send the beginning of one picture and the end of another. @param {QueueItem} item */
function isUnchanged({ blob, bytes, modifiedAt }) {
  return blob?.size === bytes && (modifiedAt === 0 || /** @type {File} */ (blob).lastModified === modifiedAt);
}

/** @param {Blob} blob */
const isReadable = (blob) =>
  blob.slice(0, 1).arrayBuffer().then(
    () => true,
    () => false,
  );

/** @param {QueueItem} item @param {import('./dock-state.js').Limits | null} limits @param {PhotoDrawer} drawer */
async function prepare(item, limits, drawer) {
  if (item.isReady || item.location || !limits?.resize) {
    return;
  }
  const { blob, name } = await shrunk({ blob: /** @type {Blob} */ (item.blob), name: item.name }, limits.resize, limits.metadata);
  item.isReady = true;
  if (blob !== item.blob) {
    Object.assign(item, { blob, name, bytes: blob.size, modifiedAt: 0 });
    await drawer.replace(item.clientId, blob, { name, type: blob.type, isReady: true });
  }
}

/** @param {QueueItem} item @param {PhotoDrawer} drawer */
function notePreviewed(item, drawer) {
  item.isPreviewed = true;
  drawer.note(item.clientId, { isPreviewed: true });
}

/**
 * @param {string} dockId
 * @param {string} location of the upload, whose last part is its id
 * @param {Blob | null} picture
 * @param {{key?: string, signal: AbortSignal}} options
 * @returns {Promise<boolean>} whether that is done with; false when another try may help
 */
async function tryPreview(dockId, location, picture, { key, signal }) {
  const uploadId = decodeURIComponent(location.split(/[?#]/u)[0].split('/').filter(Boolean).at(-1) ?? '');
  if (!picture || !uploadId) {
    return true;
  }
  const late = new AbortController();
  const clock = setTimeout(() => late.abort(), PREVIEW_MS);
  const stop = () => late.abort();
  signal.addEventListener('abort', stop, { signal: late.signal });
  try {
    await sendPreview(dockId, uploadId, picture, { key, signal: late.signal });
    return true;
  } catch (reason) {
    // The photo counts; the desktop shows it without.
    return !(/** @type {Problem} */ (reason).isPassing);
  } finally {
    clearTimeout(clock);
    signal.removeEventListener('abort', stop);
  }
}

/** @template T @param {Promise<T>} promise @param {number} ms @returns {Promise<T | null>} */
function within(promise, ms) {
  const late = new Promise((resolve) => setTimeout(() => resolve(null), ms));
  return Promise.race([promise, late]);
}
