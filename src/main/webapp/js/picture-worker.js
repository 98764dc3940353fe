import { drawn } from './picture-drawing.js';

/**
 * Draws pictures smaller beside the page: a photo of a phone takes a tenth of a second and more, in which the page would
 * hang. One at a time, because each needs four bytes of memory for each of its pixels.
 */
/** @type {import('./picture-drawing.js').Easel<OffscreenCanvas>} */
const EASEL = {
  canvas: (width, height) => new OffscreenCanvas(width, height),
  encode: (canvas, type, quality) => canvas.convertToBlob({ type, quality }),
};

let last = Promise.resolve();

self.addEventListener('message', ({ data: { id, blob, wish } }) => {
  last = last.then(async () => {
    const result = await draw(blob, wish).catch(() => null);
    self.postMessage({ id, result });
  });
});

/** @param {Blob} blob @param {import('./picture-drawing.js').Wish} wish */
async function draw(blob, wish) {
  const bitmap = await createImageBitmap(blob, { imageOrientation: 'from-image' });
  const small = await smaller(bitmap, wish.longSide);
  try {
    const result = await drawn(small, small, wish, EASEL);
    return result && { ...result, isSmaller: small !== bitmap };
  } finally {
    small.close();
    bitmap.close();
  }
}

/** A canvas alone leaves out pixels where much is taken away; this one looks at all of them. @param {ImageBitmap} bitmap @param {number} longSide */
async function smaller(bitmap, longSide) {
  const scale = longSide / Math.max(bitmap.width, bitmap.height);
  if (scale >= 1) {
    return bitmap;
  }
  const resizeWidth = Math.max(1, Math.round(bitmap.width * scale));
  const resizeHeight = Math.max(1, Math.round(bitmap.height * scale));
  const small = await createImageBitmap(bitmap, { resizeWidth, resizeHeight, resizeQuality: 'high' });
  // Browsers that do not know the options ignore them.
  return small.width === resizeWidth ? small : bitmap;
}
