import { announce } from './announcer.js';
import * as api from './api.js';
import { dockAfter, inOrder, statusOf, unknownDock } from './dock-state.js';
import { openDockStream } from './dock-stream.js';
import { DockView } from './dock-view.js';
import { find } from './dom.js';
import { problemText, shortName, t } from './i18n.js';
import { recall, remember } from './memory.js';
import { addNotice, clearNotices } from './notices.js';
import { Outbox } from './outbox.js';
import { endPauses, patiently } from './patience.js';
import { Store } from './store.js';
import { newsOf } from './tell-desktop.js';
import { cancelUpload } from './tus-client.js';
import { Wishes } from './wishes.js';

/** @typedef {import('./api.js').Problem} Problem @typedef {import('./dock-state.js').Dock} Dock */

const ADDRESS = 'address';
/** So long after the last byte "more is waiting" is believed. */
const STALLED_MS = 20_000;
/** So long a stream may be away unnoticed. */
const CUT_MS = 1_200;
/** How often words about time are looked at although nothing came. */
const REFRESH_MS = 2_000;

/**
 * What the element around it is told and asked.
 *
 * @typedef {object} Around
 * @property {(reason: string | undefined) => void} onEnded
 * @property {(dock: Dock, before: Dock) => void} onChanged after each change of the dock
 * @property {() => void} onShown after what is shown may have changed, also what only this page knows
 * @property {(photo: {id: string}) => boolean} mayRemove asked before a photo is removed
 * @property {(problem: {code: string, detail?: string}) => void} onProblem
 * @property {(state: import('./event-stream.js').StreamState) => void} onStream
 */

/** One dock in `<snap-dock>`, from its first snapshot until it is left: its state, its stream, what the person does. */
export class DesktopDock {
  #root;
  #around;
  #view;
  #store = new Store(dockAfter, unknownDock);
  #listeners = new AbortController();
  #stream;
  #outbox;
  #hasWarned = false;
  /** Photos and uploads whose removal waits for the server. @type {Set<string>} */
  #leaving = new Set();
  /** What failed here and was told. @type {Set<string>} */
  #told = new Set();
  #isOrderLate = false;
  #cut = 0;
  #isCut = false;
  #refreshing = 0;
  #wishes;
  #isOrdering = false;
  #stalled = 0;

