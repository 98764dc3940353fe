import '../snap-drop-zone/snap-drop-zone.js';
import '../snap-join-card/snap-join-card.js';
import '../snap-photo-grid/snap-photo-grid.js';
import '../snap-photo-viewer/snap-photo-viewer.js';
import '../snap-stream-state/snap-stream-state.js';
import '../snap-time-left/snap-time-left.js';
import { element } from '../../js/dom.js';
import { t } from '../../js/i18n.js';
import { icon } from '../../js/icons.js';

/** What `<snap-dock>` consists of. Made of nodes and not of text, so that no Trusted Types policy stands in its way. */

const slot = (/** @type {string} */ name, /** @type {(Node | string)[]} */ ...usual) => element('slot', { name }, ...usual);

const art = (/** @type {string} */ className, /** @type {string} */ sign) => element('span', { className }, icon(sign));

/** @param {{lang: string, dir: string}} language @returns {Node[]} */
export function frame({ lang, dir }) {
  return [
    element('div', { className: 'frame', part: 'frame', lang, dir }, dock(), ended(), failed(), messages(), element('snap-drop-zone')),
    element('div', { lang, dir }, element('snap-photo-viewer')),
    element('div', { id: 'announcer', className: 'visually-hidden', role: 'status', lang, dir }),
  ];
}

function dock() {
  return element('div', { id: 'dock-view', className: 'dock', 'aria-busy': 'true' }, joining(), arrivals());
}

function joining() {
  const head = element('div', { className: 'join-head' }, element('h2', { id: 'join-title' }, t('join.title')), element('snap-time-left'));
  return element('section', { className: 'join', part: 'join', 'aria-labelledby': 'join-title' }, head, element('snap-join-card'));
}

function arrivals() {
  const status = element('h2', { id: 'status', tabIndex: -1, part: 'status', 'data-status': '', 'data-state': 'waiting' });
  const input = element('input', { id: 'add-photos', type: 'file', accept: 'image/*', multiple: true });
  const add = element('label', { className: 'button file-button add', part: 'button add' }, icon('plus'), element('span', {}, t('photos.add')), input);
  const code = element('button', { type: 'button', className: 'button show-code', part: 'button code', 'data-action': 'show-code' }, icon('phone'), element('span', {}, t('join.show')));
  const save = element('a', { id: 'save-all', className: 'button primary', part: 'button save-all', download: '', 'data-save-all': '', 'data-action': 'save-all' }, icon('save'), element('span', {}, t('photos.saveAll')));
  const pending = element('p', { id: 'pending', className: 'pending', role: 'status', hidden: true }, icon('clock'), element('span'));
  const held = element('p', { id: 'held', className: 'pending', role: 'status', hidden: true }, icon('clock'), element('span', {}, t('form.held')));
  const empty = element(
    'div',
    { id: 'empty', className: 'empty', part: 'empty' },
    slot('empty', art('empty-art', 'pictures'), element('p', { className: 'empty-title' }, t('empty.title')), element('p', { className: 'empty-text' }, t('empty.text'))),
  );
  return element(
    'section',
    { className: 'arrivals', part: 'photos', 'aria-labelledby': 'status' },
    element('snap-stream-state'),
    element('div', { className: 'status' }, status, element('p', { id: 'status-detail' })),
    element('ul', { id: 'phones', className: 'phones', 'aria-label': t('phones.title') }),
    element('progress', { id: 'status-bar', max: 1, value: 0, 'aria-label': t('status.progress') }),
    element('div', { className: 'toolbar', part: 'toolbar' }, element('h3', { id: 'photos-title' }), code, add, save),
    element('div', { className: 'words' }, pending, held),
    element('snap-photo-grid'),
    empty,
  );
}

function ended() {
  const again = element('button', { type: 'button', className: 'button primary', part: 'button', 'data-action': 'open-dock' }, t('dock.openAnother'));
  const title = element('h2', { id: 'ended-title', tabIndex: -1, 'data-status': '', 'data-state': 'closed' });
  return element('section', { id: 'ended-view', className: 'panel', part: 'ended', 'aria-labelledby': 'ended-title', hidden: true }, art('panel-art', 'clock'), title, element('p', { id: 'ended-text' }), slot('ended', again));
}

function failed() {
  const retry = element('button', { type: 'button', className: 'button primary', part: 'button', 'data-action': 'try-again' }, t('failed.retry'));
  const title = element('h2', { id: 'failed-title', tabIndex: -1 });
  return element('section', { id: 'failed-view', className: 'panel', part: 'failed', 'aria-labelledby': 'failed-title', hidden: true }, art('panel-art', 'warning'), title, element('p', { id: 'failed-text' }), retry);
}

function messages() {
  const save = element('a', { className: 'button', part: 'button', download: '', 'data-save-all': '' }, t('photos.saveAll'));
  const closing = element('div', { id: 'closing', className: 'banner', hidden: true }, icon('clock'), element('p', {}, t('dock.closing')), save);
  return element('aside', { className: 'messages', 'aria-label': t('messages.title') }, element('div', { id: 'notices', className: 'notices' }), closing);
}
