import { readPicture } from './api.js';
import { element } from './dom.js';
import { tokenFor } from './keyring.js';
import { patiently } from './patience.js';

/**
 * An `<img>` of a picture that the server has, decoded. An image that fails does not say why: so the server is asked, and
 * waited for when it does not answer. Rejects when the server has no such picture, or this browser cannot show it.
 *
 * @param {Record<string, any> & {src: string}} properties of the image
 * @param {object} [options]
 * @param {AbortSignal} [options.signal] ends the waiting
 * @param {() => void} [options.onTrouble] it is not there at once
 * @returns {Promise<HTMLImageElement>}
 */
export async function loadedPicture(properties, { signal, onTrouble = () => undefined } = {}) {
  if (tokenFor(properties.src)) {
    return readByToken(properties, signal);
  }
  const image = element('img', properties);
  try {
    await image.decode();
    return image;
  } catch {
    onTrouble();
  }
  await patiently(() => readPicture(properties.src), { signal });
  const again = element('img', properties);
  await again.decode();
  return again;
}

/** An image cannot send a token. @param {Record<string, any> & {src: string}} properties @param {AbortSignal} [signal] */
async function readByToken(properties, signal) {
  const src = URL.createObjectURL(await patiently(() => readPicture(properties.src), { signal }));
  try {
    const image = element('img', { ...properties, src });
    await image.decode();
    return image;
  } finally {
    // Decoded pictures need it no more, and photos are large.
    URL.revokeObjectURL(src);
  }
}
