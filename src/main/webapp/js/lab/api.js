import { call, topicEventsUrl } from '../api.js';

/** The lab's own calls; their addresses exist only where the lab is enabled. */
export const MAIN = 'lab.main';

/** @returns {Promise<{now: number, sourcesRunning: boolean}>} `now` by the server's clock */
export const readLab = () => call('api/lab');

export const startSources = () => call('api/lab/sources', { method: 'POST' });

export const stopSources = () => call('api/lab/sources', { method: 'DELETE' });

/** @returns {Promise<{topic: string}>} */
export const startJob = () => call('api/lab/jobs', { method: 'POST' });

/** @param {string} name */
export const sendSample = (name) => call(`api/lab/samples/${encodeURIComponent(name)}`, { method: 'POST' });

export const drop = () => call('api/lab/drop', { method: 'POST' });

/**
 * @param {string} id 32 hexadecimal digits, of the caller's choice; the topic is `lab.check.` and the id
 * @returns {Promise<{events: number, spacingMillis: number, heartbeatMillis: number}>}
 */
export const startCheck = (id) => call(`api/lab/checks/${id}`, { method: 'POST' });

/** @param {string} name @param {string} data @returns {Promise<{id: string}>} */
export function publish(name, data) {
  const query = name === '' ? '' : `?event=${encodeURIComponent(name)}`;
  return call(topicEventsUrl(MAIN) + query, { method: 'POST', text: data });
}
