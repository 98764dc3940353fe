import { readFile } from './api.js';
import { tokenFor } from './keyring.js';
import { patiently } from './patience.js';

/** So long the browser may take to begin with what it saves. */
const TAKEN_MS = 60_000;

/**
 * A link that saves something of a dock. The browser follows it by itself where a cookie lets it; a token it cannot send, so the
 * file is read first.
 *
 * @param {HTMLAnchorElement} link
 * @param {string} url
 * @param {string} name of the file, when it is the page that gives it
 */
export function saves(link, url, name) {
  link.href = url;
  link.onclick = (event) => {
    if (tokenFor(url)) {
      event.preventDefault();
      void readAndSave(link, url, name);
    }
  };
}

/** @param {HTMLAnchorElement} link @param {string} url @param {string} name */
async function readAndSave(link, url, name) {
  if (link.ariaBusy === 'true') {
    return;
  }
  link.ariaBusy = 'true';
  try {
    const href = URL.createObjectURL(await patiently(() => readFile(url)));
    Object.assign(document.createElement('a'), { href, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(href), TAKEN_MS);
  } catch (problem) {
    link.dispatchEvent(new CustomEvent('save-failed', { bubbles: true, detail: { problem } }));
  } finally {
    link.ariaBusy = null;
  }
}
