import { element, setText } from '../../js/dom.js';
import { formatBytes, problemText, t } from '../../js/i18n.js';
import { icon } from '../../js/icons.js';
import { canRetry } from '../../js/upload-queue.js';

/** @typedef {import('../../js/upload-queue.js').QueueItem} QueueItem */

/** The contract is in README.md beside this file. */
export class UploadList extends HTMLElement {
  #list = element('ul', { className: 'uploads' });
  /** @type {Map<string, Row>} */
  #rows = new Map();
  #clock = 0;
  /** @type {(item: QueueItem) => Promise<Blob | null>} */
  #picture = async ({ blob }) => blob;

  connectedCallback() {
    if (!this.#list.isConnected) {
      this.append(this.#list);
      this.#list.addEventListener('click', (event) => this.#clicked(event));
    }
    this.#clock = setInterval(() => this.#rows.forEach((row) => row.tick()), 1_000);
  }

  disconnectedCallback() {
    clearInterval(this.#clock);
  }

  /** @param {(item: QueueItem) => Promise<Blob | null>} picture where a row's small picture comes from */
  set picture(picture) {
    this.#picture = picture;
  }

  /** @param {readonly QueueItem[]} items */
  update(items) {
    const ids = new Set(items.map(({ clientId }) => clientId));
    for (const [id, row] of this.#rows) {
      if (!ids.has(id)) {
        this.#drop(id, row);
      }
    }
    const added = [];
    for (const item of items) {
      let row = this.#rows.get(item.clientId);
      if (!row) {
        row = new Row(item, this.#picture);
        this.#rows.set(item.clientId, row);
        added.push(row.node);
      }
      row.update(item);
    }
    // What was chosen last is on top, where the person looks for it; what was chosen together keeps its order.
    this.#list.prepend(...added);
  }

  /** @param {string} id @param {Row} row */
  #drop(id, row) {
    const hadFocus = row.node.contains(document.activeElement);
    const neighbour = row.node.nextElementSibling ?? row.node.previousElementSibling;
    row.end();
    this.#rows.delete(id);
    if (hadFocus) {
      const next = /** @type {HTMLElement | null | undefined} */ (neighbour?.querySelector('button'));
      (next ?? this).focus();
    }
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const button = /** @type {HTMLElement} */ (event.target).closest('button');
    const row = /** @type {HTMLElement | null | undefined} */ (button?.closest('.upload'));
    const clientId = row?.dataset.clientId ?? '';
    const action = button?.dataset.action;
    if (action === 'retry') {
      this.dispatchEvent(new CustomEvent('upload-retry', { detail: { clientId } }));
    } else if (action === 'resume') {
      this.dispatchEvent(new CustomEvent('upload-resume', { detail: { clientId } }));
    } else if (action === 'remove' && this.#rows.get(clientId)?.isAtComputer) {
      this.#rows.get(clientId)?.askToRemove();
    } else if (action === 'remove' || action === 'confirm-remove') {
      this.dispatchEvent(new CustomEvent('upload-remove', { detail: { clientId } }));
    } else if (action === 'keep') {
      this.#rows.get(clientId)?.endQuestion();
    }
  }
}

class Row {
  #frame = element('div', { className: 'upload-picture' }, icon('picture'));
  #name = element('p', { className: 'upload-name', dir: 'auto' });
  #note = element('p', { className: 'upload-note' });
  #bar = element('progress', { className: 'upload-bar' });
  #retry = element('button', { type: 'button', className: 'button icon-only', 'data-action': 'retry', title: t('upload.retry') }, icon('retry'));
  #resume = element('button', { type: 'button', className: 'button icon-only', 'data-action': 'resume', title: t('upload.resume') }, icon('play'));
  #remove = element('button', { type: 'button', className: 'button icon-only quiet', 'data-action': 'remove', title: t('photo.remove') }, icon('close'));
  #url = '';
  /** @type {HTMLElement | null} */
  #question = null;
  /** @type {QueueItem} */
  #item;

  /**
   * @param {QueueItem} item
   * @param {(item: QueueItem) => Promise<Blob | null>} picture
   */
  constructor(item, picture) {
    this.#item = item;
    const words = element('div', { className: 'upload-words' }, this.#name, this.#note, this.#bar);
    this.node = element('li', { className: 'upload', 'data-client-id': item.clientId }, this.#frame, words, this.#retry, this.#resume, this.#remove);
    void this.#showPicture(picture);
  }

  /** Whether this phone's photo is there, so that taking it away concerns the computer. */
  get isAtComputer() {
    return this.#item.state === 'sent' && !this.#item.isDuplicate;
  }

  /** @param {QueueItem} item */
  update(item) {
    const hadFocus = document.activeElement === this.#resume || document.activeElement === this.#retry;
    this.#item = item;
    const name = item.name || t('photo.unnamed');
    this.node.dataset.state = item.state;
    if (this.#question && item.state !== 'sent') {
      this.endQuestion();
    }
    if (item.photoId) {
      this.node.dataset.photoId = item.photoId;
    }
    setText(this.#name, name);
    this.#bar.max = item.bytes || 1;
    this.#bar.value = item.state === 'sent' ? this.#bar.max : item.received;
    this.#bar.setAttribute('aria-label', t('upload.progressOf', { name }));
    this.#retry.hidden = !canRetry(item);
    this.#retry.setAttribute('aria-label', t('upload.retryOf', { name }));
    this.#resume.hidden = item.state !== 'paused';
    this.#resume.setAttribute('aria-label', t('upload.resumeOf', { name }));
    this.#remove.setAttribute('aria-label', t(item.state === 'removed' || item.isDuplicate ? 'upload.dismiss' : 'photo.removeOf', { name }));
    if (hadFocus && document.activeElement !== this.#remove && (this.#resume.hidden && this.#retry.hidden)) {
      this.#remove.focus();
    }
    this.tick();
  }

  /** What has arrived is gone at the computer too, so one tap is not enough. */
  askToRemove() {
    const yes = element('button', { type: 'button', className: 'button danger', 'data-action': 'confirm-remove' }, t('photo.remove'));
    const no = element('button', { type: 'button', className: 'button', 'data-action': 'keep' }, t('photo.keep'));
    const words = element('p', {}, t('upload.removeQuestion'));
    this.#question = element('div', { className: 'upload-question', role: 'group', 'aria-label': t('upload.removeQuestion') }, words, yes, no);
    this.#question.addEventListener('keydown', (event) => event.key === 'Escape' && this.endQuestion());
    this.node.append(this.#question);
    no.focus();
  }

  endQuestion() {
    this.#question?.remove();
    this.#question = null;
    this.#remove.focus();
  }

  /** Some words count seconds. */
  tick() {
    setText(this.#note, noteOf(this.#item));
  }

  end() {
    this.node.remove();
    URL.revokeObjectURL(this.#url);
  }

  /** @param {(item: QueueItem) => Promise<Blob | null>} picture */
  async #showPicture(picture) {
    const blob = await picture(this.#item).catch(() => null);
    if (!blob) {
      return;
    }
    this.#url = URL.createObjectURL(blob);
    const image = element('img', { alt: '', decoding: 'async', src: this.#url });
    // A type that the browser cannot show keeps the placeholder.
    await image.decode().then(
      () => this.#frame.replaceChildren(image),
      () => undefined,
    );
  }
}

/** @param {import('../../js/api.js').Problem | null} problem */
function waitKey(problem) {
  if (problem?.code === 'foreign') {
    return 'upload.foreign';
  }
  return problem?.status === 0 ? 'upload.again' : 'upload.busy';
}

/** @param {QueueItem} item */
function noteOf(item) {
  if (item.isLeaving) {
    return t('pending.remove');
  }
  if (item.state === 'sending') {
    return t('upload.bytesOf', { received: formatBytes(item.received), bytes: formatBytes(item.bytes) });
  }
  if (item.state === 'waiting' && item.problem?.isOfSeal) {
    return t('upload.sealed');
  }
  if (item.state === 'waiting' && item.retryAt > 0) {
    return t(waitKey(item.problem), { count: Math.max(1, Math.ceil((item.retryAt - Date.now()) / 1_000)) });
  }
  if (item.state === 'paused' && item.received > 0) {
    return t('upload.pausedAt', { received: formatBytes(item.received) });
  }
  if (item.state === 'sent' && item.isDuplicate) {
    return t('upload.duplicate');
  }
  if (item.state === 'failed' && item.problem) {
    return problemText(item.problem);
  }
  return t(`upload.${item.state}`, { size: formatBytes(item.bytes) });
}

customElements.define('snap-upload-list', UploadList);
