/**
 * Tokens of docks, for pages that have no cookie of Snapdock's: whoever shows a dock by a token says so once, and all calls of
 * that dock carry it. A token that ran out is asked for anew, once for all calls that meet its end at the same time.
 *
 * @typedef {object} Held
 * @property {string} token
 * @property {() => Promise<string>} [renew] rejects with a `Problem`
 * @property {Promise<void> | null} renewal the one under way
 */

/** By dock, the latest last: several elements may show one. @type {Map<string, Held[]>} */
const held = new Map();

/** Of a dock's own addresses, see docs/api.md. */
const DOCK_PATH = /\/api\/docks\/([^/?#]+)/u;

/** @param {string} url @returns {Held | undefined} */
function heldFor(url) {
  const dockId = DOCK_PATH.exec(url)?.[1];
  return dockId === undefined ? undefined : held.get(decodeURIComponent(dockId))?.at(-1);
}

/**
 * @param {string} dockId @param {string} token @param {() => Promise<string>} [renew]
 * @returns {() => void} forgets it again
 */
export function holdToken(dockId, token, renew) {
  const mine = { token, renew, renewal: null };
  const others = held.get(dockId) ?? [];
  held.set(dockId, [...others, mine]);
  return () => {
    const left = (held.get(dockId) ?? []).filter((one) => one !== mine);
    if (left.length > 0) {
      held.set(dockId, left);
    } else {
      held.delete(dockId);
    }
  };
}

/** @param {string} url @returns {string | undefined} */
export const tokenFor = (url) => heldFor(url)?.token;

/**
 * A token was refused as one that has ended.
 *
 * @param {string} url of the call
 * @param {string} refused
 * @returns {Promise<boolean>} whether there is another one now; rejects with the `Problem` that stood in the way of one
 */
export async function renewToken(url, refused) {
  const holder = heldFor(url);
  if (!holder?.renew) {
    return false;
  }
  if (holder.token === refused) {
    holder.renewal ??= holder
      .renew()
      .then((token) => void (holder.token = token))
      .finally(() => (holder.renewal = null));
    await holder.renewal;
  }
  return holder.token !== refused;
}
