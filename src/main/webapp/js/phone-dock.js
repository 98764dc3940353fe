import '../elements/snap-stream-state/snap-stream-state.js';
import '../elements/snap-upload-list/snap-upload-list.js';
import { announce } from './announcer.js';
import { readPicture, removePhoto, thumbnailUrl } from './api.js';
import { dockAfter, unknownDock } from './dock-state.js';
import { openDockStream } from './dock-stream.js';
import { find, setText } from './dom.js';
import { problemText, t } from './i18n.js';
import { KeepAwake } from './keep-awake.js';
import { Outbox } from './outbox.js';
import { endPauses, patiently } from './patience.js';
import { forgetPhone } from './phone-key.js';
import { showPhoneStatus } from './phone-status.js';
import { Store } from './store.js';
import { canRetry, isUnsent } from './upload-queue.js';

/** @typedef {import('./dock-state.js').Dock} Dock @typedef {import('./upload-queue.js').QueueItem} QueueItem */

/** So long a photo waits for the dock's limits, which come with the stream; then it goes as it is. */
const LIMITS_MS = 3_000;

/** The joined phone: its queue, the dock's events, and what the person does. */
export class PhoneDock {
  #store = new Store(dockAfter, unknownDock);
  #awake = new KeepAwake();
  #dockId;
  #phone;
  #outbox;
  #stream;
  #hasWarned = false;
  #list = find('snap-upload-list');
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
    this.#outbox = new Outbox({
      dockId,
      key: phone.phoneKey,
      limits: () => this.#limits(),
      onChange: (items) => this.#outboxChanged(items),
    });
    this.#list.picture = (/** @type {QueueItem} */ item) => this.#pictureOf(item);
    this.#listen();
    this.#store.subscribe((dock, before, { type, data }) => {
      if (type === 'upload-failed' && data.code === 'upload-dismissed') {
        this.#dismissedThere(before.uploads.find(({ id }) => id === data.id)?.clientId);
      }
      this.#changed(dock, type);
    });
    if (phone.dock) {
      this.#store.dispatch({ type: 'snapshot', data: phone.dock, at: Date.now() });
    }
    this.#stream = openDockStream({
      dockId,
      phone,
      store: this.#store,
      onState: (state) => {
        document.documentElement.dataset.stream = state.name;
        find('snap-stream-state').update(state);
        if (state.name === 'live') {
          this.#queue.wake();
          this.#outbox.tellPauses();
          endPauses();
        } else if (state.name === 'retrying' && state.isSilent) {
          this.#queue.lost();
        }
      },
    });
    void this.#outbox.restore();
  }

  get #queue() {
    return this.#outbox.queue;
  }

  #listen() {
    for (const id of ['#take-photo', '#choose-photos']) {
      const input = find(id);
      input.addEventListener('change', () => {
        const { length } = input.files;
        this.#outbox.add(input.files);
        input.value = '';
        announce(t('phone.added', { count: length }));
      });
    }
    this.#list.addEventListener('upload-retry', (/** @type {CustomEvent} */ { detail }) => this.#queue.retry(detail.clientId));
    this.#list.addEventListener('upload-remove', (/** @type {CustomEvent} */ { detail }) => void this.#remove(detail.clientId));
    this.#list.addEventListener('upload-resume', (/** @type {CustomEvent} */ { detail }) => this.#outbox.resume(detail.clientId));
    find('[data-action="pause-all"]').addEventListener('click', () => this.#pauseOrResume());
    find('[data-action="retry-all"]').addEventListener('click', () => this.#queue.retryAll());
    find('snap-stream-state').addEventListener('stream-retry', () => this.#stream.retryNow());
    window.addEventListener('offline', () => this.#queue.lost());
    window.addEventListener('online', () => this.#queue.wake());
    // A page that was in the background may have slept through the event above.
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && this.#queue.wake());
    window.addEventListener('beforeunload', (event) => {
      // What only waits is kept, where the browser keeps anything.
      if (this.#queue.items.some((item) => item.state === 'sending' || (isUnsent(item) && !this.#outbox.isDurable))) {
        event.preventDefault();
      }
    });
  }

  /** @returns {Promise<import('./dock-state.js').Limits | null>} */
  #limits() {
    const { limits } = this.#store.state;
    if (limits) {
      return Promise.resolve(limits);
    }
    return new Promise((resolve) => {
      this.#store.subscribe((dock) => dock.limits && resolve(dock.limits));
      setTimeout(() => resolve(null), LIMITS_MS);
    });
  }

  #pauseOrResume() {
    if (this.#queue.items.some(({ state }) => state === 'waiting' || state === 'sending')) {
      this.#outbox.pauseAll();
      announce(t('phone.paused'));
    } else {
      this.#outbox.resumeAll();
      announce(t('phone.resumed'));
    }
  }

  /** @param {readonly QueueItem[]} items */
  #outboxChanged(items) {
    if (this.#store.state.phase === 'open' && items.some(({ problem }) => problem?.code === 'dock-unavailable')) {
      // The stream may be down, or say so later.
      this.#store.dispatch({ type: 'dock-closed', data: { reason: 'UNAVAILABLE' }, at: Date.now() });
      return;
    }
    this.#show(items);
  }

  /** @param {string | undefined} clientId */
  #dismissedThere(clientId) {
    const item = this.#queue.items.find((candidate) => candidate.clientId === clientId);
    if (item) {
      this.#queue.dismissedThere(item.clientId);
      announce(t('phone.removedThere', { name: item.name }));
    }
  }

  /** @param {Dock} dock @param {string} type of the event */
  #changed(dock, type) {
    const mine = (/** @type {{phoneId?: string}} */ { phoneId }) => phoneId === this.#phone.phoneId;
    for (const upload of dock.uploads.filter(mine)) {
      if (upload.clientId && upload.failed) {
        this.#queue.refused(upload.clientId, upload.failed);
      } else if (upload.clientId) {
        this.#queue.progress(upload.clientId, upload.received);
      }
    }
    this.#tellThumbnails();
    dock.photos.filter(mine).forEach((photo) => this.#queue.arrived(photo));
    this.#markRemoved(dock, type === 'snapshot');
    if (type === 'dock-changed' && !dock.isSealed) {
      this.#queue.wake();
    }
    if (dock.phase === 'closed') {
      this.#ended();
    }
    this.#show(this.#queue.items);
  }

  /**
   * An answer may be here before its photo is in the stream: only a snapshot says what is gone without naming it. Of
   * what others sent, and this phone once more, it says nothing.
   *
   * @param {Dock} dock
   * @param {boolean} isSnapshot
   */
  #markRemoved(dock, isSnapshot) {
    const here = new Set(dock.photos.map(({ id }) => id));
    const isGone = (/** @type {QueueItem} */ { photoId, isDuplicate }) =>
      dock.removed.includes(photoId) || (isSnapshot && !isDuplicate && !here.has(photoId));
    for (const item of this.#queue.items.filter((candidate) => candidate.state === 'sent' && isGone(candidate))) {
      this.#queue.removedThere(item.photoId);
      announce(t('phone.removedThere', { name: item.name }));
    }
  }

  #ended() {
    this.#stream?.close('ended');
    this.#outbox.end();
    if (this.#store.state.reason !== 'CLAIMED') {
      forgetPhone(this.#dockId);
    }
  }

  /** @param {readonly QueueItem[]} items */
  #show(items) {
    const dock = this.#store.state;
    this.#list.update(items);
    find('#queue').hidden = items.length === 0;
    this.#showPause(items);
    find('[data-action="retry-all"]').hidden = items.filter(canRetry).length < 2 || dock.phase === 'closed';
    this.#awake.hold(items.some(({ state }) => state === 'sending'));
    if (dock.phase === 'closed') {
      const { reason, host, title, returnUrl } = dock;
      showPhoneStatus(reason === 'CLAIMED' ? { name: 'handed', items, to: host || title || location.host, returnUrl } : { name: 'closed', items });
    } else if (dock.isSealed) {
      showPhoneStatus({ name: 'sealed', items });
    } else if (dock.phase === 'open') {
      showPhoneStatus({ name: 'joined', items, to: dock.title || location.host });
      this.#tell(items);
    }
  }

  /** @param {readonly QueueItem[]} items */
  #showPause(items) {
    const unsent = items.filter(isUnsent);
    const isPaused = unsent.length > 0 && unsent.every(({ state }) => state === 'paused');
    const button = find('[data-action="pause-all"]');
    if (unsent.length === 0 && button === document.activeElement) {
      find('#queue-title').focus();
    }
    button.hidden = unsent.length === 0;
    setText(button, t(isPaused ? 'upload.resumeAll' : 'upload.pauseAll'));
    const isAtRisk = unsent.length > 0 && !this.#outbox.isDurable;
    find('#not-kept').hidden = !isAtRisk;
    if (isAtRisk && !this.#hasWarned) {
      this.#hasWarned = true;
      announce(t('phone.notKept'));
    }
  }

  /** @param {readonly QueueItem[]} items */
  #tell(items) {
    const sent = items.filter(({ state }) => state === 'sent').length;
    const left = items.filter(isUnsent).length;
    if (sent > this.#wasSent && items.some(({ blob }) => blob)) {
      announce(left > 0 ? t('phone.sentSoFar', { count: sent, left }) : t('phone.allSent', { count: sent }));
    }
    this.#wasSent = sent;
  }

  /** @param {string} clientId */
  async #remove(clientId) {
    const item = this.#queue.items.find((candidate) => candidate.clientId === clientId);
    if (item?.isLeaving) {
      return;
    }
    if (item?.state === 'sent' && !item.isDuplicate) {
      try {
        const onWait = () => this.#queue.leaving(clientId, true);
        await patiently(() => removePhoto(this.#dockId, item.photoId, this.#phone.phoneKey), { onWait });
      } catch (reason) {
        const problem = /** @type {import('./api.js').Problem} */ (reason);
        if (problem.code !== 'photo-unknown' && problem.code !== 'dock-unavailable') {
          this.#queue.leaving(clientId, false);
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
    return patiently(() => readPicture(thumbnailUrl(this.#dockId, photoId), this.#phone.phoneKey));
  }
}
