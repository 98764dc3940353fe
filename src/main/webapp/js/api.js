import { renewToken, tokenFor } from './keyring.js';

/**
 * The calls of docs/api.md, and the one kind of error that they end in. Addresses follow from that of this module and not
 * from the page's: a host application's page lies anywhere, also on another origin.
 */

/** Where Snapdock lies, with a slash at the end. */
const ROOT = new URL('..', import.meta.url);
const API = new URL('api/', ROOT).href;

/** The whole address of something of Snapdock's. @param {string} path below its root, or from its origin's (`/…`) */
export const here = (path) => new URL(path, ROOT).href;

/** Of a session token that expired or was ended. */
export const SESSION_ENDED = 'session-ended';

/** What every error of Snapdock's own has in its `type`, see docs/api.md. Other servers speak of codes and types, too. */
const OURS = 'urn:problem-type:snapdock:';

/**
 * An answer that was no success; no answer at all (`status` 0, `code` "network"); or an answer that is not the server's
 * (`code` "foreign"): of a web server that starts, a proxy whose server is away, a network that wants a sign-in.
 */
export class Problem extends Error {
  /**
   * @param {object} problem
   * @param {number} problem.status
   * @param {string} problem.code stable, see the table in docs/api.md
   * @param {string} [problem.detail] the server's sentence for people
   * @param {number} [problem.retryAfterMs]
   */
  constructor({ status, code, detail = '', retryAfterMs = 0 }) {
    super(code);
    this.name = 'Problem';
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.retryAfterMs = retryAfterMs;
  }

  /** Whether the server itself has said nothing yet, or nothing but that it cannot answer now. */
  get isNobodys() {
    const { status, code } = this;
    return status === 0 || code === 'foreign' || status === 408 || (status === 503 && code !== 'photo-check-failed');
  }

  /** Whether the form was submitted. It may be opened again, so nothing is given up. */
  get isOfSeal() {
    return this.code === 'dock-sealed';
  }

  /** Whether the same request may succeed later without anyone changing anything. */
  get isPassing() {
    const { status, code } = this;
    const isOvertaken = code === 'upload-superseded' || code === 'upload-offset';
    return this.isNobodys || this.isOfSeal || status === 429 || isOvertaken || (status >= 500 && status !== 507);
  }
}

/** @param {string} dockId */
export const dockUrl = (dockId) => `${API}docks/${encodeURIComponent(dockId)}`;

/** @param {string} dockId @param {string} photoId */
export const photoUrl = (dockId, photoId) => `${dockUrl(dockId)}/photos/${encodeURIComponent(photoId)}`;

/** @param {string} dockId @param {string} photoId */
export const thumbnailUrl = (dockId, photoId) => `${photoUrl(dockId, photoId)}/thumbnail`;

/** @param {string} dockId @param {string} photoId */
export const downloadUrl = (dockId, photoId) => `${photoUrl(dockId, photoId)}?download=true`;

/** @param {string} dockId @param {string} photoId */
export const photoPreviewUrl = (dockId, photoId) => `${photoUrl(dockId, photoId)}/preview`;

/** @param {string} dockId */
export const uploadsUrl = (dockId) => `${dockUrl(dockId)}/uploads`;

/** @param {string} dockId @param {string} uploadId */
export const uploadPreviewUrl = (dockId, uploadId) => `${uploadsUrl(dockId)}/${encodeURIComponent(uploadId)}/preview`;

/** @param {string} dockId */
export const zipUrl = (dockId) => `${dockUrl(dockId)}/photos.zip`;

/** @param {string} dockId */
export const eventsUrl = (dockId) => `${dockUrl(dockId)}/events`;

/** Of several docks together. */
export const manyEventsUrl = `${API}events`;

/** @param {string} topic */
export const topicEventsUrl = (topic) => `${API}topics/${encodeURIComponent(topic)}/events`;

/**
 * @param {string} dockId
 * @param {string} [base] another address of this server to stand in the code
 */
export const qrUrl = (dockId, base) => `${dockUrl(dockId)}/qr.svg${base ? `?base=${encodeURIComponent(base)}` : ''}`;

export const createDock = () => call(`${API}docks`, { method: 'POST', json: {} });

