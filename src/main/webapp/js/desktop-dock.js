import { announce } from './announcer.js';
import * as api from './api.js';
import { DesktopView } from './desktop-view.js';
import { dockAfter, inOrder, statusOf, unknownDock } from './dock-state.js';
import { openDockStream } from './dock-stream.js';
import { find } from './dom.js';
import { problemText, shortName, t } from './i18n.js';
import { recall, remember } from './memory.js';
import { addNotice, clearNotices } from './notices.js';
import { Outbox } from './outbox.js';
import { endPauses, patiently } from './patience.js';
import { Store } from './store.js';
import { tellDesktop } from './tell-desktop.js';

/** @typedef {import('./api.js').Problem} Problem @typedef {import('./dock-state.js').Dock} Dock */

const ADDRESS = 'address';
/** So long after the last byte "more is waiting" is believed. */
const STALLED_MS = 20_000;

/** One dock on the desktop page, from its first snapshot until it is left: its state, its stream, what the person does. */
export class DesktopDock {
  #view = new DesktopView();
  #store = new Store(dockAfter, unknownDock);
  #listeners = new AbortController();
  #onEnded;
  #stream;
  #outbox;
  #hasWarned = false;
  /** The order that this person wants and the server does not have yet. @type {string[] | null} */
  #wantedOrder = null;
  #isOrdering = false;
  #stalled = 0;

  /**
   * @param {any} snapshot of `GET api/docks/{id}`, with `joinUrl` and `addresses`
   * @param {{onEnded: (reason: string | undefined) => void}} options
   */
  constructor(snapshot, { onEnded }) {
    this.id = snapshot.id;
    this.#onEnded = onEnded;
    this.#outbox = new Outbox({
      dockId: this.id,
      limits: async () => this.#store.state.limits,
      onChange: (items) => this.#outboxChanged(items),
    });
    clearNotices();
    this.#showJoin(snapshot);
    this.#store.subscribe((dock, before, event) => this.#changed(dock, before, event));
    this.#store.dispatch({ type: 'snapshot', data: snapshot, at: Date.now() });
    this.#listen();
    this.#stream = openDockStream({ dockId: this.id, store: this.#store, onState: (state) => this.#streamChanged(state) });
    void this.#outbox.restore();
  }

  get photoCount() {
    return this.#store.state.photos.length;
  }

  /** Lets go of everything; the page may show another dock next. */
  leave() {
    this.#listeners.abort();
    clearTimeout(this.#stalled);
    this.#stream?.close();
    this.#outbox.leave();
    this.#view.clear();
  }

  /** @param {string} text */
  complain(text) {
    addNotice(text);
    announce(text);
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
    on(grid, 'photo-remove', ({ id }) => void this.#remove(id));
    on(grid, 'photo-order', (wish) => this.#wantOrder(wish));
    on(grid, 'upload-dismiss', ({ id }) => this.#store.dispatch({ type: 'upload-dismissed', data: { id }, at: Date.now() }));
    on(grid, 'grid-emptied', () => find('#status').focus());
    on(viewer, 'viewer-closed', ({ id }) => grid.focusPhoto(id));
    on(join, 'address-changed', ({ base }) => remember(ADDRESS, { dockId: this.id, base }));
    on(find('stream-state'), 'stream-retry', () => this.#stream.retryNow());
    on(find('drop-zone'), 'files-taken', ({ files }) => this.#outbox.add(files));
    on(window, 'offline', () => this.#outbox.queue.lost());
    on(window, 'online', () => this.#outbox.queue.wake());
    const input = find('#add-photos');
    on(input, 'change', () => {
      this.#outbox.add(input.files);
      input.value = '';
    });
  }

  /** @param {Dock} dock @param {Dock} before @param {import('./dock-state.js').DockEvent} event */
  #changed(dock, before, { type, data }) {
    if (dock.phase === 'closed') {
      this.#outbox.end();
      this.#onEnded(dock.reason);
      return;
    }
    this.#show();
    tellDesktop(dock, before);
    if (type === 'upload-duplicate') {
      const name = shortName(before.uploads.find(({ id }) => id === data.id)?.name || t('photo.unnamed'));
      addNotice(t('tell.duplicate', { name }), { isBrief: true });
      announce(t('tell.duplicate', { name }));
    }
    this.#watchForStall(dock);
  }

  #show() {
    const dock = this.#store.state;
    this.#view.show(this.#wantedOrder ? { ...dock, photos: inOrder(dock.photos, this.#wantedOrder) } : dock);
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
    this.#view.streamState.update(state);
    if (state.name === 'live') {
      this.#outbox.queue.wake();
      endPauses();
    }
  }

  /** What this desktop sends shows up in the stream; only what failed has to be said here. @param {readonly import('./upload-queue.js').QueueItem[]} items */
  #outboxChanged(items) {
    const { queue } = this.#outbox;
    for (const item of items.filter(({ state }) => state === 'failed' || state === 'sent')) {
      // Taking one away tells of the others, which may have gone by that.
      if (!queue.items.includes(item)) {
        continue;
      }
      queue.remove(item.clientId);
      if (item.state === 'failed' && item.problem && !this.#listeners.signal.aborted) {
        this.complain(t('upload.failedOf', { name: shortName(item.name), reason: problemText(item.problem) }));
      }
    }
    if (queue.items.length > 0 && !this.#outbox.isDurable && !this.#hasWarned) {
      this.#hasWarned = true;
      this.complain(t('upload.notKept'));
    }
  }

  /** @param {string} photoId */
  async #remove(photoId) {
    try {
      await patiently(() => api.removePhoto(this.id, photoId), this.#listeners);
    } catch (reason) {
      const problem = /** @type {Problem} */ (reason);
      if (problem.code !== 'photo-unknown') {
        this.complain(problemText(problem));
        return;
      }
    }
    this.#store.dispatch({ type: 'photo-removed', data: { id: photoId }, at: Date.now() });
  }

  /** @param {{ids: string[], moved?: string, number?: number}} wish */
  #wantOrder({ ids, moved, number }) {
    this.#wantedOrder = ids;
    this.#show();
    const photo = this.#store.state.photos.find(({ id }) => id === moved);
    if (photo && number) {
      announce(t('photo.moved', { name: photo.name, number, count: ids.length }));
    }
    void this.#sendOrder();
  }

  /** One request at a time; what is wanted meanwhile goes with the next. */
  async #sendOrder() {
    if (this.#isOrdering) {
      return;
    }
    this.#isOrdering = true;
    while (this.#wantedOrder && !this.#listeners.signal.aborted) {
      const ids = inOrder(this.#store.state.photos, this.#wantedOrder).map(({ id }) => id);
      const wanted = this.#wantedOrder;
      const isDone = await this.#tryOrder(ids);
      if (isDone && this.#wantedOrder === wanted) {
        this.#wantedOrder = null;
      }
    }
    this.#isOrdering = false;
    if (!this.#listeners.signal.aborted) {
      this.#show();
    }
  }

  /** @param {string[]} ids @returns {Promise<boolean>} false when the photos were others meanwhile and it is worth another try */
  async #tryOrder(ids) {
    try {
      await patiently(() => api.orderPhotos(this.id, ids), this.#listeners);
      this.#store.dispatch({ type: 'photos-reordered', data: { ids }, at: Date.now() });
      return true;
    } catch (reason) {
      const problem = /** @type {Problem} */ (reason);
      if (problem.code !== 'order-outdated') {
        this.complain(problemText(problem));
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
