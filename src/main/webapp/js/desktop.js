import '../elements/confirm-dialog/confirm-dialog.js';
import '../elements/drop-zone/drop-zone.js';
import { announce } from './announcer.js';
import { Problem, closeDock, createDock, readDock } from './api.js';
import { DesktopDock } from './desktop-dock.js';
import { find } from './dom.js';
import { problemText, t, whatNow } from './i18n.js';
import { forget, onChangedElsewhere, recall, remember } from './memory.js';
import { mountPage } from './mount.js';
import { patiently } from './patience.js';

/**
 * The desktop page: which dock it shows. Every tab of this browser shows the same one, whose id is remembered; the
 * owner's key is in a cookie that no script can read.
 */
const DOCK = 'dock';

/** @type {DesktopDock | null} */
let current = null;
/** What is being opened now; an older answer that comes later is dropped. */
let attempt = new AbortController();
/** A dock that ends because a new one was asked for is not worth a word. */
let isReplacing = false;

/** @param {'dock-view' | 'ended-view' | 'failed-view'} id */
function show(id) {
  for (const view of ['dock-view', 'ended-view', 'failed-view']) {
    find(`#${view}`).hidden = view !== id;
  }
  const isOpen = id === 'dock-view';
  find('.top-actions').hidden = !isOpen;
  find('.messages').hidden = !isOpen;
  find('drop-zone').toggleAttribute('disabled', !isOpen);
}

/** Shows the remembered dock, or opens one. */
async function start() {
  attempt.abort();
  attempt = new AbortController();
  const { signal } = attempt;
  current?.leave();
  current = null;
  show('dock-view');
  find('#dock-view').setAttribute('aria-busy', 'true');
  try {
    const snapshot = await patiently(() => ownDock(signal), { signal, onWait: failed });
    if (!signal.aborted) {
      const { id } = snapshot;
      show('dock-view');
      find('#dock-view').removeAttribute('aria-busy');
      current = new DesktopDock(snapshot, { onEnded: (reason) => isReplacing || ended(id, reason) });
      void goOn();
    }
  } catch (reason) {
    if (!signal.aborted) {
      failed(/** @type {Problem} */ (reason));
    }
  }
}

/** The snapshot of the dock that this browser remembers, else of a new one. @param {AbortSignal} signal */
async function ownDock(signal) {
  const known = recall(DOCK);
  const id = typeof known === 'string' ? known : await openDock(signal);
  const snapshot = await readDock(id);
  if (snapshot.id !== id || !snapshot.limits) {
    throw new Problem({ status: 0, code: 'foreign' });
  }
  return snapshot;
}

/** @param {AbortSignal} signal @returns {Promise<string>} */
async function openDock(signal) {
  const { id } = await createDock();
  if (typeof id !== 'string') {
    throw new Problem({ status: 0, code: 'foreign' });
  }
  if (!signal.aborted) {
    remember(DOCK, id);
  }
  return id;
}

/** @param {Problem} problem */
function failed(problem) {
  if (problem.code === 'dock-unavailable') {
    ended(recall(DOCK), 'UNAVAILABLE');
    return;
  }
  const wasSaid = !find('#failed-view').hidden;
  const title = t(problem.isPassing ? 'failed.yet' : 'failed.title');
  show('failed-view');
  find('#failed-title').textContent = title;
  find('#failed-text').textContent = whatNow(problem);
  document.title = t('title.with', { state: title });
  if (!wasSaid) {
    announce(`${title} ${whatNow(problem)}`);
  }
}

/**
 * The dock is over. It is forgotten, so that the next visit opens a new one without asking.
 *
 * @param {string} id
 * @param {string | undefined} reason
 */
function ended(id, reason) {
  current?.leave();
  current = null;
  if (recall(DOCK) === id) {
    forget(DOCK);
  }
  const isHandedOver = reason === 'CLAIMED';
  const title = t(isHandedOver ? 'ended.claimed' : reason === 'CLOSED' ? 'ended.closed' : 'ended.expired');
  const text = t(isHandedOver ? 'ended.claimedText' : 'ended.text');
  find('#ended-title').textContent = title;
  find('#ended-text').textContent = text;
  document.documentElement.dataset.stream = 'closed';
  show('ended-view');
  find('#ended-title').focus();
  document.title = t('title.with', { state: title });
  announce(`${title} ${text}`);
}

/** Ends the dock after asking, when something would be lost by it. @returns {Promise<boolean>} whether it is over */
async function endDock() {
  const dock = current;
  if (!dock) {
    return true;
  }
  const count = dock.photoCount;
  const texts = { title: t('end.title'), text: t('end.text', { count }), yes: t('end.yes'), no: t('end.no') };
  if (count > 0 && !(await find('confirm-dialog').ask(texts))) {
    return false;
  }
  return endSurely(dock);
}

/** However long the server is away. @param {DesktopDock} dock @returns {Promise<boolean>} whether it is over */
async function endSurely(dock) {
  dock.isToEnd = true;
  try {
    let isTold = false;
    const onWait = () => {
      if (!isTold) {
        isTold = true;
        dock.complain(t('pending.end'));
      }
    };
    await patiently(() => closeDock(dock.id), { onWait });
  } catch (reason) {
    const problem = /** @type {import('./api.js').Problem} */ (reason);
    if (problem.code !== 'dock-unavailable') {
      dock.complain(problemText(problem));
      return false;
    }
  } finally {
    dock.isToEnd = false;
  }
  return true;
}

/** What was wanted before a reload. */
async function goOn() {
  const dock = current;
  if (dock?.isToEnd && (await endSurely(dock)) && current === dock) {
    ended(dock.id, 'CLOSED');
  }
}

async function endAndSay() {
  const dock = current;
  // The stream may have said so before the answer came, and a new dock may be open by now.
  if (dock && (await endDock()) && current === dock) {
    ended(dock.id, 'CLOSED');
  }
}

async function endAndOpen() {
  isReplacing = true;
  if (await endDock()) {
    await openNew();
  }
  isReplacing = false;
}

async function openNew() {
  current?.leave();
  current = null;
  forget(DOCK);
  await start();
  if (current) {
    find('#status').focus();
  }
}

function listen() {
  const actions = { 'end-dock': endAndSay, 'new-dock': endAndOpen, 'open-dock': openNew, 'try-again': start };
  for (const [name, act] of Object.entries(actions)) {
    find(`[data-action="${name}"]`).addEventListener('click', () => void act());
  }
  onChangedElsewhere(DOCK, () => {
    const id = recall(DOCK);
    if (typeof id === 'string' && id !== current?.id) {
      void start();
    }
  });
}

await mountPage();
listen();
await start();
