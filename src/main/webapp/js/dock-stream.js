import { bearer, eventsUrl, hasCode, isAlive, sayGoodbye } from './api.js';
import { openEventStream } from './event-stream.js';

/**
 * The events of one dock, from the stream into the store, and the stream's state onto `<html data-stream>`.
 *
 * @param {object} options
 * @param {string} options.dockId
 * @param {{phoneId: string, phoneKey: string}} [options.phone] none on the desktop, which has its cookie
 * @param {import('./store.js').Store<import('./dock-state.js').Dock, import('./dock-state.js').DockEvent>} options.store
 * @param {(state: import('./event-stream.js').StreamState) => void} options.onState
 */
export function openDockStream({ dockId, phone, store, onState }) {
  return openEventStream(eventsUrl(dockId), {
    headers: phone ? bearer(phone.phoneKey) : {},
    shareAs: phone ? phone.phoneId : 'owner',
    snapshot: 'snapshot',
    endsOn: ['dock-closed'],
    probe: isAlive,
    ...(phone ? { goodbye: (connection) => sayGoodbye(dockId, phone.phoneKey, connection) } : {}),
    isGone: async (response) => response.status === 404 && hasCode(response, 'dock-unavailable'),
    onEvent: ({ type, data }) => store.dispatch({ type, data: JSON.parse(data), at: Date.now() }),
    onState(state) {
      document.documentElement.dataset.stream = state.name;
      onState(state);
      if (state.name === 'closed' && state.reason === 'unavailable') {
        store.dispatch({ type: 'dock-closed', data: { reason: 'UNAVAILABLE' }, at: Date.now() });
      }
    },
  });
}
