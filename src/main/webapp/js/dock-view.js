import '../elements/snap-join-card/snap-join-card.js';
import '../elements/snap-photo-grid/snap-photo-grid.js';
import '../elements/snap-photo-viewer/snap-photo-viewer.js';
import '../elements/snap-stream-state/snap-stream-state.js';
import '../elements/snap-time-left/snap-time-left.js';
import { zipUrl } from './api.js';
import { inProgress, statusOf, unknownDock } from './dock-state.js';
import { element, find, setText } from './dom.js';
import { list, t } from './i18n.js';
import { icon } from './icons.js';
import { withOwnUploads } from './own-uploads.js';
import { Pace } from './pace.js';
import { saves } from './saving.js';
import { shadesOf } from './shades.js';

/**
 * @typedef {import('./dock-state.js').Dock} Dock
 *
 * @typedef {object} Here what only this page knows
 * @property {readonly import('./upload-queue.js').QueueItem[]} own what this desktop sends
 * @property {Set<string>} leaving ids of what is to be removed once the server answers
 * @property {boolean} isCut whether nothing is heard of the server
 * @property {boolean} isOrderLate whether the order waits for the server
 */

const MINUTE_MS = 60_000;

/** What `<snap-dock>` shows of a dock, drawn from its state. Of its own it knows only how fast photos come. */
export class DockView {
  #pace = new Pace();
  #root;
  /** What the dock is doing, in words. */
  headline = '';

  /** @param {ShadowRoot} root of the element, as `elements/snap-dock/frame.js` makes it */
  constructor(root) {
    this.#root = root;
    /** @type {import('../elements/snap-photo-grid/snap-photo-grid.js').PhotoGrid} */
    this.grid = find('snap-photo-grid', root);
    /** @type {import('../elements/snap-photo-viewer/snap-photo-viewer.js').PhotoViewer} */
    this.viewer = find('snap-photo-viewer', root);
    /** @type {import('../elements/snap-join-card/snap-join-card.js').JoinCard} */
    this.join = find('snap-join-card', root);
    /** @type {import('../elements/snap-stream-state/snap-stream-state.js').StreamStateBadge} */
    this.streamState = find('snap-stream-state', root);
  }

  /** @param {string} selector */
  #find(selector) {
    return find(selector, this.#root);
  }

  /** @param {Dock} dock @param {Here} here */
  show(dock, here) {
    this.#showStatus(dock, here.isCut);
    this.#showPhones(dock);
    this.#find('snap-time-left').update(dock.endsAt);
    this.#find('#closing').hidden = !dock.closing;
    setText(this.#find('#join-title'), dock.title || t('join.title'));
    this.#showPhotos(dock, here);
    this.#showPending(here);
  }

  clear() {
    this.viewer.close();
    this.grid.update(unknownDock);
    this.#find('#pending').hidden = true;
  }

  /** @param {Dock} dock @param {boolean} isCut */
  #showStatus(dock, isCut) {
    const status = statusOf(dock);
    const timeLeft = this.#timeLeft(dock, status);
    const { headline, detail } = isCut && status.name === 'receiving' ? cutWords(status) : wordsFor(dock, timeLeft);
    const node = this.#find('#status');
    this.headline = headline;
    node.dataset.state = status.name;
    setText(node, headline);
    setText(this.#find('#status-detail'), detail);
    const bar = this.#find('#status-bar');
    const isRunning = status.name === 'receiving';
    bar.classList.toggle('is-idle', !isRunning);
    bar.setAttribute('aria-hidden', String(!isRunning));
    bar.max = isRunning ? status.total : 1;
    bar.value = isRunning ? status.done + partsOf(dock) : 0;
  }

  /** @param {Dock} dock @param {{name: string, done: number, total: number}} status @returns {number | null} milliseconds */
  #timeLeft(dock, { name, done, total }) {
    const running = inProgress(dock.uploads).filter(({ bytes }) => bytes);
    if (name !== 'receiving') {
      this.#pace.reset();
      return null;
    }
    const now = performance.now();
    const arrived = dock.photos.filter(({ id }) => dock.batch.arrived.includes(id));
    const sizes = [...arrived, ...running].map(({ bytes }) => Number(bytes));
    const whole = sizes.reduce((sum, bytes) => sum + bytes, 0);
    const received = arrived.reduce((sum, { bytes }) => sum + bytes, 0) + running.reduce((sum, upload) => sum + upload.received, 0);
    // What still waits at a phone is taken to be as large as the others.
    const unknown = (Math.max(0, total - done - running.length) * whole) / (sizes.length || 1);
    this.#pace.update(received, now);
    return running.every(({ paused }) => paused) ? null : this.#pace.timeFor(whole - received + unknown, now);
  }

