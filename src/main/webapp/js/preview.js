import { scaledPicture } from './picture-scaler.js';

/** What the server takes as a preview. */
const MOST_BYTES = 64 * 1024;
/** Twice a tile of the desktop's page, for screens of that density. JPEG, which every browser writes. */
const WISH = { longSide: 480, type: 'image/jpeg', quality: 0.72, maxBytes: MOST_BYTES };

/**
 * A small picture of a photo, to go ahead of it.
 *
 * @param {Blob} photo
 * @returns {Promise<Blob | null>} null when this browser cannot read the photo, or when the photo is there as soon itself
 */
export async function makePreview(photo) {
  const isQuick = photo.size <= MOST_BYTES && ['image/jpeg', 'image/png', 'image/webp'].includes(photo.type);
  return isQuick ? null : ((await scaledPicture(photo, WISH))?.blob ?? null);
}
