import { announce } from '../announcer.js';
import { element, find, setText } from '../dom.js';
import { hasText, t } from '../i18n.js';
import { icon } from '../icons.js';
import { findingsOf, verdictOf } from './findings.js';
import { measure } from './proxy-check.js';

/** @typedef {import('./findings.js').Finding} Finding */

const ICONS = { good: 'check', note: 'clock', bad: 'warning' };

/** Runs the check and says what came of it; what goes wrong on the way is the caller's to tell. */
export async function runCheck() {
  const button = find('[data-action="check"]');
  button.disabled = true;
  find('#check-result').hidden = true;
  find('#check-run').hidden = false;
  announce(t('lab.phase.events'));
  try {
    const measurement = await measure(showPhase, new AbortController().signal);
    show(findingsOf(measurement));
  } finally {
    find('#check-run').hidden = true;
    button.disabled = false;
  }
}

/** @param {'events' | 'beats'} phase @param {number} share */
function showPhase(phase, share) {
  setText(find('#check-phase'), t(`lab.phase.${phase}`));
  find('#check-bar').value = share;
}

/** @param {Finding[]} findings */
function show(findings) {
  const verdict = verdictOf(findings);
  const title = find('#check-verdict');
  title.dataset.verdict = verdict;
  setText(title, t(`lab.verdict.${verdict}`));
  find('#findings').replaceChildren(...findings.map(row));
  find('#check-result').hidden = false;
  title.focus();
}

/** @param {Finding} finding */
function row({ name, level, values }) {
  const words = [element('p', {}, t(`lab.finding.${name}`, values))];
  const advice = `lab.advice.${name}`;
  if (hasText(advice)) {
    words.push(element('p', { className: 'soft' }, t(advice)));
  }
  const mark = element('span', { className: 'finding-mark', role: 'img', 'aria-label': t(`lab.level.${level}`) }, icon(ICONS[level]));
  return element('li', { 'data-finding': name, 'data-level': level }, mark, element('div', {}, ...words));
}
