import { element, focusedBeside } from '../../js/dom.js';
import { slotKey } from '../../js/picks.js';
import { shadesOf } from '../../js/shades.js';
import { PhotoTile } from './photo-tile.js';
import { dragToReorder, photoIds } from './photo-drag.js';

/** @typedef {import('../../js/dock-state.js').Photo} Photo @typedef {import('../../js/own-uploads.js').ShownUpload} Upload */

/** @typedef {{pick?: string, phoneId?: string, index?: number}} Slot */

/** The contract is in README.md beside this file. */
export class PhotoGrid extends HTMLElement {
  #list = element('ul', { className: 'grid' });
  /** @type {Map<string, PhotoTile>} by what stays the same from upload to photo */
  #tiles = new Map();
  #isDragging = () => false;
  /** @type {AbortController | null} */
  #listeners = null;
  /** @type {(() => void) | null} the last update that a drag held back */
  #held = null;

  connectedCallback() {
    this.append(this.#list);
    this.#listeners = new AbortController();
    const { signal } = this.#listeners;
    this.#list.addEventListener('click', (event) => this.#clicked(event), { signal });
    this.#list.addEventListener('keydown', (event) => this.#pressed(event), { signal });
    const dropped = () => this.#emit('photo-order', { ids: photoIds(this.#list) });
    this.#isDragging = dragToReorder(this.#list, { mayDrag: () => this.#mayOrder, onDrop: dropped }, signal);
    // After the drag's own listeners: by now it is over.
    const ended = () => {
      this.#held?.();
      this.#held = null;
    };
    window.addEventListener('pointerup', ended, { signal });
    window.addEventListener('pointercancel', ended, { signal });
  }

  get #mayRemove() {
    return !this.hasAttribute('no-remove');
  }

