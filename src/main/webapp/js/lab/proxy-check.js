import { topicEventsUrl } from '../api.js';
import { newClientId } from '../client-id.js';
import { SseParser } from '../sse-parser.js';
import { startCheck } from './api.js';

/**
 * Measures what reaches this browser of a stream whose timing is known.
 *
 * @typedef {object} Measurement
 * @property {number} status of the stream's answer; 0 when its head never came
 * @property {string} type its Content-Type
 * @property {string} encoding its Content-Encoding
 * @property {string} protocol such as `http/1.1` or `h2`; '' when the browser does not say
 * @property {number} expected how many events the server sent
 * @property {number} spacingMs between two of them
 * @property {number} heartbeatMs between two heartbeats, as the server is set
 * @property {number} startedAt when the server was asked to send, by `performance.now()`
 * @property {{at: number, sentAt: number}[]} events when each came, and when it left by the server's clock
 * @property {number[]} beats when each heartbeat behind the last event came
 * @property {number | null} endedAt when the stream ended although it should not
 * @property {number} watchedUntil
 */

/** So long the answer's head may take before the events are sent all the same: something holds it back. */
const HEAD_MS = 1_500;
/** So long behind the last event's time those that are held back are waited for. */
const LATE_MS = 5_000;
const LOOK_MS = 50;

/**
 * @param {(phase: 'events' | 'beats', share: number) => void} onPhase
 * @param {AbortSignal} signal
 * @returns {Promise<Measurement>}
 */
export async function measure(onPhase, signal) {
  const id = newClientId();
  const stop = new AbortController();
  signal.addEventListener('abort', () => stop.abort());
  const result = emptyMeasurement();
  const head = listen(`${topicEventsUrl(`lab.check.${id}`)}?lastEventId=earliest`, result, stop.signal);
  try {
    await Promise.race([head, pause(HEAD_MS)]);
    result.startedAt = performance.now();
    const { events, spacingMillis, heartbeatMillis } = await startCheck(id);
    Object.assign(result, { expected: events, spacingMs: spacingMillis, heartbeatMs: heartbeatMillis });
    const isOver = () => result.endedAt !== null || signal.aborted;

    const lastEventBy = result.startedAt + events * spacingMillis + LATE_MS;
    while (!isOver() && result.events.length < events && performance.now() < lastEventBy) {
      onPhase('events', result.events.length / events);
      await pause(LOOK_MS);
    }
    const beatsBy = performance.now() + 2.5 * heartbeatMillis + 2_000;
    const beginning = performance.now();
    while (!isOver() && result.beats.length < 2 && performance.now() < beatsBy) {
      onPhase('beats', (performance.now() - beginning) / (beatsBy - beginning));
      await pause(LOOK_MS);
    }
    result.watchedUntil = performance.now();
    result.protocol = protocolOf(performance.getEntriesByType('resource').filter(({ name }) => name.endsWith(id)).pop());
    return result;
  } finally {
    stop.abort();
  }
}

/** @returns {Measurement} */
const emptyMeasurement = () => ({
  status: 0,
  type: '',
  encoding: '',
  protocol: '',
  expected: 0,
  spacingMs: 0,
  heartbeatMs: 0,
  startedAt: 0,
  events: [],
  beats: [],
  endedAt: null,
  watchedUntil: 0,
});

/**
 * Ends when the head of the answer is there; the body is read from then on.
 *
 * @param {string} url
 * @param {Measurement} result
 * @param {AbortSignal} signal
 */
async function listen(url, result, signal) {
  try {
    const response = await fetch(url, { headers: { Accept: 'text/event-stream' }, cache: 'no-store', signal });
    result.status = response.status;
    result.type = response.headers.get('Content-Type') ?? '';
    result.encoding = response.headers.get('Content-Encoding') ?? '';
    void read(response, result, signal);
  } catch {
    ended(result, signal);
  }
}

/** @param {Response} response @param {Measurement} result @param {AbortSignal} signal */
async function read(response, result, signal) {
  const parser = new SseParser({
    onEvent: ({ data }) => result.events.push({ at: performance.now(), sentAt: JSON.parse(data).sentAt }),
    onId(id, hasEvent) {
      if (!hasEvent && id !== '' && result.expected > 0 && result.events.length >= result.expected) {
        result.beats.push(performance.now());
      }
    },
  });
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  try {
    const reader = response.body?.getReader();
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      parser.push(decoder.decode(part.value, { stream: true }));
    }
  } catch {
    // An end like any other.
  }
  ended(result, signal);
}

/** @param {Measurement} result @param {AbortSignal} signal */
function ended(result, signal) {
  if (!signal.aborted) {
    result.endedAt = performance.now();
  }
}

/** @param {PerformanceEntry | undefined} request to the same server, by the same way */
const protocolOf = (request) => /** @type {PerformanceResourceTiming | undefined} */ (request)?.nextHopProtocol ?? '';

/** @param {number} ms */
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
