import { element, find, focusedBeside } from './dom.js';
import { t } from './i18n.js';
import { icon } from './icons.js';

/** Sentences that stay in sight until they were read and dismissed; brief ones, which ask for nothing, go by themselves. */

const BRIEF_MS = 8_000;

/** @param {ParentNode} root @param {string} text @param {{isBrief?: boolean}} [options] */
export function addNotice(root, text, { isBrief = false } = {}) {
  const close = element('button', { type: 'button', className: 'button icon-only quiet', 'data-action': 'dismiss-notice', 'aria-label': t('dismiss') }, icon('close'));
  const notice = element('div', { className: 'notice', 'data-brief': String(isBrief) }, icon(isBrief ? 'check' : 'warning'), element('p', {}, text), close);
  close.addEventListener('click', () => {
    notice.remove();
    find('#status', root).focus();
  });
  find('#notices', root).append(notice);
  if (isBrief) {
    setTimeout(() => !notice.contains(focusedBeside(notice)) && notice.remove(), BRIEF_MS);
  }
}

/** @param {ParentNode} root */
export function clearNotices(root) {
  find('#notices', root).replaceChildren();
}
