/**
 * The calls of docs/api.md, and the one kind of error that they end in. Addresses are relative to the page, whose
 * base is the context root.
 */

/** An answer that was no success, or no answer at all (`status` 0, `code` "network"). */
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

  /** Whether the same request may succeed later without anyone changing anything. */
  get isPassing() {
    const { status, code } = this;
    const isOvertaken = code === 'upload-superseded' || code === 'upload-offset';
    return status === 0 || status === 408 || status === 429 || isOvertaken || (status >= 500 && status !== 507);
  }
}

/** @param {string} dockId */
export const dockUrl = (dockId) => `api/docks/${encodeURIComponent(dockId)}`;

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

/** @param {string} topic */
export const topicEventsUrl = (topic) => `api/topics/${encodeURIComponent(topic)}/events`;

/**
 * @param {string} dockId
 * @param {string} [base] another address of this server to stand in the code
 */
export const qrUrl = (dockId, base) => `${dockUrl(dockId)}/qr.svg${base ? `?base=${encodeURIComponent(base)}` : ''}`;

export const createDock = () => call('api/docks', { method: 'POST', json: {} });

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

/** @param {string} dockId @param {string[]} ids */
export const orderPhotos = (dockId, ids) => call(`${dockUrl(dockId)}/photos/order`, { method: 'PUT', json: ids });

/** @param {string} key @returns {Record<string, string>} */
export const bearer = (key) => ({ Authorization: `Bearer ${key}` });

/**
 * @param {string} url
 * @param {{method?: string, json?: unknown, text?: string, body?: Blob, key?: string, signal?: AbortSignal}} [options] a Blob goes with its own type
 * @returns {Promise<any>} the answer's JSON, or undefined when it has none
 */
export async function call(url, { method = 'GET', json, text, body, key, signal } = {}) {
  const headers = { Accept: 'application/json', ...(key ? bearer(key) : {}) };
  /** @type {RequestInit} */
  const init = { method, headers, body, signal, cache: 'no-store', credentials: 'same-origin' };
  if (json !== undefined) {
    init.body = JSON.stringify(json);
    init.headers = { ...headers, 'Content-Type': 'application/json' };
  }
  if (text !== undefined) {
    init.body = text;
  }
  let response;
  try {
    response = await fetch(url, init);
  } catch {
    throw new Problem({ status: 0, code: 'network' });
  }
  if (!response.ok) {
    throw await problemOf(response);
  }
  return response.status === 204 ? undefined : response.json();
}

/** @param {Response} response */
export async function problemOf(response) {
  const text = await response.text().catch(() => '');
  return problemFrom(response.status, text, response.headers.get('Retry-After'));
}

/**
 * @param {number} status
 * @param {string} text the body, problem+json when the server itself answered; a proxy sends what it likes
 * @param {string | null} retryAfter
 */
export function problemFrom(status, text, retryAfter) {
  const seconds = Number(retryAfter);
  const retryAfterMs = Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : 0;
  try {
    const { code, detail } = JSON.parse(text);
    return new Problem({ status, code: typeof code === 'string' ? code : `http-${status}`, detail, retryAfterMs });
  } catch {
    return new Problem({ status, code: `http-${status}`, retryAfterMs });
  }
}
