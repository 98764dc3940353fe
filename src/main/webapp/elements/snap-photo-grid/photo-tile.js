import { downloadUrl, photoPreviewUrl, photoUrl, thumbnailUrl, uploadPreviewUrl } from '../../js/api.js';
import { element, setText } from '../../js/dom.js';
import { formatBytes, hasText, problemText, t } from '../../js/i18n.js';
import { icon } from '../../js/icons.js';
import { loadedPicture } from '../../js/loaded-picture.js';
import { saves } from '../../js/saving.js';
import { ProgressRing } from './progress-ring.js';

/**
 * One place in the grid, from the first byte on its way to the thumbnail: an `<li>` whose size never changes, and whose
 * picture, once there is one, is only ever replaced by a better one.
 * `data-state`: `waiting` (picked, not begun), `uploading`, `paused`, `failed`, `arrived` (no thumbnail yet), `ready`.
 *
 * @typedef {import('../../js/dock-state.js').Photo} Photo
 * @typedef {import('../../js/own-uploads.js').ShownUpload} Upload
 * @typedef {{name: string, shade: number}} Sender
 */
export class PhotoTile {
  #picture = element('div', { className: 'tile-picture' }, icon('picture'));
  #frame = element('div', { className: 'tile-frame' }, this.#picture);
  #name = element('p', { className: 'tile-name', dir: 'auto' });
  #dot = element('span', { className: 'phone-dot', hidden: true });
  #words = element('span');
  #ring = new ProgressRing();
  #shown = '';
  #loading = new AbortController();
  #state = '';
  #tools = '';
  #labelled = '';

