import { Problem } from '../../js/api.js';

/**
 * @typedef {{dock: string, token?: string}} Session what a host application gives its page: a dock, and who may act on it;
 *   without a token the browser has the dock's cookie
 */

/**
 * Asks an address of the host application. Its errors are its own: who is refused stays so, all else may pass.
 *
 * @param {string} address relative to the page
 * @param {AbortSignal} signal
 * @returns {Promise<Session>} rejects with a `Problem`
 */
export async function readSession(address, signal) {
  const headers = { Accept: 'application/json' };
  const response = await fetch(new URL(address, document.baseURI), { headers, cache: 'no-store', credentials: 'same-origin', signal }).catch(() => null);
  if (!response) {
    throw new Problem({ status: 0, code: 'network' });
  }
  if (!response.ok) {
    throw hostProblem(response.status);
  }
  return asSession(await response.json().catch(() => null));
}

/** @param {any} value @returns {Session} */
export function asSession(value) {
  const { dock, token } = value ?? {};
  if (typeof dock !== 'string' || dock === '' || (token !== undefined && typeof token !== 'string')) {
    // A page of sign-in that a redirect led to, for example.
    throw new Problem({ status: 0, code: 'session-refused' });
  }
  return { dock, token };
}

/** @param {number} status */
function hostProblem(status) {
  const isRefused = status >= 400 && status < 500 && status !== 408 && status !== 429;
  return new Problem({ status, code: isRefused ? 'session-refused' : 'foreign' });
}
