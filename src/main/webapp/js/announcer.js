import { find } from './dom.js';

/**
 * Tells a screen reader, politely, through the `#announcer` of the page or of an element's shadow root.
 *
 * @param {string} text
 * @param {Node} [root]
 */
export function announce(text, root = document) {
  const region = find('#announcer', /** @type {ParentNode} */ (root));
  // The same words twice in a row are no change and would not be read again.
  region.textContent = region.textContent === text ? `${text}\u00A0` : text;
}