/** @param {string} dockId */
export const readDock = (dockId) => call(dockUrl(dockId));

/** @param {string} dockId */
export const closeDock = (dockId) => call(dockUrl(dockId), { method: 'DELETE' });

/** @param {string} dockId @param {string} joinKey @param {string} [name] */
export const joinDock = (dockId, joinKey, name) =>
  call(`${dockUrl(dockId)}/phones`, { method: 'POST', json: name ? { name } : {}, key: joinKey });

/** @param {string} dockId @param {string} photoId @param {string} [key] */
export const removePhoto = (dockId, photoId, key) => call(photoUrl(dockId, photoId), { method: 'DELETE', key });

/** @param {string} dockId @param {string} uploadId @param {Blob} picture @param {{key?: string, signal: AbortSignal}} options */
export const sendPreview = (dockId, uploadId, picture, { key, signal }) =>
  call(uploadPreviewUrl(dockId, uploadId), { method: 'PUT', body: picture, key, signal });

/** Says that a photo that was picked will not come. @param {string} dockId @param {{pick: string, index: number}} photo @param {{key?: string, reason?: string}} options */
export const leaveOut = (dockId, { pick, index }, { key, reason }) =>
  call(`${dockUrl(dockId)}/picks/${encodeURIComponent(pick)}/${index}`, { method: 'DELETE', key, headers: saying(reason), keepalive: true });

/** Why a photo is not sent, when it is its sender who knows. @param {string} [reason] @returns {Record<string, string>} */
export const saying = (reason) => (reason ? { 'Snapdock-Reason': reason } : {});

/** @param {string} dockId @param {string[]} ids */
export const orderPhotos = (dockId, ids) => call(`${dockUrl(dockId)}/photos/order`, { method: 'PUT', json: ids });

/** Whether the server answers at all; rejects when not. @param {AbortSignal} signal */
export const isAlive = (signal) => call(`${API}health/live`, { signal });

/** The page goes, and its stream with it. @param {string} dockId @param {string} key @param {string} connection */
export function sayGoodbye(dockId, key, connection) {
  // The key goes in a header, which sendBeacon cannot; nobody waits for the answer, and a page that goes could not.
  void call(`${dockUrl(dockId)}/goodbye`, { method: 'POST', json: {}, key, headers: { 'Snapdock-Connection': connection }, keepalive: true }).catch(() => undefined);
}

/** @param {string} location of the upload, which the person has paused @param {string} [key] */
export const tellPaused = (location, key) => call(`${location}/pause`, { method: 'PUT', json: {}, key });

/** @param {string} key @returns {Record<string, string>} */
export const bearer = (key) => ({ Authorization: `Bearer ${key}` });

/**
 * @param {string} url
 * @param {{method?: string, json?: unknown, text?: string, body?: Blob, key?: string, signal?: AbortSignal, keepalive?: boolean,
 *   cache?: RequestCache, headers?: Record<string, string>}} [options] a Blob goes with its own type
 * @returns {Promise<any>} the answer's JSON, or undefined when it has none; rejects with a `Problem`
 */
export async function call(url, { method = 'GET', json, text, body, key, signal, keepalive, cache = 'no-store', headers: more = {} } = {}) {
  const headers = { Accept: 'application/json', ...(key ? bearer(key) : {}), ...more };
  /** @type {RequestInit} */
  const init = { method, headers, body, signal, keepalive, cache };
  if (json !== undefined) {
    init.body = JSON.stringify(json);
    init.headers = { ...headers, 'Content-Type': 'application/json' };
  }
  if (text !== undefined) {
    init.body = text;
  }
  const answer = await request(url, init);
  if (answer.ok && answer.status === 204) {
    return undefined;
  }
  const value = answer.ok && isJson(answer) ? parsed(answer.body) : undefined;
  if (value === undefined) {
    throw problemFrom(answer);
  }
  return value;
}

/**
 * What came, read to its end.
 *
 * @typedef {{ok: boolean, status: number, header: (name: string) => string | null, body: string}} Answer
 */

/**
 * One request, whose redirects are not followed: no call of ours is redirected, so who redirects is somebody else.
 *
 * @param {string} url
 * @param {RequestInit} init
 * @returns {Promise<Answer>} rejects with a `Problem`
 */
