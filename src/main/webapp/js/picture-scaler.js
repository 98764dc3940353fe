import { drawn } from './picture-drawing.js';

/** @typedef {import('./picture-drawing.js').Wish} Wish @typedef {import('./picture-drawing.js').Drawn} Drawn */

/** @type {import('./picture-drawing.js').Easel<HTMLCanvasElement>} */
const EASEL = {
  canvas: (width, height) => Object.assign(document.createElement('canvas'), { width, height }),
  encode: (canvas, type, quality) => new Promise((resolve) => canvas.toBlob(resolve, type, quality)),
};

/** Undefined until needed, null where there are no such workers. @type {Worker | null | undefined} */
let worker;
let lastId = 0;
/** @type {Map<number, (result: Drawn | null) => void>} */
const asked = new Map();

/**
 * A smaller, upright copy of a picture, without its metadata. In a worker where the browser has what that takes.
 *
 * @param {Blob} blob
 * @param {Wish} wish
 * @returns {Promise<Drawn | null>} null when this browser cannot read the picture or write the type
 */
export async function scaledPicture(blob, wish) {
  // An <img> reads what a worker does not, as HEIC in Safari.
  return (await inWorker(blob, wish)) ?? drawHere(blob, wish).catch(() => null);
}

/** @param {Blob} blob @param {Wish} wish @returns {Promise<Drawn | null>} */
function inWorker(blob, wish) {
  worker ??= 'OffscreenCanvas' in window && 'createImageBitmap' in window ? hire() : null;
  const hired = worker;
  if (!hired) {
    return Promise.resolve(null);
  }
  return new Promise((resolve) => {
    lastId += 1;
    asked.set(lastId, resolve);
    hired.postMessage({ id: lastId, blob, wish });
  });
}

/** @returns {Worker | null} */
function hire() {
  try {
    const hired = new Worker(new URL('picture-worker.js', import.meta.url), { type: 'module' });
    hired.addEventListener('message', ({ data: { id, result } }) => {
      asked.get(id)?.(result);
      asked.delete(id);
    });
    // It could not be loaded, or is no module to this browser.
    hired.addEventListener('error', () => {
      worker = null;
      asked.forEach((resolve) => resolve(null));
      asked.clear();
    });
    return hired;
  } catch {
    return null;
  }
}

/** @param {Blob} blob @param {Wish} wish @returns {Promise<Drawn | null>} */
async function drawHere(blob, wish) {
  const url = URL.createObjectURL(blob);
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    return await drawn(image, { width: image.naturalWidth, height: image.naturalHeight }, wish, EASEL);
  } finally {
    URL.revokeObjectURL(url);
  }
}
