import '../../elements/snap-delivery-table/snap-delivery-table.js';
import { nameOf } from '../../elements/snap-dock-table/snap-dock-table.js';
import '../../elements/snap-figures/snap-figures.js';
import { announce } from '../announcer.js';
import { Problem } from '../api.js';
import { element, find, setText } from '../dom.js';
import { problemText, t } from '../i18n.js';
import { icon } from '../icons.js';
import { REFUSED } from '../lone-stream.js';
import { patiently } from '../patience.js';
import * as api from './api.js';
import { LiveList } from './live-list.js';
import { setClock } from './words.js';

/** @typedef {import('./api.js').DockRow} DockRow @typedef {import('./api.js').Message} Message */

/** So many messages are shown at first; the server tells the newest 200. */
const MESSAGES = 20;
const TYPING_MS = 300;

/** What the administrator's key opens: figures, docks, messages, live. */
export class Board {
  #key = '';
  #onRefused;
  /** Of this key; whoever finds it aborted speaks for nobody any more. */
  #open = new AbortController();
  /** @type {import('../event-stream.js').EventStream | null} */
  #stream = null;
  /** The docks that were asked for last: an older answer is nobody's. */
  #asked = 0;
  #askedMessages = 0;
  #kept = 0;
  #search = '';
  #state = '';
  #messageState = '';
  #shown = MESSAGES;
  /** @type {LiveList<DockRow>} */
  #docks = new LiveList((dock) => this.#isWanted(dock));
  /** @type {LiveList<Message>} */
  #messages = new LiveList(({ state }) => this.#messageState === '' || state === this.#messageState, ({ position }) => position);

  /** @param {(problem: Problem) => void} onRefused the key is not, or not any more, the administrator's */
  constructor(onRefused) {
    this.#onRefused = onRefused;
    let typing = 0;
    find('#dock-search').addEventListener('input', () => {
      clearTimeout(typing);
      typing = setTimeout(() => this.#filter(), TYPING_MS);
    });
    find('#dock-state').addEventListener('change', () => this.#filter());
    find('#dock-filter').addEventListener('submit', (/** @type {Event} */ event) => {
      event.preventDefault();
      this.#filter();
    });
    find('#message-state').addEventListener('change', ({ target }) => {
      this.#messageState = target.value;
      this.#shown = MESSAGES;
      void this.#readMessages();
    });
    find('#message-filter').addEventListener('submit', (/** @type {Event} */ event) => event.preventDefault());
    const docks = find('snap-dock-table');
    docks.addEventListener('dock-end', ({ detail }) => void this.#end(detail));
    docks.addEventListener('rows-more', () => void this.#readDocks(this.#docks.next));
    const messages = find('snap-delivery-table');
    messages.addEventListener('message-again', ({ detail }) => void this.#again(detail));
    messages.addEventListener('dock-find', ({ detail }) => this.#find(detail));
    messages.addEventListener('rows-more', () => {
      this.#shown += MESSAGES;
      this.#showMessages();
    });
    find('snap-stream-state').addEventListener('stream-retry', () => this.#stream?.retryNow());
  }

  /** @param {string} key */
  open(key) {
    this.#key = key;
    this.#open = new AbortController();
    this.#stream = api.watch(key, { onEvent: (event) => this.#take(event), onState: (state) => this.#streamIs(state) });
  }

  close() {
    this.#open.abort();
    this.#stream?.close();
    this.#stream = null;
    this.#key = '';
    // What it told stays in no page that is left open.
    this.#docks.take([]);
    this.#messages.take([]);
    this.#showDocks();
    this.#showMessages();
  }

  /** @param {import('../event-stream.js').StreamState} state */
  #streamIs(state) {
    document.documentElement.dataset.stream = state.name;
    find('snap-stream-state').update(state);
    if (state.name === 'closed' && state.reason === REFUSED) {
      this.#onRefused(new Problem({ status: 403, code: api.FORBIDDEN }));
    }
  }

  /** @param {import('../sse-parser.js').StreamBlock} event */
  #take({ type, data }) {
    const told = JSON.parse(data);
    if (type === 'snapshot') {
      this.#tellFigures(told);
      // All may be another after a cut.
      void this.#readDocks();
      void this.#readMessages();
    } else if (type === 'figures') {
      // That a dock is kept no longer is nobody's news but the count's.
      if (told.figures.docks < this.#kept) {
        void this.#readDocks();
      }
      this.#tellFigures(told);
    } else if (type === 'docks') {
      this.#docks.apply(told.docks, told.gone);
      this.#showDocks();
    } else if (type === 'messages') {
      this.#messages.apply(told.messages);
      this.#showMessages();
    }
  }

  /** @param {{now: string, figures: import('./api.js').Figures}} told */
  #tellFigures({ now, figures }) {
    setClock(now);
    this.#kept = figures.docks;
    find('snap-figures').update(figures);
  }

  #filter() {
    const search = find('#dock-search').value.trim();
    const state = find('#dock-state').value;
    if (search !== this.#search || state !== this.#state) {
      this.#search = search;
      this.#state = state;
      void this.#readDocks();
    }
  }

  /** @param {string} dockId */
  #find(dockId) {
    find('#dock-search').value = dockId;
    find('#dock-state').value = '';
    this.#filter();
    find('#docks-title').focus();
    find('#docks-title').scrollIntoView();
  }

  /** @param {DockRow} dock as the server finds it, or a little less */
  #isWanted({ id, title = '', ref = '', state }) {
    const search = this.#search.toLowerCase();
    const isFound = [title, ref].some((text) => text.toLowerCase().includes(search)) || id === this.#search;
    return isFound && (this.#state === '' || state === this.#state);
  }

  /** @param {string} [after] where the part before ended */
  async #readDocks(after = '') {
    this.#asked += 1;
    const asked = this.#asked;
    this.#docks.begin();
    const answer = await this.#tried(() => api.listDocks(this.#key, { state: this.#state, search: this.#search, after }));
    if (asked !== this.#asked) {
      return;
    }
    if (answer) {
      this.#docks.take(answer.docks, { next: answer.next, isMore: after !== '' });
      this.#showDocks();
    } else {
      this.#docks.giveUp();
    }
  }

  async #readMessages() {
    this.#askedMessages += 1;
    const asked = this.#askedMessages;
    this.#messages.begin();
    const answer = await this.#tried(() => api.listMessages(this.#key, this.#messageState));
    if (asked !== this.#askedMessages) {
      return;
    }
    if (answer) {
      this.#messages.take(answer.messages);
      this.#showMessages();
    } else {
      this.#messages.giveUp();
    }
  }

