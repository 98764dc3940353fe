/**
 * The Exif segment of a JPEG, as it is carried over to a smaller copy. Layout after Exif 2.32, sections 4.5 and 4.6.
 */
const SOI = 0xffd8;
const APP1 = 0xffe1;
const SOS = 0xffda;
const EXIF = 'Exif\0\0';
/** Marker, length and "Exif\0\0" come before the TIFF header. */
const TIFF_AT = 10;
const ORIENTATION = 0x0112;
const ENTRY_BYTES = 12;

/**
 * @param {ArrayBuffer} jpeg its beginning is enough: segments of Exif come before the picture
 * @returns {Uint8Array<ArrayBuffer> | null} a copy with its marker, null when there is none
 */
export function exifSegment(jpeg) {
  const view = new DataView(jpeg);
  if (view.byteLength < 4 || view.getUint16(0) !== SOI) {
    return null;
  }
  for (let at = 2; at + TIFF_AT <= view.byteLength; ) {
    const marker = view.getUint16(at);
    const end = at + 2 + view.getUint16(at + 2);
    if (marker >>> 8 !== 0xff || marker === SOS || end > view.byteLength) {
      return null;
    }
    const name = String.fromCharCode(...new Uint8Array(jpeg, at + 4, EXIF.length));
    if (marker === APP1 && name === EXIF) {
      return new Uint8Array(jpeg.slice(at, end));
    }
    at = end;
  }
  return null;
}

/**
 * Says that the picture is upright, and drops the picture's own thumbnail, which is not.
 *
 * @param {Uint8Array<ArrayBuffer>} segment changed in place
 * @returns {boolean} false when it cannot be understood, so that it must not be used
 */
export function setUpright(segment) {
  const tiff = new DataView(segment.buffer, segment.byteOffset + TIFF_AT, segment.byteLength - TIFF_AT);
  try {
    const order = tiff.getUint16(0);
    const little = order === 0x4949;
    if (!little && order !== 0x4d4d) {
      return false;
    }
    const directory = tiff.getUint32(4, little);
    const count = tiff.getUint16(directory, little);
    for (let index = 0; index < count; index++) {
      const entry = directory + 2 + index * ENTRY_BYTES;
      if (tiff.getUint16(entry, little) === ORIENTATION) {
        tiff.setUint16(entry + 8, 1, little);
      }
    }
    tiff.setUint32(directory + 2 + count * ENTRY_BYTES, 0, little);
    return true;
  } catch {
    // It points outside of itself.
    return false;
  }
}