  constructor() {
    const note = element('p', { className: 'tile-note' }, this.#dot, this.#words);
    const caption = element('div', { className: 'tile-caption' }, this.#name, note);
    this.node = element('li', { className: 'tile' }, this.#frame, caption);
  }

  /** Picked, and still at its sender. @param {Sender | null} sender when several phones send */
  showWaiting(sender) {
    if (this.#enter('waiting')) {
      this.#tools = '';
      delete this.node.dataset.clientId;
      delete this.node.dataset.uploadId;
      this.#frame.replaceChildren(this.#picture);
    }
    setText(this.#name, t('photo.unnamed'));
    this.#note(t('tile.waiting'), sender);
  }

  /**
   * @param {string} dockId
   * @param {Upload} upload
   * @param {{sender: Sender | null, isLeaving: boolean}} more `sender` when several phones send
   */
  showUpload(dockId, upload, { sender, isLeaving }) {
    const state = uploadState(upload);
    const name = upload.name || t('photo.unnamed');
    const tools = `${state} ${upload.own?.canRetry ?? ''}`;
    this.#enter(state);
    this.node.dataset.uploadId = upload.id;
    if (upload.own) {
      this.node.dataset.clientId = upload.own.clientId;
    }
    if (tools !== this.#tools) {
      this.#tools = tools;
      // A question that is being answered stays.
      const question = this.#frame.querySelector('.tile-question');
      this.#frame.replaceChildren(this.#picture, ...(state === 'failed' ? failure() : [this.#ring.node]), ...uploadTools(state, name, upload.own), ...(question ? [question] : []));
    }
    setText(this.#name, name);
    this.#ring.update(upload, name);
    this.#leave(isLeaving);
    this.#note(isLeaving ? t('pending.remove') : noteOf(upload), sender);
    if (upload.preview) {
      this.#show(uploadPreviewUrl(dockId, upload.id));
    }
  }

  /**
   * @param {string} dockId
   * @param {Photo} photo
   * @param {{number: number, count: number, sender: Sender | null, isLeaving: boolean}} place `number` from 1
   */
  showPhoto(dockId, photo, { number, count, sender, isLeaving }) {
    const name = photo.name || t('photo.unnamed');
    if (this.#state !== 'arrived' && this.#state !== 'ready') {
      delete this.node.dataset.uploadId;
      delete this.node.dataset.clientId;
      this.#tools = '';
      this.node.dataset.photoId = photo.id;
      this.#frame.replaceChildren(this.#picture, opener(), actions(dockId, photo));
    }
    this.#enter(photo.thumbnail ? 'ready' : 'arrived');
    setText(this.#name, name);
    this.#leave(isLeaving);
    this.#note(isLeaving ? t('pending.remove') : formatBytes(photo.bytes), sender);
    this.#label(name, number, count);
    if (photo.thumbnail) {
      this.#show(thumbnailUrl(dockId, photo.id), kindOf(photo));
    } else if (photo.preview && this.#picture.querySelector('img')) {
      // It came while the photo was on its way and lies at another address now.
      this.#shown = photoPreviewUrl(dockId, photo.id);
    } else {
      this.#show(photo.preview ? photoPreviewUrl(dockId, photo.id) : photoUrl(dockId, photo.id), kindOf(photo));
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

  /** @param {boolean} isLeaving */
  #leave(isLeaving) {
    this.node.toggleAttribute('data-leaving', isLeaving);
    this.node.setAttribute('aria-busy', String(isLeaving));
  }

  /** @param {string} text @param {Sender | null} sender */
  #note(text, sender) {
    this.#dot.hidden = sender === null;
    this.#dot.dataset.shade = String(sender?.shade ?? '');
    setText(this.#words, sender ? t('tile.from', { name: sender.name || t('phones.unnamed'), note: text }) : text);
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
   * @param {string} [kind] what the placeholder says when it cannot be shown
   */
  async #show(source, kind) {
    if (source === this.#shown) {
      return;
    }
    this.#shown = source;
    this.#loading.abort();
    this.#loading = new AbortController();
    const { signal } = this.#loading;
    const onTrouble = () => {
      // HEIC or AVIF in a browser that cannot show it: the thumbnail will come, or what was there stays.
      if (this.#shown === source && kind && !this.#picture.querySelector('img')) {
        this.#picture.replaceChildren(icon('picture'), element('span', { className: 'tile-kind' }, kind));
      }
    };
    const image = await loadedPicture({ alt: '', draggable: false, decoding: 'async', src: source }, { signal, onTrouble }).catch(() => null);
    if (image && this.#shown === source) {
      // Only the first one fades in; a sharper one takes its place at once.
      image.classList.toggle('is-first', !this.#picture.querySelector('img'));
      this.#picture.replaceChildren(image);
    }
  }
}

/** @param {Upload} upload */
function uploadState({ failed, paused }) {
  if (failed) {
    return 'failed';
  }
  return paused ? 'paused' : 'uploading';
}

/** @param {Upload} upload */
function noteOf({ failed, paused, bytes, received, phoneId, own }) {
  if (failed && own) {
    return problemText(failed);
  }
  if (failed) {
    return problemText({ ...failed, code: `there.${failed.code}`, detail: failed.detail || t('problem.there') });
  }
  if (paused) {
    const key = phoneId ? `paused.${paused}` : 'paused.here';
    return t(hasText(key) ? key : 'paused.connection-lost');
  }
  return bytes ? t('upload.bytesOf', { received: formatBytes(received), bytes: formatBytes(bytes) }) : formatBytes(received);
}

const failure = () => [element('span', { className: 'tile-sign' }, icon('warning'))];

/**
 * What can be done with one that is not here: nothing while it comes, unless it is this desktop's own.
 *
 * @param {string} state
 * @param {string} name
 * @param {Upload['own']} own
 */
function uploadTools(state, name, own) {
  const tool = (/** @type {string} */ action, /** @type {string} */ sign, /** @type {string} */ label, /** @type {string} */ title) =>
    element('button', { type: 'button', className: 'tile-action', 'data-action': action, 'aria-label': label, title }, icon(sign));
  const retry = own?.canRetry ? [tool('retry', 'retry', t('upload.retryOf', { name }), t('upload.retry'))] : [];
  const isStill = state === 'failed' || state === 'paused';
  const dismiss = isStill ? [tool('dismiss', 'close', t('upload.dismiss', { name }), t('dismiss'))] : [];
  const all = [...retry, ...dismiss];
  return all.length > 0 ? [element('div', { className: 'tile-actions' }, ...all)] : [];
}

function opener() {
  return element('button', { type: 'button', className: 'tile-open', 'data-action': 'open', 'aria-keyshortcuts': 'Alt+ArrowLeft Alt+ArrowRight Delete' });
}

/** @param {string} dockId @param {Photo} photo */
function actions(dockId, photo) {
  const action = (/** @type {string} */ name, /** @type {string} */ sign) =>
    element('button', { type: 'button', className: 'tile-action', 'data-action': name, title: t(`photo.${name}`) }, icon(sign));
  const save = element('a', { className: 'tile-action', download: '', 'data-action': 'save', title: t('photo.save') }, icon('save'));
  saves(save, downloadUrl(dockId, photo.id), photo.name);
  const grip = element('span', { className: 'tile-action tile-grip', 'aria-hidden': 'true', 'data-grip': '' }, icon('grip'));
  return element('div', { className: 'tile-actions' }, grip, action('move-left', 'left'), action('move-right', 'right'), save, action('remove', 'trash'));
}

/** @param {Photo} photo */
const kindOf = (photo) => (photo.type.split('/')[1] ?? '').toUpperCase();
