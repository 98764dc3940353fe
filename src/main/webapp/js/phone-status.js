import { announce } from './announcer.js';
import { find, setText } from './dom.js';
import { t, whatNow } from './i18n.js';
import { icon } from './icons.js';
import { isUnsent } from './upload-queue.js';

/** @typedef {import('./upload-queue.js').QueueItem} QueueItem @typedef {import('./api.js').Problem} Problem */

/**
 * @typedef {{name: 'joining'} | {name: 'no-link'} | {name: 'not-joined', problem: Problem} | {name: 'trouble', problem: Problem}
 *   | {name: 'closed', items?: readonly QueueItem[]} | {name: 'sealed', items: readonly QueueItem[]}
 *   | {name: 'handed', items: readonly QueueItem[], to: string, returnUrl: string} | {name: 'joined', items: readonly QueueItem[], to: string}} PhoneStatus
 *
 * What the card says: `state` goes to `data-state`.
 * @typedef {{state: string, art: string, headline: string, detail: string, progress?: {value: number, max: number}}} Card
 */

/** Fills the card at the top of the phone page, and shows what can be done now. @param {PhoneStatus} status */
export function showPhoneStatus(status) {
  const card = cardFor(status);
  const headline = find('#status');
  const isNews = headline.dataset.state !== card.state;
  headline.dataset.state = card.state;
  find('#status-card').dataset.state = card.state;
  setText(headline, card.headline);
  setText(find('#status-detail'), card.detail);
  const bar = find('#status-bar');
  bar.hidden = !card.progress;
  bar.max = card.progress?.max ?? 1;
  bar.value = card.progress?.value ?? 0;
  const art = find('#status-art');
  // The page comes with its first state, but without a picture of it.
  if (isNews || !art.firstChild) {
    art.replaceChildren(icon(card.art));
  }
  const back = find('#way-back');
  back.hidden = status.name !== 'handed' || !status.returnUrl;
  if (status.name === 'handed' && status.returnUrl) {
    back.href = status.returnUrl;
  }
  find('[data-action="join-again"]').hidden = status.name !== 'not-joined';
  if (status.name !== 'trouble') {
    find('#pickers').hidden = status.name !== 'joined';
    find('#linked').hidden = status.name !== 'joined';
  }
  if (status.name === 'joined') {
    setText(find('#linked-to'), t('phone.linkedTo', { to: status.to }));
  } else if (isNews && status.name !== 'joining') {
    announce(`${card.headline} ${card.detail}`);
  }
}

/** @param {PhoneStatus} status @returns {Card} */
function cardFor(status) {
  switch (status.name) {
    case 'joining':
      return { state: 'joining', art: 'phone', headline: t('phone.joining'), detail: t('phone.joiningDetail') };
    case 'no-link':
      return { state: 'no-link', art: 'computer', headline: t('phone.noLink'), detail: t('phone.noLinkDetail') };
    case 'not-joined':
      return { state: 'not-joined', art: 'warning', headline: t('phone.notJoined'), detail: whatNow(status.problem) };
    case 'trouble':
      return { state: 'trouble', art: 'warning', headline: t('phone.trouble'), detail: whatNow(status.problem) };
    case 'closed':
      return closedCard(status.items ?? []);
    case 'sealed':
      return sealedCard(status.items);
    case 'handed':
      return handedCard(status.items, status.to);
    default:
      return joinedCard(status.items);
  }
}

/** @param {readonly QueueItem[]} items @returns {Card} */
function closedCard(items) {
  const unsent = items.filter(({ problem }) => problem?.code === 'dock-unavailable').length;
  const detail = unsent > 0 ? t('phone.closedUnsent', { count: unsent }) : t('phone.closedDetail');
  return { state: 'closed', art: 'clock', headline: t('phone.closed'), detail };
}

/** @param {readonly QueueItem[]} items @returns {Card} */
function sealedCard(items) {
  const unsent = items.filter(isUnsent).length;
  const detail = unsent > 0 ? t('phone.sealedUnsent', { count: unsent }) : t('phone.sealedDetail');
  return { state: 'sealed', art: 'check', headline: t('phone.sealed'), detail };
}

/** @param {readonly QueueItem[]} items @param {string} to @returns {Card} */
function handedCard(items, to) {
  const unsent = items.filter(({ problem }) => problem?.code === 'dock-unavailable').length;
  const detail = unsent > 0 ? t('phone.handedUnsent', { count: unsent }) : t('phone.handedDetail');
  return { state: 'handed', art: 'check', headline: t('phone.handed', { to }), detail };
}

/** Whether nothing that was tried gets any further; steady over the tries, so that the card does not flicker. @param {readonly QueueItem[]} items */
function isStuck(items) {
  const tried = items.filter(({ state, tries }) => tries > 0 && (state === 'sending' || state === 'waiting'));
  return tried.length > 0 && tried.every(({ retryAt, tries }) => retryAt > 0 || tries > 1);
}

/** In photos, of those that this visit sends. @param {readonly QueueItem[]} items */
function progressOf(items) {
  // With what arrived before a reload, of the picks that this visit goes on with.
  const picks = new Set(items.filter(({ state, blob }) => blob && state !== 'sent').map(({ pick }) => pick));
  const here = items.filter(({ state, blob, pick }) => state !== 'removed' && (blob || (pick !== undefined && picks.has(pick))));
  const done = here.filter(({ state }) => state === 'sent').length;
  const value = here.reduce((sum, { state, received, bytes }) => sum + (state === 'sent' ? 1 : Math.min(1, received / (bytes || 1))), 0);
  return { done, value, max: here.length };
}

/** @param {readonly QueueItem[]} items @returns {Card} */
function joinedCard(items) {
  const count = (/** @type {string} */ wanted) => items.filter(({ state }) => state === wanted).length;
  const sent = count('sent');
  const failed = count('failed');
  const paused = count('paused');
  const left = count('sending') + count('waiting');
  if (left === 0 && paused > 0) {
    return { state: 'paused', art: 'pause', headline: t('phone.paused'), detail: t('phone.pausedDetail', { count: paused }), progress: progressOf(items) };
  }
  if (left > 0 && isStuck(items)) {
    return { state: 'stuck', art: 'warning', headline: t('phone.stuck'), detail: t('phone.stuckDetail') };
  }
  if (left > 0) {
    const progress = progressOf(items);
    const headline = t('phone.sending', { number: Math.min(progress.done + 1, progress.max), total: progress.max });
    return { state: 'sending', art: 'pictures', headline, detail: t('phone.sendingDetail'), progress };
  }
  if (failed > 0) {
    return { state: 'failed', art: 'warning', headline: t('phone.someFailed', { count: failed }), detail: t('phone.someFailedDetail') };
  }
  if (sent > 0) {
    return { state: 'done', art: 'check', headline: t('phone.done', { count: sent }), detail: t('phone.doneDetail') };
  }
  return { state: 'ready', art: 'phone', headline: t('phone.ready'), detail: t('phone.readyDetail') };
}
