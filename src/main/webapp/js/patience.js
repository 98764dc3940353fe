import { Problem } from './api.js';

/**
 * Calls that are made again until the server itself has answered: nobody there, somebody else there, or a server that has
 * no time now, are all passing. The pauses grow and are half random, so that pages that lost the same server do not come
 * back together; a network or a stream that is back ends them.
 */
const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 15_000;
/** So often a server's own mistake is taken for passing. */
const TRIES = 8;

const news = new EventTarget();
window.addEventListener('online', () => endPauses());

/** The server was heard of again: what waits for its next try goes now. */
export const endPauses = () => news.dispatchEvent(new Event('back'));

/**
 * Half fixed, half random.
 *
 * @param {number} tries that failed so far, from 1
 * @param {() => number} [random]
 */
export const backOff = (tries, random = Math.random) => Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (tries - 1)) * (0.5 + random() / 2);

/** Whether one more try may help without anyone doing anything. @param {Problem} problem @param {number} tries that failed so far */
export const isWorthATry = (problem, tries) => problem.isPassing && (problem.isNobodys || problem.isOfSeal || tries < TRIES);

/**
 * @template T
 * @param {() => Promise<T>} act rejects with a `Problem`
 * @param {object} [options]
 * @param {AbortSignal} [options.signal] ends the waiting
 * @param {(problem: Problem) => void} [options.onWait] called before each pause
 * @returns {Promise<T>} rejects with what the server itself said, or with the last problem when the signal ended it
 */
export async function patiently(act, { signal, onWait = () => undefined } = {}) {
  for (let tries = 1; ; tries += 1) {
    try {
      return await act();
    } catch (reason) {
      if (!(reason instanceof Problem) || !isWorthATry(reason, tries) || signal?.aborted) {
        throw reason;
      }
      onWait(reason);
      await pause(Math.max(reason.retryAfterMs, backOff(tries)), signal);
      if (signal?.aborted) {
        throw reason;
      }
    }
  }
}

/** @param {number} ms @param {AbortSignal} [signal] @returns {Promise<void>} */
function pause(ms, signal) {
  return new Promise((resolve) => {
    const ended = new AbortController();
    const end = () => {
      clearTimeout(clock);
      ended.abort();
      resolve();
    };
    const clock = setTimeout(end, ms);
    news.addEventListener('back', end, { signal: ended.signal });
    signal?.addEventListener('abort', end, { signal: ended.signal });
  });
}
