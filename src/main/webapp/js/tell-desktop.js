import { statusOf } from './dock-state.js';
import { t } from './i18n.js';

/** @typedef {import('./dock-state.js').Dock} Dock */

/**
 * What a screen reader is told about a change: one sentence, the most telling.
 *
 * @param {Dock} dock
 * @param {Dock} before
 * @returns {string} empty when there is nothing to tell
 */
export const newsOf = (dock, before) => (before.phase === 'open' ? sentence(dock, before) : '');

/** @param {Dock} dock @param {Dock} before */
function sentence(dock, before) {
  if (dock.closing && !before.closing) {
    return t('dock.closing');
  }
  const arrived = dock.photos.filter(({ id }) => !before.photos.some((photo) => photo.id === id));
  if (arrived.length > 0) {
    return arrival(dock, arrived);
  }
  const failure = dock.uploads.find(({ id, failed }) => failed && !before.uploads.some((upload) => upload.id === id && upload.failed));
  if (failure) {
    return t('tell.failed', { name: failure.name || t('photo.unnamed') });
  }
  const gone = before.photos.find(({ id }) => !dock.photos.some((photo) => photo.id === id));
  if (gone) {
    return t('tell.removed', { name: gone.name || t('photo.unnamed') });
  }
  return phoneSentence(dock, before);
}

/** @param {Dock} dock @param {import('./dock-state.js').Photo[]} arrived */
function arrival(dock, arrived) {
  const { name, done, total } = statusOf(dock);
  const names = arrived.map((photo) => photo.name || t('photo.unnamed')).join(', ');
  if (name === 'receiving') {
    return t('tell.arrived', { names, done, total });
  }
  return `${t('tell.arrivedLast', { names })} ${t('status.here', { count: dock.photos.length })}`;
}

/** @param {Dock} dock @param {Dock} before */
function phoneSentence(dock, before) {
  const was = new Map(before.phones.map(({ id, connected }) => [id, connected]));
  const phone = dock.phones.find(({ id, connected }) => connected !== (was.get(id) ?? false));
  if (!phone) {
    return '';
  }
  const name = phone.name || t('phones.unnamed');
  return t(phone.connected ? 'tell.joined' : 'tell.left', { name });
}
