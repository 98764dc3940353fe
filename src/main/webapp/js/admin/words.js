/** Times as a person says them, by the server's clock, and numbers. */

/** @type {[Intl.RelativeTimeFormatUnit, number][]} */
const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];

/** The server's clock less this machine's, in milliseconds. */
let ahead = 0;

/** @param {string} now the server's clock, just heard */
export function setClock(now) {
  ahead = Date.parse(now) - Date.now();
}

/** Milliseconds from now, by the server's clock; negative for the past. @param {string} time */
export const untilTime = (time) => Date.parse(time) - Date.now() - ahead;

/** "in 4 minutes", "2 hours ago". @param {string} time */
export function relative(time) {
  const seconds = Math.round(untilTime(time) / 1_000);
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
  return new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: 'auto' }).format(Math.trunc(seconds / size), unit);
}

/** @param {number} value */
export const number = (value) => new Intl.NumberFormat(document.documentElement.lang).format(value);

/** The whole of it, for who points at it. @param {string} time */
export const absolute = (time) => new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'medium' }).format(new Date(time));