export async function request(url, init) {
  const response = await ask(url, { cache: 'no-store', ...init });
  const { ok, status, headers } = response;
  try {
    // Read at once, so that the connection is free again. A body that breaks off is no answer.
    return { ok, status, header: (name) => headers.get(name), body: await response.text() };
  } catch {
    throw new Problem({ status: 0, code: 'network' });
  }
}

/**
 * With the dock's token, where there is one and the call brings no key of its own; and with the next one when it ran out.
 *
 * @param {string} url
 * @param {RequestInit} init
 * @returns {Promise<Response>} rejects with a `Problem`
 */
async function ask(url, init) {
  const isOwn = init.headers !== undefined && 'Authorization' in init.headers;
  const token = isOwn ? undefined : tokenFor(url);
  const response = await once(url, init, token);
  const isRenewed = token !== undefined && response.status === 401 && (await isTokenOver(response.clone())) && (await renewToken(url, token));
  return isRenewed ? once(url, init, tokenFor(url)) : response;
}

/** @param {string} url @param {RequestInit} init @param {string | undefined} token @returns {Promise<Response>} */
async function once(url, init, token) {
  const headers = { ...init.headers, ...(token ? bearer(token) : {}) };
  /** @type {Response} */
  let response;
  try {
    response = await fetch(here(url), { credentials: 'same-origin', redirect: 'manual', ...init, headers });
  } catch {
    throw new Problem({ status: 0, code: 'network' });
  }
  if (response.type === 'opaqueredirect') {
    throw new Problem({ status: 0, code: 'foreign' });
  }
  return response;
}

/** Whether the answer says that a session has ended. That to a HEAD has no body to say it in. @param {Response} response */
export async function isTokenOver(response) {
  return response.status === 401 && (response.headers.get('Snapdock-Problem') === SESSION_ENDED || (await hasCode(response, SESSION_ENDED)));
}

/** One of the style sheets. @param {string} path @returns {Promise<string>} rejects with a `Problem` */
export async function readStyles(path) {
  const answer = await request(path, { cache: 'default' });
  if (!answer.ok || !/^text\/css\b/iu.test(answer.header('Content-Type') ?? '')) {
    throw problemFrom({ ...answer, ok: false });
  }
  return answer.body;
}

/** @param {string} url @param {string} [key] @returns {Promise<Blob>} rejects with a `Problem` */
export async function readPicture(url, key) {
  return readFile(url, { key, isWanted: ({ type }) => type.startsWith('image/') });
}

/**
 * @param {string} url
 * @param {{key?: string, isWanted?: (blob: Blob) => boolean}} [options]
 * @returns {Promise<Blob>} rejects with a `Problem`
 */
export async function readFile(url, { key, isWanted = () => true } = {}) {
  const response = await ask(url, { headers: key ? bearer(key) : {} });
  const { ok, status, headers } = response;
  const blob = await response.blob().catch(() => null);
  if (ok && blob && isWanted(blob)) {
    return blob;
  }
  if (ok && !blob) {
    throw new Problem({ status: 0, code: 'network' });
  }
  throw problemFrom({ ok, status, header: (name) => headers.get(name), body: (await blob?.text()) ?? '' });
}

/** @param {Answer} answer */
const isJson = ({ header }) => /^application\/([\w.-]+\+)?json\b/iu.test(header('Content-Type') ?? '');

/** @param {string} text @returns {any} undefined when it is no JSON */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @param {Answer} answer one that was no success, or not the server's */
export function problemFrom({ ok, status, header, body }) {
  const { type, code, detail } = (!ok && parsed(body)) || {};
  const seconds = Number(header('Retry-After'));
  const retryAfterMs = Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : 0;
  const isOurs = typeof code === 'string' && type === `${OURS}${code}`;
  return new Problem({ status, code: isOurs ? code : 'foreign', detail: isOurs ? detail : '', retryAfterMs });
}

/** Whether a refused stream says so with such a code of ours. @param {Response} response @param {string} code */
export async function hasCode(response, code) {
  const { status, headers } = response;
  const body = await response.text().catch(() => '');
  return problemFrom({ ok: false, status, header: (name) => headers.get(name), body }).code === code;
}
