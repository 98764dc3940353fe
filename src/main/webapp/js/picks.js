/**
 * What people chose in one go, as seen from the dock, and how much of it is still at its sender. Pure functions.
 *
 * A pick begins with its first upload, which says how many there are; each upload takes its index off. So it does not matter in
 * which order they come, or whether one comes twice.
 *
 * @typedef {object} Pick
 * @property {string} pick
 * @property {string} [phoneId] absent for the desktop
 * @property {number} picked
 * @property {number} place of its first photo
 * @property {number[]} waiting the indexes that have not begun
 * @property {'waiting' | 'missing' | 'dropped'} state whether the sender goes on: `missing` when it left or fell silent, `dropped`
 *   when others have begun something new since
 *
 * @typedef {{pick?: string, index?: number, picked?: number, place: number, phoneId?: string, waiting?: number}} Member
 */

/** @param {{pick?: string, phoneId?: string}} member */
export const pickKey = ({ pick, phoneId }) => `${phoneId ?? ''}/${pick}`;

/** Where in its pick something lies; undefined for what belongs to none. @param {{pick?: string, phoneId?: string, index?: number}} member */
export const slotKey = (member) => (member.pick === undefined ? undefined : `${pickKey(member)}/${member.index}`);

/** @param {Pick[]} picks @param {Pick['state']} [state] how many wait at senders that are in this state */
export const waitingIn = (picks, state = 'waiting') =>
  picks.filter((pick) => pick.state === state).reduce((sum, { waiting }) => sum + waiting.length, 0);

/** @param {Pick[]} picks @param {Member} upload @returns {Pick[]} */
export function begun(picks, upload) {
  const going = picks.map((pick) => (pick.phoneId === upload.phoneId ? { ...pick, state: /** @type {const} */ ('waiting') } : pick));
  const { pick, index, picked, phoneId, place } = upload;
  if (pick === undefined || index === undefined || picked === undefined) {
    return going;
  }
  const key = pickKey(upload);
  const known = going.some((one) => pickKey(one) === key);
  if (known) {
    return going.map((one) => (pickKey(one) === key ? { ...one, waiting: one.waiting.filter((other) => other !== index) } : one));
  }
  // One that is not its first comes from a time before the snapshot, which names all of which something waits.
  const isFirst = upload.waiting === picked - 1;
  const waiting = isFirst ? Array.from({ length: picked }, (_, other) => other).filter((other) => other !== index) : [];
  return [...going, { pick, phoneId, picked, place: place - index, waiting, state: 'waiting' }];
}

/** @param {Pick[]} picks @param {Omit<Pick, 'state'>} news @returns {Pick[]} */
export const changed = (picks, news) =>
  picks.some((pick) => pickKey(pick) === pickKey(news))
    ? picks.map((pick) => (pickKey(pick) === pickKey(news) ? { ...pick, ...news } : pick))
    : [...picks, { ...news, state: 'waiting' }];

/** @param {Pick[]} picks @param {(pick: Pick) => boolean} isOf @param {Pick['state']} from @param {Pick['state']} to @returns {Pick[]} */
const turned = (picks, isOf, from, to) => picks.map((pick) => (pick.state === from && isOf(pick) ? { ...pick, state: to } : pick));

/** @param {Pick[]} picks @param {string} phoneId */
export const senderLeft = (picks, phoneId) => turned(picks, (pick) => pick.phoneId === phoneId, 'waiting', 'missing');

/** @param {Pick[]} picks */
export const stalled = (picks) => turned(picks, () => true, 'waiting', 'missing');

/** Something new has begun: what is missing is an older matter. @param {Pick[]} picks */
export const dropped = (picks) => turned(picks, () => true, 'missing', 'dropped');

/**
 * What a snapshot says.
 *
 * @param {Pick[]} before
 * @param {Omit<Pick, 'state'>[]} named those of which something waits
 * @param {{id: string, connected: boolean}[]} phones
 * @returns {Pick[]}
 */
export function resumed(before, named, phones) {
  const states = new Map(before.map((pick) => [pickKey(pick), pick.state]));
  const isAway = (/** @type {string | undefined} */ phoneId) => phones.some(({ id, connected }) => id === phoneId && !connected);
  return named.map((pick) => ({ ...pick, state: states.get(pickKey(pick)) ?? (isAway(pick.phoneId) ? 'missing' : 'waiting') }));
}
