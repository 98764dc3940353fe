/**
 * What a measurement means. Pure: numbers in, findings out; `check-view.js` has the words.
 *
 * @typedef {import('./proxy-check.js').Measurement} Measurement
 * @typedef {{name: string, level: 'good' | 'note' | 'bad', values: Record<string, string | number>}} Finding
 */

/** Later than this, a person would notice. */
const LATE_MS = 1_000;
/** Two events that left far apart and come within this time came in one piece. */
const BURST_MS = 20;

/** @param {Measurement} measurement @returns {Finding[]} the worst first */
export function findingsOf(measurement) {
  const found = [refused(measurement), ...flow(measurement), encoding(measurement), beats(measurement), protocol(measurement)];
  const rank = { bad: 0, note: 1, good: 2 };
  return found.filter((finding) => finding !== null).sort((a, b) => rank[a.level] - rank[b.level]);
}

/** @param {Finding[]} findings @returns {'fine' | 'buffers' | 'trouble'} */
export function verdictOf(findings) {
  const bad = findings.filter(({ level }) => level === 'bad').map(({ name }) => name);
  if (bad.length === 0) {
    return 'fine';
  }
  return bad.includes('buffered') || bad.includes('nothing') ? 'buffers' : 'trouble';
}

/** @param {string} name @param {Finding['level']} level @param {Record<string, string | number>} [values] @returns {Finding} */
const finding = (name, level, values = {}) => ({ name, level, values });

/** @param {Measurement} measurement */
function refused({ status, type }) {
  return status !== 0 && (status !== 200 || !type.startsWith('text/event-stream')) ? finding('refused', 'bad', { status, type: type || '–' }) : null;
}

/** @param {Measurement} measurement @returns {(Finding | null)[]} */
function flow({ events, expected, startedAt, spacingMs, endedAt, status }) {
  const cut = endedAt === null ? null : finding('cut', 'bad', { seconds: seconds(endedAt - startedAt) });
  if (events.length === 0) {
    return [cut ?? (status === 0 || status === 200 ? finding('nothing', 'bad') : null)];
  }
  // The server waits as long before the first event as between two.
  const first = Math.max(0, Math.round(events[0].at - startedAt - spacingMs));
  // The clocks differ by an unknown time: the quickest event stands for none.
  const delays = events.map(({ at, sentAt }) => at - sentAt);
  const quickest = Math.min(...delays);
  const latest = Math.round(Math.max(...delays) - quickest);
  const joined = events.filter(({ at }, index) => index > 0 && at - events[index - 1].at < BURST_MS).length;
  const isBuffered = latest > Math.max(LATE_MS, 2 * spacingMs) || joined > events.length / 2;
  return [
    first > LATE_MS ? finding('firstLate', 'bad', { ms: first }) : finding('first', 'good', { ms: first }),
    isBuffered
      ? finding('buffered', 'bad', { seconds: seconds(latest), joined: joined + 1 })
      : finding('flows', 'good', { count: events.length, ms: latest }),
    events.length < expected ? finding('lost', 'bad', { came: events.length, count: expected }) : null,
    cut,
  ];
}

/** @param {Measurement} measurement */
function encoding({ encoding: name }) {
  return name === '' || name === 'identity' ? null : finding('compressed', 'bad', { name });
}

/** @param {Measurement} measurement */
function beats({ beats: came, events, expected, heartbeatMs, endedAt, watchedUntil }) {
  if (endedAt !== null || events.length < expected || expected === 0) {
    return null;
  }
  const set = seconds(heartbeatMs);
  if (came.length === 0) {
    return finding('noBeats', 'bad', { seconds: seconds(watchedUntil - events[events.length - 1].at), set });
  }
  const gaps = came.map((at, index) => at - (came[index - 1] ?? events[events.length - 1].at));
  const widest = Math.max(...gaps);
  const isRare = widest > 1.5 * heartbeatMs + LATE_MS;
  return finding(isRare ? 'rareBeats' : 'beats', isRare ? 'bad' : 'good', { seconds: seconds(widest), set });
}

/** @param {Measurement} measurement */
function protocol({ protocol: name }) {
  if (name === '') {
    return null;
  }
  return name.startsWith('http/1') ? finding('http1', 'note', { name }) : finding('http2', 'good', { name });
}

/** @param {number} ms */
const seconds = (ms) => Math.round(ms / 100) / 10;
