import { inProgress, statusOf } from '../../js/dock-state.js';

/** @typedef {import('../../js/dock-state.js').Dock} Dock */

/**
 * What a change of the dock is to the page around, as events with their details. Pure.
 *
 * @param {Dock} dock
 * @param {Dock} before
 * @returns {[string, object][]}
 */
export function eventsBetween(dock, before) {
  if (before.phase !== 'open') {
    return dock.phase === 'open' ? [['snap-ready', { dock: dock.id, photos: dock.photos }]] : [];
  }
  const photos = news(dock.photos, before.photos).map((photo) => /** @type {[string, object]} */ (['snap-photo', { photo }]));
  const removed = news(before.photos, dock.photos).map(({ id }) => /** @type {[string, object]} */ (['snap-removed', { id }]));
  const phones = dock.phones
    .filter(({ id, connected }) => connected !== (before.phones.find((phone) => phone.id === id)?.connected ?? false))
    .map(({ id, name, connected }) => /** @type {[string, object]} */ (['snap-phone', { id, name, connected }]));
  return [...phones, ...photos, ...removed, ...order(dock, before), ...progress(dock, before), ...closing(dock, before)];
}

/** @template {{id: string}} T @param {T[]} items @param {T[]} before */
const news = (items, before) => items.filter(({ id }) => !before.some((item) => item.id === id));

/** Of those that were here before: what comes or goes is another event. @param {Dock} dock @param {Dock} before @returns {[string, object][]} */
function order(dock, before) {
  const both = (/** @type {{id: string}[]} */ one, /** @type {{id: string}[]} */ other) => one.map(({ id }) => id).filter((id) => other.some((photo) => photo.id === id));
  const isSame = both(dock.photos, before.photos).join() === both(before.photos, dock.photos).join();
  return isSame ? [] : [['snap-order', { ids: dock.photos.map(({ id }) => id) }]];
}

/** @param {Dock} dock @param {Dock} before @returns {[string, object][]} */
function progress(dock, before) {
  if (dock.uploads === before.uploads && dock.photos === before.photos) {
    return [];
  }
  const { name, done, total } = statusOf(dock);
  const running = inProgress(dock.uploads);
  const received = running.reduce((sum, upload) => sum + upload.received, 0);
  const bytes = running.reduce((sum, upload) => sum + (upload.bytes ?? 0), 0);
  return name === 'receiving' ? [['snap-progress', { done, total, received, bytes }]] : [];
}

/** @param {Dock} dock @param {Dock} before @returns {[string, object][]} */
function closing(dock, before) {
  return dock.closing && !before.closing ? [['snap-expiring', { expiresAt: new Date(dock.endsAt + dock.clockAheadMs) }]] : [];
}
