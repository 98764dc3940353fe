import { hasText, t } from '../../js/i18n.js';

/** Before there are texts. */
const NOT_READY = 'The photos of this form are not ready yet. Wait a moment.';

/** @type {typeof t} */
const say = (key, values) => (hasText(key) ? t(key, values) : NOT_READY);

/**
 * Whether the form may be sent with what is there, by the words of the HTML standard on form controls. Pure but for its texts.
 *
 * @typedef {object} Facts
 * @property {number} count photos that are here
 * @property {number} min
 * @property {number} max
 * @property {boolean} required
 * @property {'wait' | 'block' | 'ignore'} busyMode
 * @property {boolean} isBusy
 * @property {boolean} isCut whether nothing is heard of the server
 * @property {boolean} isGivenUp whether a submit has waited for it for too long
 * @property {boolean} isEnded
 * @property {boolean} hasLost whether it ended with photos in it
 * @property {string} custom what `setCustomValidity` said
 *
 * @param {Facts} facts
 * @returns {[ValidityStateFlags, string]}
 */
export function validityOf({ count, min, max, required, busyMode, isBusy, isCut, isGivenUp, isEnded, hasLost, custom }) {
  const flags = {};
  /** @type {string[]} */
  const words = [];
  const add = (/** @type {keyof ValidityStateFlags} */ flag, /** @type {string} */ text) => {
    Object.assign(flags, { [flag]: true });
    words.push(text);
  };
  if (custom) {
    add('customError', custom);
  }
  if (isEnded && (hasLost || required)) {
    add('customError', say('form.ended'));
  }
  if (isBusy && (busyMode === 'block' || isGivenUp)) {
    add('customError', say(isCut ? 'form.offline' : 'form.busy'));
  }
  // What is on its way may be what is missing: the submit is held, and asked for again when all is here.
  const isStillComing = busyMode === 'wait' && isBusy;
  if (required && count === 0 && !isStillComing) {
    add('valueMissing', say('form.missing'));
  }
  if (count < min && (count > 0 || required) && !isStillComing) {
    add('rangeUnderflow', say('form.tooFew', { count: min }));
  }
  if (count > max) {
    add('rangeOverflow', say('form.tooMany', { count: max }));
  }
  return [flags, words[0] ?? ''];
}
