import { find } from './dom.js';

/**
 * Tells a screen reader, politely, through the page's one `#announcer`.
 *
 * @param {string} text
 */
export function announce(text) {
  const region = find('#announcer');
  // The same words twice in a row are no change and would not be read again.
  region.textContent = region.textContent === text ? `${text}\u00A0` : text;
}
