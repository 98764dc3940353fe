import { exifSegment, setUpright } from './exif.js';
import { scaledPicture } from './picture-scaler.js';

/** So much of a file is looked at for its kind and its metadata: a segment of Exif has 64 KiB at most. */
const HEAD_BYTES = 256 * 1024;

/**
 * Makes a photo smaller where the dock wants it so. It comes back as it was when nothing is won, when this browser cannot
 * read it, or when it moves.
 *
 * @template {{blob: Blob, name: string}} Photo
 * @param {Photo} photo
 * @param {{longSide: number, quality: number}} resize pixels; 1 to 100
 * @param {string} [metadata] the dock's policy. Unless it is `strip-all` the Exif data is carried over, the server takes
 *   out the place
 * @returns {Promise<{blob: Blob, name: string}>}
 */
export async function shrunk(photo, { longSide, quality }, metadata) {
  const head = await photo.blob.slice(0, HEAD_BYTES).arrayBuffer();
  const kind = kindOf(new Uint8Array(head));
  if (!kind) {
    return photo;
  }
  const result = await scaledPicture(photo.blob, { longSide, quality: quality / 100, type: kind.becomes });
  if (!result?.isSmaller) {
    return photo;
  }
  const exif = kind.becomes === 'image/jpeg' && metadata !== 'strip-all' ? exifSegment(head) : null;
  const blob = exif && setUpright(exif) ? withSegment(result.blob, exif) : result.blob;
  if (blob.size >= photo.blob.size) {
    return photo;
  }
  return { blob, name: kind.isKept ? photo.name : photo.name.replace(/(\.\w{1,5})?$/u, '.jpg') };
}

/** @param {Blob} jpeg @param {Uint8Array<ArrayBuffer>} segment */
function withSegment(jpeg, segment) {
  return new Blob([jpeg.slice(0, 2), segment, jpeg.slice(2)], { type: jpeg.type });
}

/**
 * What a picture becomes, by its bytes; null for what stays as it is.
 *
 * @param {Uint8Array} head
 * @returns {{becomes: string, isKept: boolean} | null} `isKept`: it stays of its kind
 */
function kindOf(head) {
  const at = (/** @type {number} */ from, /** @type {number} */ to) => String.fromCharCode(...head.subarray(from, to));
  if (at(0, 3) === '\xff\xd8\xff') {
    return { becomes: 'image/jpeg', isKept: true };
  }
  if (at(1, 4) === 'PNG') {
    // An animated one has this chunk before its first picture.
    return includes(head, 'acTL') ? null : { becomes: 'image/png', isKept: true };
  }
  if (at(0, 4) === 'RIFF' && at(8, 12) === 'WEBP') {
    const isAnimated = at(12, 16) === 'VP8X' && (head[20] & 0x02) !== 0;
    return isAnimated ? null : { becomes: 'image/webp', isKept: true };
  }
  // HEIC and AVIF; sequences ("msf1", "avis", "hevc") move.
  if (at(4, 8) === 'ftyp' && /^(heic|heix|heim|heis|mif1|avif)$/u.test(at(8, 12))) {
    return { becomes: 'image/jpeg', isKept: false };
  }
  return null;
}

/** @param {Uint8Array} bytes @param {string} text */
function includes(bytes, text) {
  const wanted = Array.from(text, (letter) => letter.charCodeAt(0));
  const limit = Math.min(bytes.length - wanted.length, 4_096);
  for (let at = 0; at <= limit; at++) {
    if (wanted.every((byte, index) => bytes[at + index] === byte)) {
      return true;
    }
  }
  return false;
}
