import { Problem, joinDock } from './api.js';
import { patiently } from './patience.js';
import { forget, recall, recallNames, remember } from './memory.js';

/**
 * The phone's key for a dock. It is kept for as long as the dock lives: a reload, a tab that Android killed behind the
 * camera and a second scan are all the same phone.
 *
 * @typedef {object} Phone
 * @property {string} phoneId
 * @property {string} phoneKey
 * @property {string} endsAt when it can be forgotten
 * @property {any} [dock] a snapshot without its lists, when the phone has just joined
 */
const PREFIX = 'phone.';
/** A dock can be given more time, thirty days at most; keys whose end is longer ago are of no use. */
const LONGEST_LIFE_MS = 31 * 24 * 60 * 60 * 1_000;

/**
 * @param {{dockId: string, joinKey: string}} link
 * @param {{signal: AbortSignal, onWait: (problem: Problem) => void}} options how long to wait for a server that does not answer
 * @returns {Promise<Phone | null>} null when the link has no key and this phone never joined
 */
export async function joinedPhone({ dockId, joinKey }, options) {
  forgetOld();
  const known = recall(PREFIX + dockId);
  if (known?.phoneKey) {
    hideKey(dockId);
    return known;
  }
  if (!joinKey) {
    return null;
  }
  const { phoneId, phoneKey, dock } = await patiently(() => join(dockId, joinKey), options);
  const phone = { phoneId, phoneKey, endsAt: dock.expiresAt };
  if (remember(PREFIX + dockId, phone)) {
    hideKey(dockId);
  }
  return { ...phone, dock };
}

/** @param {string} dockId @param {string} joinKey */
async function join(dockId, joinKey) {
  const phone = await joinDock(dockId, joinKey, nameOfThisPhone());
  if (typeof phone.phoneKey !== 'string' || !phone.dock) {
    throw new Problem({ status: 0, code: 'foreign' });
  }
  return phone;
}

/** @param {string} dockId */
export const forgetPhone = (dockId) => forget(PREFIX + dockId);

/** The join key leaves the address bar and the history, but only when a reload can do without it. @param {string} dockId */
function hideKey(dockId) {
  history.replaceState(null, '', `#${dockId}`);
}

function forgetOld() {
  for (const name of recallNames(PREFIX)) {
    const endsAt = Date.parse(recall(name)?.endsAt);
    if (!(endsAt > Date.now() - LONGEST_LIFE_MS)) {
      forget(name);
    }
  }
}

/** What people call it, as far as the browser tells; the server's side finds words for a phone without a name. */
function nameOfThisPhone() {
  const agent = navigator.userAgent;
  const apple = /\b(iPhone|iPad|iPod)\b/u.exec(agent);
  const model = /Android [\d.]+; ([^;)]+?)(?: Build\/[^;)]*)?[;)]/u.exec(agent)?.[1];
  if (apple) {
    return apple[1];
  }
  // "K" is what Chrome says instead of the model.
  return model && model !== 'K' ? model.slice(0, 60) : undefined;
}