  /** @param {Dock} dock */
  #showPhones({ phones, photos, uploads }) {
    const shades = shadesOf(phones, [...photos, ...uploads]);
    const node = this.#find('#phones');
    const chips = phones.map((phone) => {
      const name = element('span', { dir: 'auto' }, phone.name || t('phones.unnamed'));
      const away = phone.connected ? [] : [element('span', { className: 'phone-away' }, t('phones.away'))];
      const shade = shades.get(phone.id);
      const dot = shade === undefined ? [] : [element('span', { className: 'phone-dot', 'data-shade': String(shade) })];
      return element('li', { 'data-phone-id': phone.id, 'data-connected': String(phone.connected) }, icon('phone'), ...dot, name, ...away);
    });
    const shape = phones.map(({ id, name, connected }) => `${id} ${name} ${connected} ${shades.get(id)}`).join();
    if (node.dataset.shape !== shape) {
      node.dataset.shape = shape;
      node.replaceChildren(...chips);
    }
  }

  /** @param {Here} here */
  #showPending({ leaving, isOrderLate }) {
    const words = [...(leaving.size > 0 ? [t('pending.removals', { count: leaving.size })] : []), ...(isOrderLate ? [t('pending.order')] : [])];
    const node = this.#find('#pending');
    node.hidden = words.length === 0;
    setText(find('span', node), words.join(' '));
  }

  /** @param {Dock} dock @param {Here} here */
  #showPhotos(dock, { own, leaving }) {
    const count = dock.photos.length;
    const { uploads, picks } = withOwnUploads(dock, own);
    const isEmpty = count === 0 && uploads.length === 0;
    setText(this.#find('#photos-title'), t('photos.title', { count }));
    this.#find('#empty').hidden = !isEmpty;
    this.#root.querySelectorAll('[data-save-all]').forEach((link) => allowSaving(/** @type {HTMLAnchorElement} */ (link), count > 0, dock.id));
    this.grid.update({ ...dock, uploads, picks }, leaving);
    this.viewer.update(dock.id, dock.photos);
  }
}

/** A link without an address is none; it says what it would be. @param {HTMLAnchorElement} link @param {boolean} isAllowed @param {string} dockId */
function allowSaving(link, isAllowed, dockId) {
  link.classList.toggle('is-off', !isAllowed);
  if (isAllowed) {
    saves(link, zipUrl(dockId), 'photos.zip');
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

/** How far it has come may be known to the phone alone. @param {{done: number, total: number}} status */
const cutWords = ({ done, total }) => ({ headline: t('status.cut', { done, total }), detail: t('status.cutDetail') });

/** In minutes: seconds would promise what no line keeps. @param {number | null} ms */
function timeWords(ms) {
  if (ms === null) {
    return t('status.receivingDetail');
  }
  return ms < MINUTE_MS ? t('status.lastMinute') : t('status.minutes', { count: Math.round(ms / MINUTE_MS) });
}

/** @param {Dock} dock @param {number | null} timeLeft @returns {{headline: string, detail: string}} */
function wordsFor(dock, timeLeft) {
  const { name, done, total, lost } = statusOf(dock);
  const connected = dock.phones.filter((phone) => phone.connected);
  const running = inProgress(dock.uploads);
  if (name === 'receiving' && running.length > 0 && running.every(({ paused }) => paused === 'phone')) {
    return { headline: t('status.paused', { done, total }), detail: t('status.pausedDetail') };
  }
  if (name === 'receiving' && running.length > 0 && running.every(({ paused }) => paused)) {
    return { headline: t('status.onHold', { done, total }), detail: t('status.onHoldDetail') };
  }
  if (name === 'receiving') {
    return { headline: t('status.receiving', { number: Math.min(done + 1, total), total }), detail: timeWords(timeLeft) };
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
