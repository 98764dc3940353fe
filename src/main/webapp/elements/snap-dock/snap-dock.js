import { announce } from '../../js/announcer.js';
import { DesktopDock } from '../../js/desktop-dock.js';
import { inProgress, isBusy, isOver } from '../../js/dock-state.js';
import { find, setText } from '../../js/dom.js';
import { languagesFor, loadLanguage, problemText, t, whatNow } from '../../js/i18n.js';
import { patiently } from '../../js/patience.js';
import { adoptStyles } from '../../js/styles.js';
import { isUnsent } from '../../js/upload-queue.js';
import { eventsBetween } from './dock-events.js';
import { FormControl, internalsOf } from './form-control.js';
import { frame } from './frame.js';
import { HeldSubmit } from './held-submit.js';
import { DockSource } from './host-session.js';
import { States } from './states.js';
import { validityOf } from './validity.js';

/** @typedef {import('../../js/dock-state.js').Dock} Dock @typedef {import('../../js/api.js').Problem} Problem */

const FOLDERS = ['snap-join-card', 'snap-time-left', 'snap-stream-state', 'snap-photo-grid', 'snap-photo-viewer', 'snap-drop-zone', 'snap-dock'];
const STYLES = ['css/base.css', 'css/controls.css', ...FOLDERS.map((name) => `elements/${name}/${name}.css`)];
const SOURCES = ['phone', 'file', 'drop', 'paste'];
const BUSY_MODES = /** @type {const} */ (['wait', 'block', 'ignore']);

/** The contract is in README.md beside this file. */
export class SnapDock extends FormControl {
  static observedAttributes = ['dock', 'session', 'min', 'max', 'required', 'readonly', 'for', 'sources', 'busy', 'whole-page'];

