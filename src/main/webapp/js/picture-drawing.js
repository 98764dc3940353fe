/**
 * Draws a picture smaller, on whatever kind of canvas there is: a worker's or the page's.
 *
 * @typedef {object} Wish
 * @property {number} longSide pixels at most; smaller pictures keep their size
 * @property {string} type media type of the result
 * @property {number} quality 0 to 1
 * @property {number} [maxBytes] at most; quality goes down for it, then the size
 *
 * @typedef {{blob: Blob, width: number, height: number, isSmaller: boolean}} Drawn
 */

/**
 * @template {HTMLCanvasElement | OffscreenCanvas} Canvas
 * @typedef {object} Easel
 * @property {(width: number, height: number) => Canvas} canvas
 * @property {(canvas: Canvas, type: string, quality: number) => Promise<Blob | null>} encode
 */
const LOWEST_QUALITY = 0.35;
const QUALITY_STEP = 0.12;
const SIZE_STEP = 0.75;
const SMALLEST_SIDE = 16;

/**
 * @template {HTMLCanvasElement | OffscreenCanvas} Canvas
 * @param {CanvasImageSource} source upright
 * @param {{width: number, height: number}} size of the source
 * @param {Wish} wish
 * @param {Easel<Canvas>} easel
 * @returns {Promise<Drawn | null>} null when this browser cannot write the type, or nothing is small enough
 */
export async function drawn(source, size, { longSide, type, quality, maxBytes = Infinity }, easel) {
  const first = Math.min(1, longSide / Math.max(size.width, size.height));
  for (let scale = first; Math.max(size.width, size.height) * scale >= SMALLEST_SIDE || scale === first; scale *= SIZE_STEP) {
    const width = Math.max(1, Math.round(size.width * scale));
    const height = Math.max(1, Math.round(size.height * scale));
    const canvas = easel.canvas(width, height);
    paint(canvas, source, type);
    for (let tried = quality; tried >= LOWEST_QUALITY || tried === quality; tried -= QUALITY_STEP) {
      const blob = await easel.encode(canvas, type, tried);
      if (!blob || blob.type !== type) {
        return null;
      }
      if (blob.size <= maxBytes) {
        return { blob, width, height, isSmaller: first < 1 };
      }
    }
  }
  return null;
}

/** @param {HTMLCanvasElement | OffscreenCanvas} canvas @param {CanvasImageSource} source @param {string} type */
function paint(canvas, source, type) {
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  if (type === 'image/jpeg') {
    // It knows no transparency, and what is behind would be black.
    context.fillStyle = '#fff';
    context.fillRect(0, 0, canvas.width, canvas.height);
  }
  context.imageSmoothingQuality = 'high';
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
}
