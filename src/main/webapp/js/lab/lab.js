import '../../elements/push-progress/push-progress.js';
import { announce } from '../announcer.js';
import { find, setText } from '../dom.js';
import { problemText, t } from '../i18n.js';
import { mountPage } from '../mount.js';
import * as api from './api.js';
import { runCheck } from './check-view.js';
import { Clocks } from './clocks.js';
import { Connection } from './connection.js';
import { Log } from './log.js';

/** The stream lab's page: each control does one thing to the stream that one can watch. */

const clocks = new Clocks();
/** Messages of this page that have not come yet; more are not waited for. */
const MOST_OWN = 100;
/** When they were sent, by their text: they carry no time, and may come before the answer with the id. @type {Map<string, number>} */
const sentAt = new Map();
/** One answer may be late by chance. */
const QUESTIONS = 3;

/** @param {import('../sse-parser.js').StreamBlock} event @returns {number | null} */
function lagOf({ data }) {
  const own = sentAt.get(data);
  if (own !== undefined) {
    sentAt.delete(data);
    return Math.max(0, Math.round(performance.now() - own));
  }
  try {
    const at = JSON.parse(data)?.sentAt;
    return typeof at === 'number' ? clocks.lag(at, Date.now()) : null;
  } catch {
    return null;
  }
}

async function readState() {
  for (let question = 0; question < QUESTIONS; question++) {
    const asked = Date.now();
    const { now, sourcesRunning } = await api.readLab();
    clocks.learn(asked, now, Date.now());
    showSources(sourcesRunning);
  }
}

/** @param {boolean} isRunning */
function showSources(isRunning) {
  const button = find('[data-action="sources"]');
  button.setAttribute('aria-pressed', String(isRunning));
  setText(button, t(isRunning ? 'lab.stopSources' : 'lab.startSources'));
}

async function toggleSources() {
  const isRunning = find('[data-action="sources"]').getAttribute('aria-pressed') === 'true';
  await (isRunning ? api.stopSources() : api.startSources());
  showSources(!isRunning);
}

async function publish() {
  const data = find('#publish-data').value;
  // A message that never comes is forgotten in time, the oldest first.
  sentAt.delete(data);
  sentAt.set(data, performance.now());
  if (sentAt.size > MOST_OWN) {
    sentAt.delete(sentAt.keys().next().value ?? '');
  }
  const { id } = await api.publish(find('#publish-name').value.trim(), data);
  announce(t('lab.published', { id }));
}

async function startJob() {
  const { topic } = await api.startJob();
  find('push-progress').setAttribute('topic', topic);
}

/** Does it, and says so if it did not work. @param {() => Promise<unknown>} act */
async function tried(act) {
  const trouble = find('#trouble');
  try {
    await act();
    trouble.hidden = true;
  } catch (reason) {
    setText(trouble, problemText(/** @type {import('../api.js').Problem} */ (reason)));
    trouble.hidden = false;
  }
}

function listen() {
  const log = new Log();
  const connection = new Connection(log, lagOf);
  const actions = {
    connect: async () => connection.connect(),
    disconnect: async () => connection.disconnect(),
    drop: api.drop,
    clear: async () => log.clear(),
    sources: toggleSources,
    job: startJob,
    check: runCheck,
  };
  for (const [name, act] of Object.entries(actions)) {
    find(`[data-action="${name}"]`).addEventListener('click', () => void tried(act));
  }
  for (const button of document.querySelectorAll('[data-sample]')) {
    const name = /** @type {HTMLElement} */ (button).dataset.sample ?? '';
    button.addEventListener('click', () => void tried(() => api.sendSample(name)));
  }
  find('#publish').addEventListener('submit', (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    void tried(publish);
  });
}

await mountPage();
document.title = t('title.with', { state: t('lab.title') });
find('#publish-data').value = t('lab.hello');
showSources(false);
listen();
await tried(readState);
