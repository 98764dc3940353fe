import { element, find } from './dom.js';
import { t } from './i18n.js';
import { icon } from './icons.js';

/** Sentences that stay on the page until they were read and dismissed; brief ones, which ask for nothing, go by themselves. */

const BRIEF_MS = 8_000;

/** @param {string} text @param {{isBrief?: boolean}} [options] */
export function addNotice(text, { isBrief = false } = {}) {
  const close = element('button', { type: 'button', className: 'button icon-only quiet', 'data-action': 'dismiss-notice', 'aria-label': t('dismiss') }, icon('close'));
  const notice = element('div', { className: 'notice', 'data-brief': String(isBrief) }, icon(isBrief ? 'check' : 'warning'), element('p', {}, text), close);
  close.addEventListener('click', () => {
    notice.remove();
    find('#status').focus();
  });
  find('#notices').append(notice);
  if (isBrief) {
    setTimeout(() => !notice.contains(document.activeElement) && notice.remove(), BRIEF_MS);
  }
}

export function clearNotices() {
  find('#notices').replaceChildren();
}
