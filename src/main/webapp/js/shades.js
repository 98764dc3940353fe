/**
 * Which phone sent what: a shade for each, once more than one has sent something. Until then there is nothing to tell
 * apart. Shades go by the order in which phones joined; the first ones are the most unlike.
 */
const SHADES = 6;

/**
 * @param {{id: string}[]} phones of the dock
 * @param {{phoneId?: string}[]} sent photos and uploads
 * @returns {Map<string, number>} by phone's id, from 0; empty when one phone alone sends
 */
export function shadesOf(phones, sent) {
  const senders = new Set(sent.map(({ phoneId }) => phoneId).filter(Boolean));
  if (senders.size < 2) {
    return new Map();
  }
  const shades = phones.map(({ id }, index) => /** @type {[string, number]} */ ([id, index % SHADES]));
  return new Map(shades.filter(([id]) => senders.has(id)));
}
