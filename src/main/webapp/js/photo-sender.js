import { Problem, bearer, dockUrl, problemFrom } from './api.js';

/**
 * Sends photos by the one-request door, `POST api/docks/{id}/photos`. XMLHttpRequest and not fetch, because only it
 * tells how much of a body has gone.
 *
 * @param {object} options
 * @param {string} options.dockId
 * @param {string} [options.key] a phone's key; the desktop has its cookie
 * @param {() => number} options.maxBytes what the dock takes; larger files are refused here, before any byte is sent
 * @returns {import('./upload-queue.js').Send}
 */
export function photoSender({ dockId, key, maxBytes }) {
  return (item, { waiting, signal, onProgress }) =>
    new Promise((resolve, reject) => {
      const { blob } = item;
      if (!blob || blob.size > maxBytes()) {
        reject(new Problem({ status: 413, code: 'photo-too-large' }));
        return;
      }
      const query = new URLSearchParams({ clientId: item.clientId, waiting: String(Math.min(waiting, 10_000)) });
      if (item.name) {
        query.set('name', item.name);
      }
      const request = new XMLHttpRequest();
      request.open('POST', `${dockUrl(dockId)}/photos?${query}`);
      request.setRequestHeader('Accept', 'application/json');
      request.setRequestHeader('Content-Type', blob.type.startsWith('image/') ? blob.type : 'application/octet-stream');
      for (const [name, value] of Object.entries(key ? bearer(key) : {})) {
        request.setRequestHeader(name, value);
      }
      request.upload.addEventListener('progress', ({ loaded }) => onProgress(loaded));
      request.addEventListener('load', () => answer(request, resolve, reject));
      request.addEventListener('error', () => reject(new Problem({ status: 0, code: 'network' })));
      request.addEventListener('abort', () => reject(new Problem({ status: 0, code: 'aborted' })));
      signal.addEventListener('abort', () => request.abort(), { once: true });
      request.send(blob);
    });
}

/**
 * Whether the web server or a proxy sent the photo back before the application saw it: WildFly (400) and nginx (413) do
 * so with bodies over their own limit, and without a problem in the answer.
 *
 * @param {Problem} problem
 */
const isRefusedBefore = ({ status, code }) => (status === 400 || status === 413) && code === `http-${status}`;

/**
 * @param {XMLHttpRequest} request
 * @param {(photo: any) => void} resolve
 * @param {(problem: Problem) => void} reject
 */
function answer(request, resolve, reject) {
  if (request.status < 200 || request.status > 299) {
    const problem = problemFrom(request.status, request.responseText, request.getResponseHeader('Retry-After'));
    reject(isRefusedBefore(problem) ? new Problem({ status: problem.status, code: 'body-refused' }) : problem);
    return;
  }
  try {
    resolve(JSON.parse(request.responseText));
  } catch {
    // A success that is not JSON came from something in between; the photo counts only when the server says so.
    reject(new Problem({ status: 502, code: 'http-502' }));
  }
}
