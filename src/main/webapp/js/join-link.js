/**
 * The fragment of a join link: `#<dockId>.<joinKey>`, or `#<dockId>` once this phone has joined and the key was taken
 * out of the address bar. Pure.
 *
 * @param {string} fragment
 * @returns {{dockId: string, joinKey: string} | null} null when it is neither
 */
export function readLink(fragment) {
  const match = /^#([A-Za-z0-9_-]{1,100})(?:\.([A-Za-z0-9_-]{1,100}))?$/u.exec(fragment);
  return match ? { dockId: match[1], joinKey: match[2] ?? '' } : null;
}
