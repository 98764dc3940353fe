import '../elements/stream-state/stream-state.js';
import '../elements/upload-list/upload-list.js';
import { announce } from './announcer.js';
import { Problem, bearer, removePhoto, thumbnailUrl } from './api.js';
import { dockAfter, unknownDock } from './dock-state.js';
import { openDockStream } from './dock-stream.js';
import { find } from './dom.js';
import { problemText, t } from './i18n.js';
import { KeepAwake } from './keep-awake.js';
import { forgetPhone } from './phone-key.js';
import { showPhoneStatus } from './phone-status.js';
import { photoSender } from './photo-sender.js';
import { Store } from './store.js';
import { UploadQueue, canRetry } from './upload-queue.js';

/** @typedef {import('./dock-state.js').Dock} Dock @typedef {import('./upload-queue.js').QueueItem} QueueItem */

/** The joined phone: its queue, the dock's events, and what the person does. */
export class PhoneDock {
  #store = new Store(dockAfter, unknownDock);
  #awake = new KeepAwake();
  #dockId;
  #phone;
  #queue;
  #stream;
  #list = find('upload-list');
  #wasSent = 0;
  /** Who waits for which photo's thumbnail. @type {Map<string, () => void>} */
  #awaited = new Map();

  /**
   * @param {string} dockId
   * @param {import('./phone-key.js').Phone} phone
   */
  constructor(dockId, phone) {
    this.#dockId = dockId;
    this.#phone = phone;
    const maxBytes = () => this.#store.state.limits?.maxBytesPerPhoto ?? Infinity;
    const send = photoSender({ dockId, key: phone.phoneKey, maxBytes });
    this.#queue = new UploadQueue({
      send: (item, options) => this.#sendAndTell(send(item, options)),
      onChange: (items) => this.#show(items),
    });
    this.#list.picture = (/** @type {QueueItem} */ item) => this.#pictureOf(item);
    this.#listen();
    this.#store.subscribe((dock) => this.#changed(dock));
    if (phone.dock) {
      this.#store.dispatch({ type: 'snapshot', data: phone.dock, at: Date.now() });
    }
    this.#stream = openDockStream({
      dockId,
      phone,
      store: this.#store,
      onState: (state) => {
        find('stream-state').update(state);
        if (state.name === 'live') {
          this.#queue.wake();
        }
      },
    });
  }

  #listen() {
    for (const id of ['#take-photo', '#choose-photos']) {
      const input = find(id);
      input.addEventListener('change', () => {
        const { length } = input.files;
        this.#queue.add(input.files);
        input.value = '';
        announce(t('phone.added', { count: length }));
      });
    }
    this.#list.addEventListener('upload-retry', (/** @type {CustomEvent} */ { detail }) => this.#queue.retry(detail.clientId));
    this.#list.addEventListener('upload-remove', (/** @type {CustomEvent} */ { detail }) => void this.#remove(detail.clientId));
    find('[data-action="retry-all"]').addEventListener('click', () => this.#queue.retryAll());
    find('stream-state').addEventListener('stream-retry', () => this.#stream.retryNow());
    window.addEventListener('online', () => this.#queue.wake());
    window.addEventListener('beforeunload', (event) => {
      if (this.#queue.items.some(({ state }) => state === 'waiting' || state === 'sending')) {
        event.preventDefault();
      }
    });
  }

  /** The answer may come before the event, or instead of it while the stream is down. @param {Promise<{id: string}>} sending */
  async #sendAndTell(sending) {
    try {
      const photo = await sending;
      this.#store.dispatch({ type: 'photo-received', data: photo, at: Date.now() });
      return photo;
    } catch (reason) {
      if (reason instanceof Problem && reason.code === 'dock-unavailable') {
        this.#store.dispatch({ type: 'dock-closed', data: { reason: 'UNAVAILABLE' }, at: Date.now() });
      }
      throw reason;
    }
  }

  /** @param {Dock} dock */
  #changed(dock) {
    const mine = (/** @type {{phoneId?: string}} */ { phoneId }) => phoneId === this.#phone.phoneId;
    for (const upload of dock.uploads.filter(mine)) {
      if (upload.clientId && upload.failed) {
        this.#queue.refused(upload.clientId, upload.failed);
      } else if (upload.clientId) {
        this.#queue.progress(upload.clientId, upload.received);
      }
    }
    this.#tellThumbnails();
    const photos = dock.photos.filter(mine);
    photos.forEach((photo) => this.#queue.arrived(photo));
    const here = new Set(photos.map(({ id }) => id));
    for (const item of this.#queue.items.filter(({ state, photoId }) => state === 'sent' && !here.has(photoId))) {
      this.#queue.removedThere(item.photoId);
      announce(t('phone.removedThere', { name: item.name }));
    }
    if (dock.phase === 'closed') {
      this.#ended();
    }
    this.#show(this.#queue.items);
  }

  #ended() {
    this.#stream?.close();
    this.#queue.stop(new Problem({ status: 404, code: 'dock-unavailable' }));
    forgetPhone(this.#dockId);
  }

  /** @param {readonly QueueItem[]} items */
  #show(items) {
    const dock = this.#store.state;
    this.#list.update(items);
    find('#queue').hidden = items.length === 0;
    find('[data-action="retry-all"]').hidden = items.filter(canRetry).length < 2 || dock.phase === 'closed';
    this.#awake.hold(items.some(({ state }) => state === 'sending'));
    if (dock.phase === 'closed') {
      showPhoneStatus({ name: 'closed', items });
    } else if (dock.phase === 'open') {
      showPhoneStatus({ name: 'joined', items, to: dock.title || location.host });
      this.#tell(items);
    }
  }

  /** @param {readonly QueueItem[]} items */
  #tell(items) {
    const sent = items.filter(({ state }) => state === 'sent').length;
    const left = items.filter(({ state }) => state === 'sending' || state === 'waiting').length;
    if (sent > this.#wasSent && items.some(({ blob }) => blob)) {
      announce(left > 0 ? t('phone.sentSoFar', { count: sent, left }) : t('phone.allSent', { count: sent }));
    }
    this.#wasSent = sent;
  }

  /** @param {string} clientId */
  async #remove(clientId) {
    const item = this.#queue.items.find((candidate) => candidate.clientId === clientId);
    if (item?.state === 'sent') {
      try {
        await removePhoto(this.#dockId, item.photoId, this.#phone.phoneKey);
      } catch (reason) {
        const problem = /** @type {Problem} */ (reason);
        if (problem.code !== 'photo-unknown' && problem.code !== 'dock-unavailable') {
          announce(problemText(problem));
          showPhoneStatus({ name: 'trouble', problem });
          return;
        }
      }
      this.#store.dispatch({ type: 'photo-removed', data: { id: item.photoId }, at: Date.now() });
    }
    this.#queue.remove(clientId);
  }

  /** Fulfilled when there is one; never, when the server can make none. @param {string} photoId @returns {Promise<void>} */
  #thumbnail(photoId) {
    return new Promise((resolve) => {
      this.#awaited.set(photoId, resolve);
      this.#tellThumbnails();
    });
  }

  #tellThumbnails() {
    for (const { id } of this.#store.state.photos.filter(({ thumbnail }) => thumbnail)) {
      this.#awaited.get(id)?.();
      this.#awaited.delete(id);
    }
  }

  /** @param {QueueItem} item @returns {Promise<Blob | null>} */
  async #pictureOf({ blob, photoId }) {
    if (blob) {
      return blob;
    }
    await this.#thumbnail(photoId);
    // An <img> cannot send the key.
    const response = await fetch(thumbnailUrl(this.#dockId, photoId), { headers: bearer(this.#phone.phoneKey) });
    return response.ok ? response.blob() : null;
  }
}
