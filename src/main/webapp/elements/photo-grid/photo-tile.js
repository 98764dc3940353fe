import { downloadUrl, photoUrl, thumbnailUrl } from '../../js/api.js';
import { element, setText } from '../../js/dom.js';
import { formatBytes, problemText, t } from '../../js/i18n.js';
import { icon } from '../../js/icons.js';

/**
 * One place in the grid, from the first byte on its way to the thumbnail: an `<li>` whose size never changes.
 * `data-state`: `uploading`, `failed`, `arrived` (no thumbnail yet), `ready`.
 *
 * @typedef {import('../../js/dock-state.js').Photo} Photo
 * @typedef {import('../../js/dock-state.js').Upload} Upload
 */
export class PhotoTile {
  #frame = element('div', { className: 'tile-frame' });
  #name = element('p', { className: 'tile-name', dir: 'auto' });
  #note = element('p', { className: 'tile-note' });
  #shown = '';
  #state = '';
  #labelled = '';

  constructor() {
    const caption = element('div', { className: 'tile-caption' }, this.#name, this.#note);
    this.node = element('li', { className: 'tile' }, this.#frame, caption);
  }

  /** @param {Upload} upload */
  showUpload(upload) {
    const state = upload.failed ? 'failed' : 'uploading';
    if (this.#enter(state)) {
      this.node.dataset.uploadId = upload.id;
      this.#frame.replaceChildren(...(upload.failed ? this.#failure(upload) : [icon('picture')]), ...(upload.failed ? [] : this.#progress()));
    }
    const name = upload.name || t('photo.unnamed');
    setText(this.#name, name);
    if (upload.failed) {
      setText(this.#note, problemText({ ...upload.failed, code: `there.${upload.failed.code}`, detail: t('problem.there') }));
      return;
    }
    const bar = /** @type {HTMLProgressElement} */ (this.#frame.querySelector('progress'));
    bar.setAttribute('aria-label', t('upload.progressOf', { name }));
    if (upload.bytes) {
      bar.max = upload.bytes;
      bar.value = upload.received;
      setText(this.#note, t('upload.bytesOf', { received: formatBytes(upload.received), bytes: formatBytes(upload.bytes) }));
    } else {
      bar.removeAttribute('value');
      setText(this.#note, formatBytes(upload.received));
    }
  }

  /**
   * @param {string} dockId
   * @param {Photo} photo
   * @param {number} number its place, from 1
   * @param {number} count
   */
  showPhoto(dockId, photo, number, count) {
    const name = photo.name || t('photo.unnamed');
    if (this.#state !== 'arrived' && this.#state !== 'ready') {
      delete this.node.dataset.uploadId;
      this.node.dataset.photoId = photo.id;
      this.#frame.replaceChildren(this.#opener(), this.#actions(dockId, photo));
    }
    this.#enter(photo.thumbnail ? 'ready' : 'arrived');
    setText(this.#name, name);
    setText(this.#note, formatBytes(photo.bytes));
    this.#label(name, number, count);
    const source = photo.thumbnail ? thumbnailUrl(dockId, photo.id) : photoUrl(dockId, photo.id);
    if (source !== this.#shown) {
      this.#shown = source;
      void this.#showPicture(source, photo);
    }
  }

  /** Asks in the tile itself whether the photo shall go; a second press of Enter is enough. @param {(remove: boolean) => void} answer */
  askToRemove(answer) {
    if (this.#frame.querySelector('.tile-question')) {
      return;
    }
    const finish = (/** @type {boolean} */ remove) => {
      question.removeEventListener('focusout', left);
      question.remove();
      answer(remove);
    };
    const yes = element('button', { type: 'button', className: 'button danger', 'data-action': 'confirm-remove', on: { click: () => finish(true) } }, t('photo.remove'));
    const no = element('button', { type: 'button', className: 'button', 'data-action': 'keep', on: { click: () => finish(false) } }, t('photo.keep'));
    const words = element('p', {}, t('photo.removeQuestion'));
    const question = element('div', { className: 'tile-question', role: 'group', 'aria-label': t('photo.removeQuestion') }, words, yes, no);
    const left = (/** @type {FocusEvent} */ event) => {
      if (event.relatedTarget instanceof Node && !question.contains(event.relatedTarget)) {
        question.remove();
      }
    };
    question.addEventListener('focusout', left);
    question.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') {
        event.stopPropagation();
        finish(false);
      }
    });
    this.#frame.append(question);
    yes.focus();
  }

  /** @param {string} state @returns {boolean} whether it is a new one */
  #enter(state) {
    const isNew = state !== this.#state;
    this.#state = state;
    this.node.dataset.state = state;
    return isNew;
  }

  #progress() {
    return [element('progress', { className: 'tile-progress', max: 1, value: 0 })];
  }

  /** @param {Upload} upload */
  #failure(upload) {
    const label = t('upload.dismiss', { name: upload.name || t('photo.unnamed') });
    const button = element('button', { type: 'button', className: 'tile-action', 'data-action': 'dismiss', 'aria-label': label, title: t('dismiss') }, icon('close'));
    return [icon('warning'), element('div', { className: 'tile-actions' }, button)];
  }

  #opener() {
    return element('button', { type: 'button', className: 'tile-open', 'data-action': 'open', 'aria-keyshortcuts': 'Alt+ArrowLeft Alt+ArrowRight Delete' }, icon('picture'));
  }

  /** @param {string} dockId @param {Photo} photo */
  #actions(dockId, photo) {
    const action = (/** @type {string} */ name, /** @type {string} */ sign) =>
      element('button', { type: 'button', className: 'tile-action', 'data-action': name, title: t(`photo.${name}`) }, icon(sign));
    const save = element('a', { className: 'tile-action', href: downloadUrl(dockId, photo.id), download: '', 'data-action': 'save', title: t('photo.save') }, icon('save'));
    const grip = element('span', { className: 'tile-action tile-grip', 'aria-hidden': 'true', 'data-grip': '' }, icon('grip'));
    const actions = [grip, action('move-left', 'left'), action('move-right', 'right'), save, action('remove', 'trash')];
    return element('div', { className: 'tile-actions' }, ...actions);
  }

  /** @param {string} name @param {number} number @param {number} count */
  #label(name, number, count) {
    const place = [name, number, count].join(' ');
    if (place === this.#labelled) {
      return;
    }
    this.#labelled = place;
    for (const node of this.#frame.querySelectorAll('[data-action]')) {
      const action = /** @type {HTMLElement} */ (node).dataset.action;
      if (action !== 'confirm-remove' && action !== 'keep') {
        node.setAttribute('aria-label', t(`photo.${action}Of`, { name, number, count }));
      }
    }
    const disable = (/** @type {string} */ action, /** @type {boolean} */ off) => {
      const button = /** @type {HTMLButtonElement} */ (this.#frame.querySelector(`[data-action="${action}"]`));
      // Not `disabled`: at the end of the row the button would lose the focus that is on it.
      button.setAttribute('aria-disabled', String(off));
    };
    disable('move-left', number === 1);
    disable('move-right', number === count);
  }

  /**
   * Swaps the picture in once it is decoded, so that the place never goes blank.
   *
   * @param {string} source
   * @param {Photo} photo
   */
  async #showPicture(source, photo) {
    const picture = element('img', { alt: '', draggable: false, decoding: 'async', src: source });
    const opener = /** @type {HTMLElement} */ (this.#frame.querySelector('.tile-open'));
    try {
      await picture.decode();
    } catch {
      // HEIC or AVIF in a browser that cannot show it: the thumbnail will come, or the placeholder stays.
      if (this.#shown === source && !opener.querySelector('img')) {
        opener.replaceChildren(icon('picture'), element('span', { className: 'tile-kind' }, kindOf(photo)));
      }
      return;
    }
    if (this.#shown === source) {
      opener.replaceChildren(picture);
    }
  }
}

/** @param {Photo} photo */
const kindOf = (photo) => (photo.type.split('/')[1] ?? '').toUpperCase();
