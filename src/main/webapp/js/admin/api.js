import { bearer, call, hasCode, here, isAlive } from '../api.js';
import { openEventStream } from '../event-stream.js';

/**
 * The administrator's calls. The key goes in a header.
 *
 * @typedef {{id: string, ref?: string, title?: string, host?: string, state: string, createdAt: string, expiresAt: string,
 *   phones: number, connected: number, photos: number, bytes: number, uploads: number}} DockRow
 * @typedef {{id: string, dockId: string, position: number, host: string, type: string, state: string, createdAt: string,
 *   tries: number, failure?: string, nextTryAt?: string}} Message
 * @typedef {{openDocks: number, docks: number, phones: number, streams: number, uploads: number, photos: number,
 *   photoBytes: number, freeBytes: number, messagesWaiting: number, messagesGivenUp: number}} Figures
 */

export const FORBIDDEN = 'admin-forbidden';

const DOCKS = here('api/admin/docks');
/** Few enough that what lies below is not far away. */
const PAGE = '20';

/**
 * @param {string} key
 * @param {{state?: string, search?: string, after?: string}} wish
 * @returns {Promise<{docks: DockRow[], next?: string}>} rejects with a `Problem`
 */
export function listDocks(key, { state = '', search = '', after = '' }) {
  const query = new URLSearchParams(Object.entries({ limit: PAGE, state, search, after }).filter(([, value]) => value !== ''));
  return call(`${DOCKS}?${query}`, { key });
}

/** @param {string} key @param {string} id */
export const endDock = (key, id) => call(`${DOCKS}/${encodeURIComponent(id)}`, { method: 'DELETE', key });

/** @param {string} key @param {string} state empty for all @returns {Promise<{messages: Message[]}>} */
export const listMessages = (key, state) => call(here(`api/webhooks${state ? `?state=${state}` : ''}`), { key });

/** @param {string} key @param {string} id */
export const sendAgain = (key, id) => call(here(`api/webhooks/${encodeURIComponent(id)}/again`), { method: 'POST', json: {}, key });

/**
 * @param {string} key
 * @param {Pick<import('../event-stream.js').StreamOptions, 'onEvent' | 'onState'>} options
 */
export function watch(key, options) {
  return openEventStream(here('api/admin/events'), {
    ...options,
    headers: bearer(key),
    probe: isAlive,
    isRefused: async (response) => response.status === 403 && hasCode(response, FORBIDDEN),
  });
}
