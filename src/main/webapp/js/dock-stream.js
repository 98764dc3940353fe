import { bearer, eventsUrl, hasCode, isAlive, isTokenOver, sayGoodbye } from './api.js';
import { openEventStream } from './event-stream.js';
import { renewToken, tokenFor } from './keyring.js';
import { REFUSED } from './lone-stream.js';

/**
 * The events of one dock, from the stream into the store.
 *
 * @param {object} options
 * @param {string} options.dockId
 * @param {{phoneId: string, phoneKey: string}} [options.phone] none on the desktop, which has its cookie or its token
 * @param {import('./store.js').Store<import('./dock-state.js').Dock, import('./dock-state.js').DockEvent>} options.store
 * @param {(state: import('./event-stream.js').StreamState) => void} options.onState
 */
export function openDockStream({ dockId, phone, store, onState }) {
  const url = eventsUrl(dockId);
  let token = '';
  const newToken = () => (token = tokenFor(url) ?? '');
  return openEventStream(url, {
    headers: () => (phone ? bearer(phone.phoneKey) : newToken() ? bearer(token) : {}),
    // The owner's cookie goes to the dock's own address only.
    ...(!phone && tokenFor(url) ? { part: { dock: dockId, token: newToken } } : {}),
    // Tabs with tokens read by that of one of them; what one may see all may, as they are one browser's.
    shareAs: phone ? phone.phoneId : tokenFor(url) ? 'session' : 'owner',
    snapshot: 'snapshot',
    endsOn: ['dock-closed'],
    probe: isAlive,
    ...(phone ? { goodbye: (connection) => sayGoodbye(dockId, phone.phoneKey, connection) } : {}),
    isGone: async (response) => response.status === 404 && hasCode(response, 'dock-unavailable'),
    isRefused: async (response) => (await isTokenOver(response.clone())) && !(await isRenewed(url, token)),
    onEvent: ({ type, data }) => store.dispatch({ type, data: JSON.parse(data), at: Date.now() }),
    onState(state) {
      onState(state);
      if (state.name === 'closed' && (state.reason === 'unavailable' || state.reason === REFUSED)) {
        store.dispatch({ type: 'dock-closed', data: { reason: 'UNAVAILABLE' }, at: Date.now() });
      }
    },
  });
}

/** Whether to come back with another token. @param {string} url @param {string} refused */
async function isRenewed(url, refused) {
  try {
    return await renewToken(url, refused);
  } catch (reason) {
    // A host that does not answer now may do so later.
    return /** @type {import('./api.js').Problem} */ (reason).isPassing;
  }
}
