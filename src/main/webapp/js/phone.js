import { find } from './dom.js';
import { t } from './i18n.js';
import { readLink } from './join-link.js';
import { mountPage } from './mount.js';
import { joinedPhone } from './phone-key.js';
import { PhoneDock } from './phone-dock.js';
import { showPhoneStatus } from './phone-status.js';

/**
 * The phone page: reads the link, joins its dock once, and hands over to `PhoneDock`.
 */
const link = readLink(location.hash);

let waiting = new AbortController();

async function start() {
  waiting.abort();
  waiting = new AbortController();
  const { signal } = waiting;
  if (!link) {
    showPhoneStatus({ name: 'no-link' });
    return;
  }
  showPhoneStatus({ name: 'joining' });
  let phone;
  try {
    phone = await joinedPhone(link, { signal, onWait: (problem) => showPhoneStatus({ name: 'not-joined', problem }) });
  } catch (reason) {
    if (signal.aborted) {
      // The person did not want to wait, and another try has begun.
      return;
    }
    const problem = /** @type {import('./api.js').Problem} */ (reason);
    showPhoneStatus(problem.code === 'dock-unavailable' ? { name: 'closed' } : { name: 'not-joined', problem });
    return;
  }
  if (phone) {
    new PhoneDock(link.dockId, phone);
  } else {
    showPhoneStatus({ name: 'no-link' });
  }
}

await mountPage();
document.title = t('phone.title');
find('[data-action="join-again"]').addEventListener('click', () => void start());
// A second code scanned into the same tab changes only the fragment, which loads nothing by itself.
window.addEventListener('hashchange', () => location.reload());
await start();