  /**
   * @param {any} snapshot of `GET api/docks/{id}`, with `joinUrl` and `addresses`
   * @param {ShadowRoot} root of the element
   * @param {Around} around
   */
  constructor(snapshot, root, around) {
    this.id = snapshot.id;
    this.#root = root;
    this.#around = around;
    this.#view = new DockView(root);
    this.#wishes = new Wishes(this.id);
    this.#outbox = new Outbox({
      dockId: this.id,
      limits: async () => this.#store.state.limits,
      onChange: (items) => this.#outboxChanged(items),
    });
    clearNotices(root);
    if (snapshot.joinUrl) {
      this.#showJoin(snapshot);
    }
    this.#store.subscribe((dock, before, event) => this.#changed(dock, before, event));
    this.#store.dispatch({ type: 'snapshot', data: snapshot, at: Date.now() });
    this.#listen();
    this.#stream = openDockStream({ dockId: this.id, store: this.#store, onState: (state) => this.#streamChanged(state) });
    void this.#outbox.restore();
    this.#goOn();
    this.#refreshing = setInterval(() => statusOf(this.#store.state).name === 'receiving' && this.#show(), REFRESH_MS);
  }

  /** Whether its end is wanted and not done yet, also before a reload. */
  get isToEnd() {
    return this.#wishes.isToEnd;
  }

  /** However long the server is away. @returns {Promise<boolean>} whether the dock is over */
  async end() {
    this.#wishes.isToEnd = true;
    try {
      let isTold = false;
      const onWait = () => {
        if (!isTold) {
          isTold = true;
          this.complain(t('pending.end'));
        }
      };
      await patiently(() => api.closeDock(this.id), { onWait });
    } catch (reason) {
      const problem = /** @type {Problem} */ (reason);
      if (problem.code !== 'dock-unavailable') {
        this.#complainOf(problem);
        return false;
      }
    } finally {
      this.#wishes.isToEnd = false;
    }
    return true;
  }

  /** As it is known now. */
  get dock() {
    return this.#store.state;
  }

  /** What this desktop sends. @returns {readonly import('./upload-queue.js').QueueItem[]} */
  get own() {
    return this.#outbox.queue.items;
  }

  /** Whether nothing is heard of the server. */
  get isCut() {
    return this.#isCut;
  }

  /** What the dock is doing, in words. */
  get headline() {
    return this.#view.headline;
  }

  /** @param {Iterable<File>} files */
  add(files) {
    this.#outbox.add(files);
  }

  /** @returns {Promise<void>} when all photos are gone, or were refused to go */
  async removeAll() {
    await Promise.all(this.#store.state.photos.map(({ id }) => this.#remove(id)));
  }

  /** Asks the server for all of it anew. */
  async refresh() {
    const snapshot = await api.readDock(this.id);
    this.#store.dispatch({ type: 'snapshot', data: snapshot, at: Date.now() });
  }

  /** Lets go of everything; the page may show another dock next. */
  leave() {
    this.#listeners.abort();
    clearTimeout(this.#stalled);
    clearTimeout(this.#cut);
    clearInterval(this.#refreshing);
    this.#stream?.close();
    this.#outbox.leave();
    this.#wishes.forget();
    this.#view.clear();
  }

  /** @param {string} text */
  complain(text) {
    addNotice(this.#root, text);
    announce(text, this.#root);
  }

  /** @param {Problem} problem */
  #complainOf(problem) {
    this.complain(problemText(problem));
    this.#around.onProblem(problem);
  }

  /** @param {any} snapshot */
  #showJoin({ id, joinUrl, addresses }) {
    const chosen = recall(ADDRESS);
    // An address typed for another dock may be out of date; one that the server offers still is not.
    const holds = chosen && (chosen.dockId === id || addresses.includes(chosen.base));
    this.#view.join.update({ id, joinUrl, addresses, base: holds ? chosen.base : undefined });
  }

  #listen() {
    const { signal } = this.#listeners;
    const { grid, viewer, join } = this.#view;
    /** @type {(target: EventTarget, type: string, act: (detail: any) => void) => void} */
    const on = (target, type, act) =>
      target.addEventListener(type, (event) => act(/** @type {CustomEvent} */ (event).detail), { signal });
    on(grid, 'photo-open', ({ id }) => viewer.open(id));
    on(grid, 'photo-remove', ({ id }) => this.#around.mayRemove({ id }) && void this.#remove(id));
    on(grid, 'photo-order', (wish) => this.#wantOrder(wish));
    on(grid, 'upload-dismiss', ({ id }) => this.#store.dispatch({ type: 'upload-dismissed', data: { id }, at: Date.now() }));
    on(grid, 'upload-remove', ({ id }) => void this.#removeUpload(id));
    on(grid, 'own-retry', ({ clientId }) => this.#outbox.queue.retry(clientId));
    on(grid, 'own-remove', ({ clientId }) => this.#outbox.queue.remove(clientId));
    on(grid, 'grid-emptied', () => find('#status', this.#root).focus());
    on(viewer, 'viewer-closed', ({ id }) => grid.focusPhoto(id));
    on(join, 'address-changed', ({ base }) => remember(ADDRESS, { dockId: this.id, base }));
    on(this.#view.streamState, 'stream-retry', () => this.#stream.retryNow());
    on(find('snap-drop-zone', this.#root), 'files-taken', (taken) => this.#take(taken));
    on(window, 'offline', () => this.#outbox.queue.lost());
    on(window, 'online', () => this.#outbox.queue.wake());
    const input = find('#add-photos', this.#root);
    on(input, 'change', () => {
      this.#outbox.add(input.files);
      input.value = '';
    });
  }

  /** @param {Dock} dock @param {Dock} before @param {import('./dock-state.js').DockEvent} event */
  #changed(dock, before, { type, data }) {
    if (this.#listeners.signal.aborted) {
      return;
    }
    if (dock.phase === 'closed') {
      this.#outbox.end();
      this.#around.onChanged(dock, before);
      this.#around.onEnded(dock.reason);
      return;
    }
    this.#show();
    const news = newsOf(dock, before);
    if (news) {
      announce(news, this.#root);
    }
    this.#around.onChanged(dock, before);
    if (dock.isSealed && !before.isSealed) {
      this.complain(t('dock.sealed'));
    } else if (before.isSealed && !dock.isSealed) {
      this.#outbox.queue.wake();
    }
    if (type === 'upload-duplicate') {
      const name = shortName(before.uploads.find(({ id }) => id === data.id)?.name || t('photo.unnamed'));
      addNotice(this.#root, t('tell.duplicate', { name }), { isBrief: true });
      announce(t('tell.duplicate', { name }), this.#root);
    }
    this.#watchForStall(dock);
  }

  #show() {
    if (this.#listeners.signal.aborted) {
      return;
    }
    const dock = this.#store.state;
    const { order } = this.#wishes;
    const shown = order ? { ...dock, photos: inOrder(dock.photos, order) } : dock;
    this.#view.show(shown, { own: this.#outbox.queue.items, leaving: this.#leaving, isOrderLate: this.#isOrderLate, isCut: this.#isCut });
    this.#around.onShown();
  }

  /** @param {import('../elements/snap-drop-zone/dropped-files.js').Taken} taken */
  #take({ files, unread, leftOut, isCut }) {
    if (files.length > 0) {
      this.#outbox.add(files);
    }
    const words = [
      ...(files.length === 0 && unread === 0 ? [t('drop.nothing')] : []),
      ...(unread > 0 ? [t('drop.unread', { count: unread })] : []),
      ...(leftOut > 0 && files.length > 0 ? [t('drop.leftOut', { count: leftOut })] : []),
      ...(isCut ? [t('drop.cut', { count: files.length })] : []),
    ];
    if (words.length > 0) {
      this.complain(words.join(' '));
    }
  }

  /** @param {Dock} dock */
  #watchForStall(dock) {
    clearTimeout(this.#stalled);
    const { name, inProgress } = statusOf(dock);
    if (name === 'receiving' && inProgress === 0) {
      const tell = () => this.#store.dispatch({ type: 'batch-stalled', data: {}, at: Date.now() });
      this.#stalled = setTimeout(tell, STALLED_MS);
    }
  }

  /** @param {import('./event-stream.js').StreamState} state */
  #streamChanged(state) {
    if (this.#listeners.signal.aborted) {
      // The stream's own end, as this dock is left: the page is the next dock's by now.
      return;
    }
    this.#view.streamState.update(state);
    this.#around.onStream(state);
    if (state.name === 'live') {
      this.#outbox.queue.wake();
      endPauses();
    } else if (state.name === 'retrying' && state.isSilent) {
      this.#outbox.queue.lost();
    }
    this.#watchCut(state.name === 'live');
  }

  /** What was true when the stream broke may be so no more; a pause of a good second is none. @param {boolean} isLive */
  #watchCut(isLive) {
    clearTimeout(this.#cut);
    if (isLive) {
      this.#isCut = false;
      this.#show();
    } else if (!this.#isCut) {
      this.#cut = setTimeout(() => {
        this.#isCut = true;
        this.#show();
      }, CUT_MS);
    }
  }

  /** What this desktop sends shows up in the stream; what waits or failed only here. @param {readonly import('./upload-queue.js').QueueItem[]} items */
  #outboxChanged(items) {
    const { queue } = this.#outbox;
    for (const item of items.filter(({ state }) => state === 'sent' || state === 'removed')) {
      // Taking one away tells of the others, which may have gone by that.
      if (queue.items.includes(item)) {
        queue.remove(item.clientId);
      }
    }
    if (this.#listeners.signal.aborted) {
      return;
    }
    for (const { clientId, name, problem, state } of queue.items) {
      if (state === 'failed' && problem && !this.#told.has(clientId)) {
        announce(t('upload.failedOf', { name: name ? shortName(name) : t('photo.unnamed'), reason: problemText(problem) }), this.#root);
        this.#around.onProblem(problem);
        this.#told.add(clientId);
      } else if (state !== 'failed') {
        this.#told.delete(clientId);
      }
    }
    this.#show();
    if (queue.items.length > 0 && !this.#outbox.isDurable && !this.#hasWarned) {
      this.#hasWarned = true;
      this.complain(t('upload.notKept'));
    }
  }

  /** What was wanted before a reload and is not done yet. */
  #goOn() {
    const { photos, uploads } = this.#store.state;
    for (const id of this.#wishes.removals) {
      if (photos.some((photo) => photo.id === id)) {
        void this.#remove(id);
      } else if (uploads.some((upload) => upload.id === id)) {
        void this.#removeUpload(id);
      } else {
        this.#wishes.settle(id);
      }
    }
    void this.#sendOrder();
  }

  /** @param {string} photoId */
  async #remove(photoId) {
    if (await this.#tryRemove(photoId, () => api.removePhoto(this.id, photoId))) {
      this.#store.dispatch({ type: 'photo-removed', data: { id: photoId }, at: Date.now() });
    }
  }

  /** One that hangs, or that nobody goes on with. @param {string} uploadId */
  async #removeUpload(uploadId) {
    if (await this.#tryRemove(uploadId, () => cancelUpload(`${api.uploadsUrl(this.id)}/${encodeURIComponent(uploadId)}`))) {
      this.#store.dispatch({ type: 'upload-dismissed', data: { id: uploadId }, at: Date.now() });
    }
  }

  /** @param {string} id @param {() => Promise<unknown>} act @returns {Promise<boolean>} whether it is gone */
  async #tryRemove(id, act) {
    if (this.#leaving.has(id)) {
      return false;
    }
    const onWait = () => {
      this.#leaving.add(id);
      this.#show();
    };
    this.#wishes.remove(id);
    try {
      await patiently(act, { signal: this.#listeners.signal, onWait });
      return true;
    } catch (reason) {
      const problem = /** @type {Problem} */ (reason);
      const isGone = ['photo-unknown', 'upload-gone', 'upload-unknown'].includes(problem.code);
      if (!isGone && !this.#listeners.signal.aborted) {
        this.#complainOf(problem);
      }
      return isGone;
    } finally {
      this.#wishes.settle(id);
      if (this.#leaving.delete(id)) {
        this.#show();
      }
    }
  }

  /** @param {{ids: string[], moved?: string, number?: number}} wish */
  #wantOrder({ ids, moved, number }) {
    this.#wishes.order = ids;
    this.#show();
    const photo = this.#store.state.photos.find(({ id }) => id === moved);
    if (photo && number) {
      announce(t('photo.moved', { name: photo.name, number, count: ids.length }), this.#root);
    }
    void this.#sendOrder();
  }

  /** One request at a time; what is wanted meanwhile goes with the next. */
  async #sendOrder() {
    if (this.#isOrdering) {
      return;
    }
    this.#isOrdering = true;
    for (let wanted = this.#wishes.order; wanted && !this.#listeners.signal.aborted; wanted = this.#wishes.order) {
      const ids = inOrder(this.#store.state.photos, wanted).map(({ id }) => id);
      const isDone = await this.#tryOrder(ids);
      if (isDone && this.#wishes.order === wanted) {
        this.#wishes.order = null;
      }
    }
    this.#isOrdering = false;
    this.#isOrderLate = false;
    this.#show();
  }

  /** @param {string[]} ids @returns {Promise<boolean>} false when the photos were others meanwhile and it is worth another try */
  async #tryOrder(ids) {
    try {
      const onWait = () => {
        this.#isOrderLate = true;
        this.#show();
      };
      await patiently(() => api.orderPhotos(this.id, ids), { signal: this.#listeners.signal, onWait });
      this.#store.dispatch({ type: 'photos-reordered', data: { ids }, at: Date.now() });
      return true;
    } catch (reason) {
      const problem = /** @type {Problem} */ (reason);
      if (problem.code !== 'order-outdated') {
        if (!this.#listeners.signal.aborted) {
          this.#complainOf(problem);
        }
        return true;
      }
    }
    try {
      const snapshot = await patiently(() => api.readDock(this.id), this.#listeners);
      this.#store.dispatch({ type: 'snapshot', data: snapshot, at: Date.now() });
      const now = new Set(snapshot.photos.map((/** @type {{id: string}} */ { id }) => id));
      return now.size === ids.length && ids.every((id) => now.has(id));
    } catch {
      return true;
    }
  }
}
