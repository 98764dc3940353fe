import '../elements/join-card/join-card.js';
import '../elements/photo-grid/photo-grid.js';
import '../elements/photo-viewer/photo-viewer.js';
import '../elements/stream-state/stream-state.js';
import '../elements/time-left/time-left.js';
import { zipUrl } from './api.js';
import { statusOf } from './dock-state.js';
import { element, find, setText } from './dom.js';
import { list, t } from './i18n.js';
import { icon } from './icons.js';

/** @typedef {import('./dock-state.js').Dock} Dock @typedef {import('./dock-state.js').Phone} Phone */

/** The desktop page, drawn from the state of a dock. It holds no state of its own. */
export class DesktopView {
  /** @type {import('../elements/photo-grid/photo-grid.js').PhotoGrid} */
  grid = find('photo-grid');
  /** @type {import('../elements/photo-viewer/photo-viewer.js').PhotoViewer} */
  viewer = find('photo-viewer');
  /** @type {import('../elements/join-card/join-card.js').JoinCard} */
  join = find('join-card');
  /** @type {import('../elements/stream-state/stream-state.js').StreamStateBadge} */
  streamState = find('stream-state');

  /** @param {Dock} dock */
  show(dock) {
    this.#showStatus(dock);
    this.#showPhones(dock.phones);
    find('time-left').update(dock.endsAt);
    find('#closing').hidden = !dock.closing;
    find('#join-title').textContent = dock.title || t('join.title');
    this.#showPhotos(dock);
  }

  clear() {
    this.viewer.close();
    this.grid.update('', [], []);
  }

  /** @param {Dock} dock */
  #showStatus(dock) {
    const status = statusOf(dock);
    const { headline, detail } = wordsFor(dock);
    const node = find('#status');
    node.dataset.state = status.name;
    setText(node, headline);
    setText(find('#status-detail'), detail);
    document.title = t('title.with', { state: headline });
    const bar = find('#status-bar');
    const isRunning = status.name === 'receiving';
    bar.classList.toggle('is-idle', !isRunning);
    bar.setAttribute('aria-hidden', String(!isRunning));
    bar.max = isRunning ? status.total : 1;
    bar.value = isRunning ? status.done + partsOf(dock) : 0;
  }

  /** @param {Phone[]} phones */
  #showPhones(phones) {
    const node = find('#phones');
    const chips = phones.map((phone) => {
      const name = element('span', { dir: 'auto' }, phone.name || t('phones.unnamed'));
      const away = phone.connected ? [] : [element('span', { className: 'phone-away' }, t('phones.away'))];
      return element('li', { 'data-phone-id': phone.id, 'data-connected': String(phone.connected) }, icon('phone'), name, ...away);
    });
    const shape = phones.map(({ id, name, connected }) => `${id} ${name} ${connected}`).join();
    if (node.dataset.shape !== shape) {
      node.dataset.shape = shape;
      node.replaceChildren(...chips);
    }
  }

  /** @param {Dock} dock */
  #showPhotos(dock) {
    const count = dock.photos.length;
    const isEmpty = count === 0 && dock.uploads.length === 0;
    setText(find('#photos-title'), t('photos.title', { count }));
    find('#empty').hidden = !isEmpty;
    document.querySelectorAll('[data-save-all]').forEach((link) => allowSaving(/** @type {HTMLAnchorElement} */ (link), count > 0, dock.id));
    this.grid.update(dock.id, dock.photos, dock.uploads);
    this.viewer.update(dock.id, dock.photos);
  }
}

/** A link without an address is none; it says what it would be. @param {HTMLAnchorElement} link @param {boolean} isAllowed @param {string} dockId */
function allowSaving(link, isAllowed, dockId) {
  link.classList.toggle('is-off', !isAllowed);
  if (isAllowed) {
    link.href = zipUrl(dockId);
    link.removeAttribute('aria-disabled');
    link.removeAttribute('role');
  } else {
    link.removeAttribute('href');
    link.setAttribute('aria-disabled', 'true');
    link.setAttribute('role', 'link');
  }
}

/** What has come of the photos on their way, in photos. @param {Dock} dock */
function partsOf(dock) {
  return dock.uploads
    .filter(({ failed, bytes }) => !failed && bytes)
    .reduce((sum, { received, bytes }) => sum + Math.min(1, received / /** @type {number} */ (bytes)), 0);
}

/** @param {Dock} dock @returns {{headline: string, detail: string}} */
function wordsFor(dock) {
  const { name, done, total, lost } = statusOf(dock);
  const connected = dock.phones.filter((phone) => phone.connected);
  if (name === 'receiving') {
    return { headline: t('status.receiving', { number: Math.min(done + 1, total), total }), detail: t('status.receivingDetail') };
  }
  if (lost > 0) {
    return { headline: t('status.partly', { done, total }), detail: t('status.partlyDetail') };
  }
  if (name === 'complete') {
    const key = done > 0 ? 'status.complete' : 'status.here';
    return { headline: t(key, { count: dock.photos.length }), detail: t('status.completeDetail') };
  }
  if (name === 'connected') {
    const names = list(connected.map((phone) => phone.name || t('phones.unnamed')));
    return { headline: t('status.connected', { count: connected.length, names }), detail: t('status.connectedDetail') };
  }
  return { headline: t('status.waiting'), detail: t('status.waitingDetail') };
}
