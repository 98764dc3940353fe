import '../elements/snap-confirm-dialog/snap-confirm-dialog.js';
import '../elements/snap-dock/snap-dock.js';
import { Problem, createDock } from './api.js';
import { find } from './dom.js';
import { t } from './i18n.js';
import { forget, onChangedElsewhere, recall, remember } from './memory.js';
import { mountPage } from './mount.js';

/**
 * The desktop page: a shell around `<snap-dock>`, which says which dock it shows. Every tab of this browser shows the same one,
 * whose id is remembered; the owner's key is in a cookie that no script can read.
 */
const DOCK = 'dock';

await mountPage();
/** @type {import('../elements/snap-dock/snap-dock.js').SnapDock} */
const shown = find('snap-dock');
/** The dock that it shows, or is about to. */
let id = '';

/** The dock that this browser remembers, else a new one. */
async function ownDock() {
  const known = recall(DOCK);
  if (typeof known === 'string') {
    id = known;
    return { dock: known };
  }
  const opened = await createDock();
  if (typeof opened.id !== 'string') {
    throw new Problem({ status: 0, code: 'foreign' });
  }
  id = opened.id;
  remember(DOCK, id);
  return { dock: id };
}

/** @param {any} event */
function showState({ detail: { state, connection, headline } }) {
  find('.top-actions').hidden = state === 'ended' || state === 'failed';
  document.documentElement.dataset.stream = state === 'ended' ? 'closed' : connection;
  if (headline) {
    document.title = t('title.with', { state: headline });
  }
}

/** The dock is over. It is forgotten, so that the next visit opens a new one without asking. */
function ended() {
  if (recall(DOCK) === id) {
    forget(DOCK);
  }
}

/** Asks when something would be lost by the dock's end. @returns {Promise<boolean>} */
async function mayEnd() {
  const count = shown.photos.length;
  const texts = { title: t('end.title'), text: t('end.text', { count }), yes: t('end.yes'), no: t('end.no') };
  return count === 0 || find('snap-confirm-dialog').ask(texts);
}

find('[data-action="end-dock"]').addEventListener('click', async () => (await mayEnd()) && shown.close());
find('[data-action="new-dock"]').addEventListener('click', async () => (await mayEnd()) && shown.replace());
onChangedElsewhere(DOCK, () => {
  const other = recall(DOCK);
  if (typeof other === 'string' && other !== id) {
    void shown.reopen();
  }
});
shown.addEventListener('snap-state', showState);
shown.addEventListener('snap-ended', ended);
shown.getSession = ownDock;
