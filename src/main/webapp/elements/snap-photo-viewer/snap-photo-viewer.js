import { downloadUrl, photoPreviewUrl, photoUrl, thumbnailUrl } from '../../js/api.js';
import { element, focusedBeside, setText } from '../../js/dom.js';
import { formatBytes, t } from '../../js/i18n.js';
import { icon } from '../../js/icons.js';
import { tokenFor } from '../../js/keyring.js';
import { loadedPicture } from '../../js/loaded-picture.js';
import { saves } from '../../js/saving.js';

/** @typedef {import('../../js/dock-state.js').Photo} Photo */

/** A finger that went this far sideways meant it. */
const SWIPE_PX = 48;

/** The contract is in README.md beside this file. */
export class PhotoViewer extends HTMLElement {
  #dialog = element('dialog', { className: 'viewer', 'aria-labelledby': 'viewer-name' });
  #stage = element('div', { className: 'viewer-stage' });
  #name = element('h2', { id: 'viewer-name', className: 'viewer-name', dir: 'auto' });
  #note = element('p', { className: 'viewer-note' });
  #save = element('a', { className: 'button', 'data-action': 'save', download: '' });
  #previous = step('previous', 'left');
  #next = step('next', 'right');
  #dockId = '';
  /** @type {Photo[]} */
  #photos = [];
  #id = '';
  #place = 0;
  #shown = '';
  #loading = new AbortController();
  /** @type {{x: number, y: number} | null} */
  #touch = null;

  connectedCallback() {
    if (this.#dialog.isConnected) {
      return;
    }
    this.#save.append(icon('save'), t('photo.save'));
    this.#previous.setAttribute('aria-label', t('viewer.previous'));
    this.#next.setAttribute('aria-label', t('viewer.next'));
    const close = element('button', { type: 'button', className: 'button icon-only', 'data-action': 'close', 'aria-label': t('close') }, icon('close'));
    const bar = element('div', { className: 'viewer-bar' }, element('div', { className: 'viewer-words' }, this.#name, this.#note), this.#save, close);
    this.#dialog.append(bar, this.#stage, this.#previous, this.#next);
    this.append(this.#dialog);
    close.addEventListener('click', () => this.#dialog.close());
    this.#previous.addEventListener('click', () => this.#go(-1));
    this.#next.addEventListener('click', () => this.#go(1));
    this.#dialog.addEventListener('keydown', (event) => this.#pressed(event));
    this.#dialog.addEventListener('close', () => this.#closed());
    this.#stage.addEventListener('click', (event) => event.target === this.#stage && this.#dialog.close());
    this.#stage.addEventListener('pointerdown', ({ clientX: x, clientY: y }) => (this.#touch = { x, y }));
    this.#stage.addEventListener('pointercancel', () => (this.#touch = null));
    this.#stage.addEventListener('pointerup', (event) => this.#lifted(event));
  }

  /** @param {string} photoId */
  open(photoId) {
    this.#id = photoId;
    this.#show();
    this.#dialog.showModal();
  }

  close() {
    this.#dialog.close();
  }

  /** @param {string} dockId @param {Photo[]} photos */
  update(dockId, photos) {
    this.#dockId = dockId;
    this.#photos = photos;
    if (!this.#dialog.open) {
      return;
    }
    if (photos.length === 0) {
      this.#dialog.close();
    } else {
      this.#show();
    }
  }

  #show() {
    const at = this.#photos.findIndex(({ id }) => id === this.#id);
    // When the photo shown was removed, the one that took its place follows.
    this.#place = at >= 0 ? at : Math.min(this.#place, this.#photos.length - 1);
    const photo = this.#photos[this.#place];
    this.#id = photo.id;
    setText(this.#name, photo.name || t('photo.unnamed'));
    const count = this.#photos.length;
    setText(this.#note, t('viewer.note', { number: this.#place + 1, count, size: formatBytes(photo.bytes) }));
    saves(this.#save, downloadUrl(this.#dockId, photo.id), photo.name);
    this.#previous.disabled = this.#place === 0;
    this.#next.disabled = this.#place === count - 1;
    this.#dialog.dataset.photoId = photo.id;
    if (this.#shown !== photo.id) {
      this.#shown = photo.id;
      void this.#showPicture(photo);
    }
  }

  /** A small one first, which is there at once; then the original in its place. @param {Photo} photo */
  async #showPicture(photo) {
    const alt = photo.name || t('photo.unnamed');
    const source = smallUrl(this.#dockId, photo);
    this.#loading.abort();
    this.#loading = new AbortController();
    const small = source ? await this.#small(source, alt) : null;
    if (this.#shown !== photo.id) {
      return;
    }
    this.#stage.replaceChildren(...(small ? [small] : []));
    try {
      const large = await loadedPicture({ alt, src: photoUrl(this.#dockId, photo.id), draggable: false }, this.#loading);
      if (this.#shown === photo.id) {
        this.#stage.replaceChildren(large);
      }
    } catch {
      if (this.#shown === photo.id) {
        const words = element('p', { className: 'viewer-unable' }, icon('broken'), t('viewer.unable'));
        this.#stage.replaceChildren(...(small ? [small] : []), words);
      }
    }
  }

  /** By a token it must be read first; else the browser has it, or shows it as it comes. @param {string} source @param {string} alt */
  async #small(source, alt) {
    const properties = { alt, src: source, draggable: false };
    return tokenFor(source) ? loadedPicture(properties, this.#loading).catch(() => null) : element('img', properties);
  }

  /** @param {number} by */
  #go(by) {
    const photo = this.#photos[this.#place + by];
    if (photo) {
      this.#id = photo.id;
      const focused = focusedBeside(this);
      this.#show();
      // A button that became disabled under the focus would drop it out of the dialog.
      if (focused instanceof HTMLButtonElement && focused.disabled) {
        (by < 0 ? this.#next : this.#previous).focus();
      }
    }
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      event.preventDefault();
      this.#go(event.key === 'ArrowLeft' ? -1 : 1);
    }
  }

  /** @param {PointerEvent} event */
  #lifted(event) {
    const start = this.#touch;
    this.#touch = null;
    const across = start ? event.clientX - start.x : 0;
    if (start && Math.abs(across) > SWIPE_PX && Math.abs(across) > Math.abs(event.clientY - start.y)) {
      this.#go(across > 0 ? -1 : 1);
    }
  }

  #closed() {
    this.#loading.abort();
    this.#stage.replaceChildren();
    this.#shown = '';
    this.dispatchEvent(new CustomEvent('viewer-closed', { detail: { id: this.#id } }));
  }
}

/** The server's thumbnail, else what the phone made of a kind that the server cannot read. @param {string} dockId @param {Photo} photo */
function smallUrl(dockId, { id, thumbnail, preview }) {
  if (thumbnail) {
    return thumbnailUrl(dockId, id);
  }
  return preview ? photoPreviewUrl(dockId, id) : '';
}

/** @param {string} action @param {string} sign */
function step(action, sign) {
  return element('button', { type: 'button', className: `button icon-only viewer-step viewer-${action}`, 'data-action': action }, icon(sign));
}

customElements.define('snap-photo-viewer', PhotoViewer);
