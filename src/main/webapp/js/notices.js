import { element, find } from './dom.js';
import { t } from './i18n.js';
import { icon } from './icons.js';

/** Sentences that stay on the page until they were read and dismissed. */

/** @param {string} text */
export function addNotice(text) {
  const close = element('button', { type: 'button', className: 'button icon-only quiet', 'data-action': 'dismiss-notice', 'aria-label': t('dismiss') }, icon('close'));
  const notice = element('div', { className: 'notice' }, icon('warning'), element('p', {}, text), close);
  close.addEventListener('click', () => {
    notice.remove();
    find('#status').focus();
  });
  find('#notices').append(notice);
}

export function clearNotices() {
  find('#notices').replaceChildren();
}