  get #mayOrder() {
    return !this.hasAttribute('no-order');
  }

  disconnectedCallback() {
    this.#listeners?.abort();
  }

  /**
   * @param {Pick<import('../../js/dock-state.js').Dock, 'id' | 'photos' | 'picks' | 'phones'> & {uploads: Upload[]}} dock
   * @param {Set<string>} [leaving] ids of what is to be removed once the server answers
   */
  update(dock, leaving = new Set()) {
    if (this.#isDragging()) {
      this.#held = () => this.update(dock, leaving);
      return;
    }
    const { id: dockId, photos, uploads, phones } = dock;
    const keys = new Set();
    const shades = shadesOf(phones, [...photos, ...uploads]);
    const senderOf = (/** @type {{phoneId?: string}} */ { phoneId = '' }) => {
      const shade = shades.get(phoneId);
      return shade === undefined ? null : { shade, name: phones.find(({ id }) => id === phoneId)?.name ?? '' };
    };
    const focused = /** @type {HTMLElement | null} */ (this.contains(focusedBeside(this)) ? focusedBeside(this) : null);
    const focusedAt = Array.from(this.#list.children).findIndex((tile) => tile.contains(focused));
    for (const { photo, number, upload, slot } of lying(dock)) {
      if (photo) {
        this.#tileFor(photo, keys).showPhoto(dockId, photo, { number, count: photos.length, sender: senderOf(photo), isLeaving: leaving.has(photo.id) });
      } else if (upload) {
        this.#tileFor(upload, keys).showUpload(dockId, upload, { sender: senderOf(upload), isLeaving: leaving.has(upload.id) });
      } else if (slot) {
        this.#tileFor(slot, keys).showWaiting(senderOf(slot));
      }
    }
    this.#arrange(keys);
    if (focused) {
      this.#keepFocus(focused, focusedAt);
    }
  }

  /** @param {string} photoId */
  focusPhoto(photoId) {
    /** @type {HTMLElement | null} */ (this.#list.querySelector(`[data-photo-id="${CSS.escape(photoId)}"] .tile-open`))?.focus();
  }

  /** The same tile from the wait to the photo. @param {Slot & {id?: string, clientId?: string, uploadId?: string}} item @param {Set<string>} keys */
  #tileFor(item, keys) {
    const names = [slotKey(item), item.clientId, item.uploadId, item.id].filter((name) => name !== undefined);
    const key = names.find((name) => !keys.has(name)) ?? '';
    keys.add(key);
    const tile = this.#tiles.get(key) ?? new PhotoTile();
    this.#tiles.set(key, tile);
    return tile;
  }

  /** Brings the list into the keys' order, moving only what stands elsewhere. @param {Set<string>} keys */
  #arrange(keys) {
    for (const [key, tile] of this.#tiles) {
      if (!keys.has(key)) {
        tile.node.remove();
        this.#tiles.delete(key);
      }
    }
    let place = this.#list.firstChild;
    for (const key of keys) {
      const node = /** @type {PhotoTile} */ (this.#tiles.get(key)).node;
      if (node === place) {
        place = place.nextSibling;
      } else {
        this.#list.insertBefore(node, place);
      }
    }
  }

  /** The focus stays on what it was on, or goes to the neighbour of what is gone. @param {HTMLElement} focused @param {number} at */
  #keepFocus(focused, at) {
    if (focusedBeside(this) === focused) {
      return;
    }
    const tiles = this.#list.children;
    const neighbour = tiles[Math.min(at, tiles.length - 1)]?.querySelector('button, a');
    const target = /** @type {HTMLElement | null | undefined} */ (focused.isConnected ? focused : neighbour);
    if (target) {
      target.focus();
    } else {
      this.#emit('grid-emptied', {});
    }
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const button = /** @type {HTMLElement | null} */ (/** @type {HTMLElement} */ (event.target).closest('[data-action]'));
    const node = /** @type {HTMLElement | null} */ (button?.closest('.tile'));
    if (button && node && button.getAttribute('aria-disabled') !== 'true') {
      this.#act(button.dataset.action ?? '', node);
    }
  }

  /** @param {string} action @param {HTMLElement} node */
  #act(action, node) {
    const { photoId = '', uploadId = '', clientId = '' } = node.dataset;
    if (action === 'open') {
      this.#emit('photo-open', { id: photoId });
    } else if (action === 'remove') {
      this.#askToRemove(node, photoId);
    } else if (action === 'move-left') {
      this.#move(photoId, -1);
    } else if (action === 'move-right') {
      this.#move(photoId, 1);
    } else if (action === 'dismiss' && clientId) {
      this.#emit('own-remove', { clientId });
    } else if (action === 'dismiss' && node.dataset.state === 'failed') {
      this.#emit('upload-dismiss', { id: uploadId });
    } else if (action === 'dismiss') {
      this.#askToRemoveUpload(node, uploadId);
    } else if (action === 'retry') {
      this.#emit('own-retry', { clientId });
    }
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    const node = /** @type {HTMLElement | null} */ (/** @type {HTMLElement} */ (event.target).closest('[data-photo-id]'));
    if (!node || /** @type {HTMLElement} */ (event.target).closest('.tile-question')) {
      return;
    }
    if (event.altKey && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) {
      event.preventDefault();
      this.#move(node.dataset.photoId ?? '', event.key === 'ArrowLeft' ? -1 : 1);
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      this.#askToRemove(node, node.dataset.photoId ?? '');
    }
  }

  /** It is somebody else's, and what has come of it goes. @param {HTMLElement} node @param {string} uploadId */
  #askToRemoveUpload(node, uploadId) {
    if (!this.#mayRemove) {
      return;
    }
    this.#tileOf(node)?.askToRemove((remove) => {
      /** @type {HTMLElement | null} */ (node.querySelector('[data-action=dismiss]'))?.focus();
      if (remove) {
        this.#emit('upload-remove', { id: uploadId });
      }
    });
  }

  /** @param {HTMLElement} node */
  #tileOf(node) {
    return Array.from(this.#tiles.values()).find((tile) => tile.node === node);
  }

  /** @param {HTMLElement} node @param {string} photoId */
  #askToRemove(node, photoId) {
    if (!this.#mayRemove) {
      return;
    }
    this.#tileOf(node)?.askToRemove((remove) => {
      this.focusPhoto(photoId);
      if (remove) {
        this.#emit('photo-remove', { id: photoId });
      }
    });
  }

  /** @param {string} photoId @param {number} step */
  #move(photoId, step) {
    if (!this.#mayOrder) {
      return;
    }
    const ids = photoIds(this.#list);
    const from = ids.indexOf(photoId);
    const to = from + step;
    if (to >= 0 && to < ids.length) {
      ids.splice(to, 0, ...ids.splice(from, 1));
      this.#emit('photo-order', { ids, moved: photoId, number: to + 1 });
    }
  }

  /** @param {string} type @param {unknown} detail */
  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

/**
 * All that has a place, in its order: photos, what is on its way, and what is still at a sender that goes on.
 *
 * @param {Pick<import('../../js/dock-state.js').Dock, 'photos' | 'picks'> & {uploads: Upload[]}} dock
 * @returns {{place: number, photo?: Photo, number: number, upload?: Upload, slot?: Slot}[]}
 */
function lying({ photos, uploads, picks }) {
  const waiting = picks
    .filter(({ state }) => state === 'waiting')
    .flatMap(({ pick, phoneId, place, waiting: indexes }) => indexes.map((index) => ({ place: place + index, number: 0, slot: { pick, phoneId, index } })));
  const all = [
    ...photos.map((photo, index) => ({ place: photo.place, photo, number: index + 1 })),
    ...uploads.map((upload) => ({ place: upload.place, upload, number: 0 })),
    ...waiting,
  ];
  return all.sort((one, other) => one.place - other.place);
}

customElements.define('snap-photo-grid', PhotoGrid);