  #showDocks() {
    const isFiltered = this.#search !== '' || this.#state !== '';
    find('snap-dock-table').show(this.#docks.items, {
      hasMore: this.#docks.next !== '',
      nothing: nothing('phone', isFiltered ? 'admin.noneFound' : 'admin.noDocks', isFiltered ? 'admin.noneFoundText' : 'admin.noDocksText'),
    });
  }

  #showMessages() {
    const { items } = this.#messages;
    const isFiltered = this.#messageState !== '';
    find('snap-delivery-table').show(items.slice(0, this.#shown), {
      hasMore: items.length > this.#shown,
      nothing: nothing('check', isFiltered ? 'admin.noneSuch' : 'admin.noMessages', isFiltered ? 'admin.noneSuchText' : 'admin.noMessagesText'),
    });
  }

  /** @param {DockRow} dock */
  async #end(dock) {
    const name = nameOf(dock);
    const text = t(dock.host ? 'admin.endTextHost' : 'admin.endText', { count: dock.photos });
    const isSure = await find('snap-confirm-dialog').ask({ title: t('admin.endTitle', { name }), text, yes: t('end.yes'), no: t('end.no') });
    if (isSure && (await this.#tried(() => this.#ended(dock.id)))) {
      announce(t('admin.ended', { name }));
    }
  }

  /** @param {string} id @returns {Promise<true>} */
  async #ended(id) {
    try {
      await api.endDock(this.#key, id);
    } catch (reason) {
      // It has ended meanwhile, or by the try before whose answer was lost.
      if (!(reason instanceof Problem) || reason.code !== 'dock-unavailable') {
        throw reason;
      }
    }
    return true;
  }

  /** @param {Message} message */
  async #again({ id, type }) {
    if (await this.#tried(async () => (await api.sendAgain(this.#key, id), true))) {
      announce(t('admin.sentAgain', { type }));
    }
  }

  /**
   * Does it as soon as the server answers, and says so if it did not work.
   *
   * @template T
   * @param {() => Promise<T>} act
   * @returns {Promise<T | undefined>} nothing when it did not work, or nobody wants it any more
   */
  async #tried(act) {
    const { signal } = this.#open;
    const say = (/** @type {string} */ words) => {
      setText(find('#trouble'), words);
      find('#trouble').hidden = words === '';
    };
    try {
      const done = await patiently(act, { signal, onWait: (problem) => !signal.aborted && say(problemText(problem)) });
      if (signal.aborted) {
        return undefined;
      }
      say('');
      return done;
    } catch (reason) {
      if (!(reason instanceof Problem)) {
        throw reason;
      }
      if (signal.aborted) {
        return undefined;
      }
      if (reason.code === api.FORBIDDEN) {
        this.#onRefused(reason);
      } else {
        say(problemText(reason));
      }
      return undefined;
    }
  }
}

/** @param {string} sign @param {string} title @param {string} text @returns {Node[]} */
const nothing = (sign, title, text) => [icon(sign), element('p', { className: 'nothing-title' }, t(title)), element('p', {}, t(text))];