  #source = new DockSource(this);
  #internals = internalsOf(this);
  #states = new States(this, this.#internals);
  #root = this.attachShadow({ mode: 'open' });
  /** @type {Promise<unknown> | null} */
  #frame = null;
  /** @type {'loading' | 'open' | 'failed' | 'ended'} */
  #phase = 'loading';
  /** @type {DesktopDock | null} */
  #current = null;
  /** What is being opened now; an older answer that comes later is dropped. */
  #attempt = new AbortController();
  #connection = 'closed';
  #value = '';
  #custom = '';
  #isDisabled = false;
  /** Whether the dock ended with photos in it. */
  #hasLost = false;
  #wasBusy = false;
  /** Whether this is the first look at a dock, which changes nothing for the form. */
  #isFresh = false;
  #isReplacing = false;
  #isEndTold = false;
  #shown = '';
  /** @type {(() => void)[]} */
  #waiting = [];
  #held = new HeldSubmit({
    shallWait: () => this.busyMode === 'wait' && this.#isBusy && !this.#isDisabled,
    whenIdle: () => this.whenIdle(),
    onChange: (isHeld) => this.#showHeld(isHeld),
    onGivenUp: () => {
      this.#isGivenUp = true;
      this.#update();
      this.reportValidity();
    },
  });
  /** Whether a submit has waited for too long; the next one waits again when the server is back. */
  #isGivenUp = false;

  connectedCallback() {
    this.#takeEarlyProperties();
    this.#internals.role = 'group';
    this.#internals.setFormValue(this.#value, this.dock);
    this.#update();
    void this.#open();
  }

  /** What a page or its framework has set before this module was there hides what is meant by it. */
  #takeEarlyProperties() {
    const node = /** @type {any} */ (this);
    for (const name of ['dock', 'name', 'token', 'getSession'].filter((each) => Object.hasOwn(this, each))) {
      const value = node[name];
      delete node[name];
      node[name] = value;
    }
  }

  disconnectedCallback() {
    this.#attempt.abort();
    // A page that only moves it within the document puts it back at once.
    queueMicrotask(() => !this.isConnected && this.#leave());
  }

  /** @param {string} name @param {string | null} before @param {string | null} now */
  attributeChangedCallback(name, before, now) {
    if (before === now) {
      return;
    }
    if (name === 'dock' || name === 'session') {
      this.#sourceChanged();
    } else if (this.isConnected) {
      this.#update();
    }
  }

  /** @param {HTMLFormElement | null} form */
  formAssociatedCallback(form) {
    this.#held.follow(form);
  }

  /** @param {boolean} isDisabled also by a `fieldset` */
  formDisabledCallback(isDisabled) {
    this.#isDisabled = isDisabled;
    this.#update();
  }

  formResetCallback() {
    this.#custom = '';
    if (this.getAttribute('reset') === 'remove' && !this.#isFixed) {
      void this.removeAll();
    }
    this.#update();
  }

  /** The person came back to the page. @param {string} state the dock's id */
  formStateRestoreCallback(state) {
    if (typeof state === 'string' && state && !this.#source.isKnown) {
      this.setAttribute('dock', state);
    }
  }

  /** The ticket, `dockId.version`; empty without photos. */
  get value() {
    return this.#value;
  }

  /** @param {string} message empty when the host has nothing against it */
  setCustomValidity(message) {
    this.#custom = message;
    this.#update();
  }

  /** @param {string} token a bearer key for the dock. Never an attribute: a key has no place in markup */
  set token(token) {
    if (this.#source.take(token) && this.#phase !== 'open') {
      this.#sourceChanged();
    }
  }

  /** @param {(() => Promise<import('./host-session.js').Session | null>) | undefined} getSession in place of the attribute `session` */
  set getSession(getSession) {
    this.#source.getSession = getSession;
    this.#sourceChanged();
  }

  get getSession() {
    return this.#source.getSession;
  }

  get dock() {
    return this.#current?.id ?? this.getAttribute('dock') ?? '';
  }

  set dock(id) {
    this.setAttribute('dock', id);
  }

  /** In their order. @returns {readonly import('../../js/dock-state.js').Photo[]} */
  get photos() {
    return this.#current?.dock.photos ?? [];
  }

  /** On their way. @returns {readonly import('../../js/dock-state.js').Upload[]} */
  get uploads() {
    return inProgress(this.#current?.dock.uploads ?? []);
  }

  get state() {
    return this.#phase;
  }

  /** How the stream is: `connecting`, `live`, `retrying`, `closed`. */
  get connection() {
    return this.#connection;
  }

  /** What it says about the dock in one line. */
  get headline() {
    return this.#phase === 'open' || this.#phase === 'loading' ? (this.#current?.headline ?? '') : find(`#${this.#phase}-title`, this.#root).textContent;
  }

  /** @returns {Date | null} */
  get expiresAt() {
    const { endsAt = 0, clockAheadMs = 0 } = this.#current?.dock ?? {};
    return endsAt > 0 ? new Date(endsAt + clockAheadMs) : null;
  }

  /** @returns {'wait' | 'block' | 'ignore'} what is done with a submit while photos come */
  get busyMode() {
    return BUSY_MODES.find((mode) => mode === this.getAttribute('busy')) ?? 'wait';
  }

  /** @returns {Promise<void>} fulfilled when no photo is on its way, at once if none is */
  whenIdle() {
    return this.#isBusy ? new Promise((resolve) => void this.#waiting.push(resolve)) : Promise.resolve();
  }

  async removeAll() {
    await this.#current?.removeAll();
  }

  /** Begins anew where it failed or ended; else asks the server for all of it. */
  async refresh() {
    await (this.#current && this.#phase === 'open' ? this.#current.refresh() : this.#open());
  }

  /** Ends the dock, however long the server is away. For who has its key, not for a session. */
  async close() {
    const current = this.#current;
    // The stream may say so before the answer comes, and a new dock may be open by then.
    if (current && (await current.end()) && current === this.#current) {
      this.#ended('CLOSED');
    }
  }

  /** Ends the dock and opens the next one; a dock that ends by that is not worth a word. */
  async replace() {
    const current = this.#current;
    this.#isReplacing = true;
    if (!current || (await current.end())) {
      this.#tellEnd('CLOSED');
      await this.#openAnother();
    }
    this.#isReplacing = false;
  }

  /** Asks anew which dock it is. */
  async reopen() {
    await this.#open();
  }

  /** Whether its page lets nothing be changed. */
  get #isFixed() {
    return this.#isDisabled || this.hasAttribute('readonly');
  }

  get #mayOpenAnother() {
    return !this.#isFixed && this.#source.isAsked;
  }

  get #isBusy() {
    if (!this.#current || this.#phase !== 'open' || this.#current.dock.isSealed) {
      // Nothing more comes into one that is sealed.
      return false;
    }
    return isBusy(this.#current.dock) || this.#current.own.some(isOnItsWay);
  }

  /** The form may be that of another record by now: it must not send the photos of the one before. */
  #sourceChanged() {
    this.#attempt.abort();
    this.#leave();
    this.#phase = 'loading';
    this.#hasLost = false;
    if (this.#value) {
      this.#setValue('', '');
    }
    if (this.isConnected) {
      void this.#open();
    }
  }

  async #open() {
    this.#attempt.abort();
    this.#attempt = new AbortController();
    const { signal } = this.#attempt;
    this.#frame ??= this.#build();
    await this.#frame;
    if (signal.aborted) {
      return;
    }
    this.#leave();
    this.#show('loading');
    if (!this.#source.isKnown) {
      // Its page says later which dock it is.
      return;
    }
    try {
      const snapshot = await patiently(() => this.#source.read(signal), { signal, onWait: (problem) => signal.aborted || this.#failed(problem) });
      if (!signal.aborted) {
        this.#take(snapshot);
      }
    } catch (reason) {
      if (!signal.aborted) {
        this.#refused(/** @type {Problem} */ (reason));
      }
    }
  }

  async #build() {
    const onWait = (/** @type {Problem} */ { code, detail }) => void this.#fire('snap-error', { code, detail });
    const [{ tag }] = await Promise.all([loadLanguage({ wanted: languagesFor(this), onWait }), adoptStyles(this.#root, ...STYLES)]);
    this.#root.append(...frame({ lang: tag, dir: t('language.direction') }));
    const drop = /** @type {import('../snap-drop-zone/snap-drop-zone.js').DropZone} */ (find('snap-drop-zone', this.#root));
    drop.place = this;
    // What a person types or chooses in here is not yet the page's business; `change` stays inside by itself.
    this.#root.addEventListener('input', (event) => event.stopPropagation());
    this.#root.addEventListener('save-failed', (event) => this.#saveFailed(/** @type {CustomEvent} */ (event).detail.problem));
    find('[data-action=try-again]', this.#root).addEventListener('click', () => void this.#open());
    find('[data-action=open-dock]', this.#root).addEventListener('click', () => void this.#openAnother());
    find('[data-action=show-code]', this.#root).addEventListener('click', () => this.#showCode());
    this.#update();
  }

  /** @param {any} snapshot */
  #take(snapshot) {
    this.#hasLost = false;
    this.#isFresh = true;
    this.#isEndTold = false;
    if (isOver(snapshot.state)) {
      // It has no stream any more that could be asked for.
      this.#ended(snapshot.state);
      this.#isFresh = false;
      return;
    }
    this.#show('open');
    this.#current = new DesktopDock(snapshot, this.#root, {
      onEnded: (reason) => this.#ended(reason),
      onChanged: (dock, before) => this.#changed(dock, before),
      onShown: () => this.#update(),
      mayRemove: ({ id }) => this.#fire('snap-remove', { photo: this.photos.find((photo) => photo.id === id) }, { cancelable: true }),
      onProblem: ({ code, detail }) => this.#fire('snap-error', { code, detail }),
      onStream: ({ name }) => {
        this.#connection = name;
        this.#update();
      },
    });
    const dock = this.#current.dock;
    this.#update();
    this.#isFresh = false;
    if (this.#current.isToEnd) {
      void this.close();
    }
    for (const [name, detail] of eventsBetween(dock, { ...dock, phase: 'loading' })) {
      this.#fire(name, detail);
    }
  }

  #leave() {
    this.#current?.leave();
    this.#source.letGo();
    this.#current = null;
    this.#connection = 'closed';
    this.#held.forget();
  }

  /** @param {Dock} dock @param {Dock} before */
  #changed(dock, before) {
    if (before.phase !== 'open') {
      // The first snapshot, of which `#take` tells.
      return;
    }
    this.#update();
    for (const [name, detail] of eventsBetween(dock, before)) {
      this.#fire(name, detail);
    }
  }

  /** @param {string | undefined} reason */
  #ended(reason) {
    this.#tellEnd(reason);
    if (this.#isReplacing) {
      return;
    }
    const hadFocus = this.#root.activeElement !== null || this.hasAttribute('whole-page');
    const isHandedOver = reason === 'CLAIMED';
    this.#hasLost = this.photos.length > 0 && !isHandedOver;
    this.#leave();
    const title = t(isHandedOver ? 'ended.claimed' : reason === 'CLOSED' ? 'ended.closed' : 'ended.expired');
    this.#say('ended', title, t(isHandedOver ? 'ended.claimedText' : this.#mayOpenAnother ? 'ended.text' : 'ended.textOnly'));
    if (hadFocus) {
      find('#ended-title', this.#root).focus();
    }
  }

  /** @param {string | undefined} reason */
  #tellEnd(reason) {
    if (!this.#isEndTold) {
      this.#isEndTold = true;
      this.#fire('snap-ended', { reason });
    }
  }

  /** By who gave the first one. */
  async #openAnother() {
    await this.#open();
    if (this.#phase === 'open') {
      find('#status', this.#root).focus();
    }
  }

  /** @param {Problem} problem */
  #refused(problem) {
    if (problem.code === 'dock-unavailable') {
      this.#isEndTold = false;
      this.#ended('UNAVAILABLE');
    } else {
      this.#failed(problem);
    }
  }

  /** @param {Problem} problem that may pass by itself */
  #failed(problem) {
    this.#say('failed', t(problem.isPassing ? 'failed.yet' : 'failed.title'), whatNow(problem));
    this.#fire('snap-error', { code: problem.code, detail: problem.detail });
  }

  /** @param {Problem} problem */
  #saveFailed(problem) {
    this.#current?.complain(problemText(problem));
    this.#fire('snap-error', { code: problem.code, detail: problem.detail });
  }

  /** @param {'ended' | 'failed'} phase @param {string} title @param {string} text */
  #say(phase, title, text) {
    const wasSaid = this.#phase === phase;
    find(`#${phase}-title`, this.#root).textContent = title;
    find(`#${phase}-text`, this.#root).textContent = text;
    this.#show(phase);
    if (!wasSaid) {
      announce(`${title} ${text}`, this.#root);
    }
  }

  /** @param {'loading' | 'open' | 'failed' | 'ended'} phase */
  #show(phase) {
    this.#phase = phase;
    find('#dock-view', this.#root).hidden = phase === 'failed' || phase === 'ended';
    find('#dock-view', this.#root).setAttribute('aria-busy', String(phase === 'loading'));
    find('#ended-view', this.#root).hidden = phase !== 'ended';
    find('#failed-view', this.#root).hidden = phase !== 'failed';
    find('.messages', this.#root).hidden = phase !== 'open';
    this.#update();
  }

  /** Value, validity and looks, from all that is known now. */
  #update() {
    const { dock } = this.#current ?? {};
    const count = this.#phase === 'open' ? (dock?.photos.length ?? 0) : 0;
    const max = numberOf(this.getAttribute('max'), Infinity);
    const isCut = this.#current?.isCut ?? false;
    this.#isGivenUp &&= isCut;
    this.#held.watch(isCut);
    const facts = {
      count,
      max,
      min: numberOf(this.getAttribute('min'), 0),
      required: this.hasAttribute('required'),
      busyMode: this.busyMode,
      isBusy: this.#isBusy,
      isCut,
      isGivenUp: this.#isGivenUp,
      isEnded: this.#phase === 'ended',
      hasLost: this.#hasLost,
      custom: this.#custom,
    };
    const frame = /** @type {HTMLElement | null} */ (this.#root.querySelector('.frame'));
    const [flags, message] = validityOf(facts);
    this.#internals.setValidity(flags, message, (message && frame) || undefined);
    if (!frame) {
      // There are no texts yet; the form is checked all the same.
      return;
    }
    this.#allow(dock);
    const room = Math.min(max, dock?.limits?.maxPhotos ?? Infinity);
    this.#states.show({
      busy: facts.isBusy,
      empty: count === 0,
      full: count >= room,
      offline: facts.isCut || this.#phase === 'failed',
      ended: facts.isEnded,
    });
    if (dock || facts.isEnded) {
      this.#setValue(dock && count > 0 && dock.version !== undefined ? `${dock.id}.${dock.version}` : '', dock?.id ?? '');
    }
    this.#tellBusy(facts.isBusy);
    this.#tellShown();
  }

  /** What the person may do: by the page's attributes, the dock's state and the token's rights. @param {Dock | undefined} dock */
  #allow(dock) {
    const takesNothing = this.#isFixed || this.#phase !== 'open' || (dock?.isSealed ?? false);
    const may = (/** @type {string} */ right) => !takesNothing && (dock?.rights?.includes(right) ?? true);
    const wanted = (this.getAttribute('sources') ?? SOURCES.join(' ')).split(/\s+/u);
    const grid = find('snap-photo-grid', this.#root);
    grid.toggleAttribute('no-add', !may('add'));
    grid.toggleAttribute('no-remove', !may('remove'));
    grid.toggleAttribute('no-order', !may('order'));
    const takes = (/** @type {string} */ source) => may('add') && wanted.includes(source);
    find('.join', this.#root).hidden = !takes('phone');
    find('.add', this.#root).hidden = !takes('file');
    find('#add-photos', this.#root).disabled = !takes('file');
    find('.show-code', this.#root).hidden = !takes('phone');
    const drop = find('snap-drop-zone', this.#root);
    drop.toggleAttribute('disabled', !takes('drop') && !takes('paste'));
    const mayLetFall = takes('drop') || takes('paste');
    setText(find('.empty-text', this.#root), mayLetFall ? t(this.hasAttribute('whole-page') ? 'empty.text' : 'empty.here') : '');
    drop.toggleAttribute('no-drop', !takes('drop'));
    drop.toggleAttribute('no-paste', !takes('paste'));
    drop.toggleAttribute('whole-page', this.hasAttribute('whole-page'));
    find('.frame', this.#root).toggleAttribute('data-disabled', this.#isDisabled);
    find('[data-action=open-dock]', this.#root).hidden = !this.#mayOpenAnother;
  }

  /** @param {string} value @param {string} dockId */
  #setValue(value, dockId) {
    const isSame = value === this.#value;
    this.#internals.setFormValue(value, dockId);
    this.#value = value;
    this.#mirror();
    if (!isSame && !this.#isFresh) {
      this.#fire('change', undefined);
    }
  }

  /** For frameworks that send their own inputs only. */
  #mirror() {
    const id = this.getAttribute('for');
    const root = /** @type {Document | ShadowRoot} */ (this.getRootNode());
    // One that was taken out of its page lies below no document.
    const input = id && 'getElementById' in root ? root.getElementById(id) : null;
    if (input instanceof HTMLInputElement && input.value !== this.#value) {
      input.value = this.#value;
      this.#isFresh || input.dispatchEvent(new Event('change', { bubbles: true }));
    }
  }

  /** @param {boolean} isBusy */
  #tellBusy(isBusy) {
    if (isBusy === this.#wasBusy) {
      return;
    }
    this.#wasBusy = isBusy;
    this.#fire(isBusy ? 'snap-busy' : 'snap-idle', undefined);
    if (!isBusy) {
      this.#waiting.splice(0).forEach((resolve) => resolve());
    }
  }

  #tellShown() {
    const detail = { state: this.#phase, connection: this.#connection, headline: this.headline };
    const shown = JSON.stringify(detail);
    if (shown !== this.#shown) {
      this.#shown = shown;
      this.#fire('snap-state', detail);
    }
  }

  /** @param {boolean} isHeld */
  #showHeld(isHeld) {
    find('#held', this.#root).hidden = !isHeld;
    if (isHeld) {
      announce(t('form.held'), this.#root);
      this.#update();
    }
  }

  #showCode() {
    this.removeAttribute('collapsed');
    find('#join-title', this.#root).scrollIntoView({ block: 'nearest' });
    find('#join-link', this.#root).focus();
  }

  /** @param {string} name @param {unknown} detail @param {{cancelable?: boolean}} [options] @returns {boolean} whether nobody objected */
  #fire(name, detail, { cancelable = false } = {}) {
    return this.dispatchEvent(new CustomEvent(name, { detail, cancelable, bubbles: true, composed: true }));
  }
}

/** @param {import('../../js/upload-queue.js').QueueItem} item */
const isOnItsWay = (item) => isUnsent(item) && item.state !== 'paused';

/** @param {string | null} text @param {number} otherwise */
const numberOf = (text, otherwise) => (text !== null && /^\d+$/u.test(text.trim()) ? Number(text) : otherwise);

customElements.define('snap-dock', SnapDock);
