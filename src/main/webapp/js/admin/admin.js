import '../../elements/snap-confirm-dialog/snap-confirm-dialog.js';
import '../../elements/snap-stream-state/snap-stream-state.js';
import { element, find, setText } from '../dom.js';
import { problemText, t } from '../i18n.js';
import { mountPage } from '../mount.js';
import * as api from './api.js';
import { Board } from './board.js';
import { keepKey, recallKey } from './key.js';

/** The administrator's page: a door for who has the key, and the board behind it. */

const STATES = ['OPEN', 'SEALED', 'CLAIMED', 'CLOSED', 'EXPIRED'];
const MESSAGE_STATES = ['WAITING', 'GIVEN_UP', 'TAKEN'];

await mountPage();
document.title = t('title.with', { state: t('admin.title') });
choices('#dock-state', 'admin.allDocks', 'admin.state', STATES);
choices('#message-state', 'admin.allMessages', 'admin.message', MESSAGE_STATES);
find('#dock-search').placeholder = t('admin.search');
const board = new Board(leave);

/** @param {string} select @param {string} all @param {string} prefix @param {string[]} names */
function choices(select, all, prefix, names) {
  find(select).append(element('option', { value: '' }, t(all)), ...names.map((name) => element('option', { value: name }, t(`${prefix}.${name}`))));
}

/** @param {boolean} isOpen */
function show(isOpen) {
  find('#door').hidden = isOpen;
  find('#board').hidden = !isOpen;
  find('[data-action="leave"]').hidden = !isOpen;
}

/** @param {string} key */
function enter(key) {
  show(true);
  board.open(key);
}

/** @param {import('../api.js').Problem} [problem] why; none when the person wants to go, or the stream was refused */
function leave(problem) {
  keepKey('');
  board.close();
  show(false);
  find('#trouble').hidden = true;
  setText(find('#door-error'), problem ? problemText(problem) : '');
  find('#key').value = '';
  find('#key').focus();
}

find('#door').addEventListener('submit', async (/** @type {SubmitEvent} */ event) => {
  event.preventDefault();
  const field = find('#key');
  const button = find('#door button');
  button.disabled = true;
  try {
    const key = field.value.trim();
    await api.listMessages(key, 'GIVEN_UP');
    keepKey(key);
    setText(find('#door-error'), '');
    field.removeAttribute('aria-invalid');
    field.value = '';
    enter(key);
    find('#docks-title').focus();
  } catch (reason) {
    setText(find('#door-error'), problemText(/** @type {import('../api.js').Problem} */ (reason)));
    field.setAttribute('aria-invalid', 'true');
    field.focus();
    field.select();
  } finally {
    button.disabled = false;
  }
});
find('[data-action="leave"]').addEventListener('click', () => leave());

const known = recallKey();
if (known === '') {
  show(false);
  find('#key').focus();
} else {
  enter(known);
}
