/** Addresses under which a phone may reach this server. Pure functions. */

const JOIN_PATH = '/p#';

/** The join link with another address of the server in front. @param {string} joinUrl @param {string} base */
export function withBase(joinUrl, base) {
  const at = joinUrl.lastIndexOf(JOIN_PATH);
  return at < 0 || !base ? joinUrl : base.replace(/\/+$/u, '') + joinUrl.slice(at);
}

/** What stands in front of `/p#` in the join link. @param {string} joinUrl */
export function baseOf(joinUrl) {
  const at = joinUrl.lastIndexOf(JOIN_PATH);
  return at < 0 ? '' : joinUrl.slice(0, at);
}

/**
 * Makes an address of what a person typed: `192.168.1.20`, `photos.example.org/dock`, `https://…`. Without a scheme,
 * port or path those of the join link are taken.
 *
 * @param {string} typed
 * @param {string} joinUrl
 * @returns {string} empty when it is no address
 */
export function asBase(typed, joinUrl) {
  const known = new URL(joinUrl);
  const text = typed.trim();
  const hasScheme = /^https?:\/\//iu.test(text);
  try {
    const url = new URL(hasScheme ? text : `${known.protocol}//${text}`);
    if (text === '' || !/^[\w.-]+$|^\[[\da-f:.]+\]$/iu.test(url.hostname) || url.username || url.search || url.hash || !/^https?:$/u.test(url.protocol)) {
      return '';
    }
    if (!hasScheme && url.port === '') {
      url.port = known.port;
    }
    const path = url.pathname === '/' ? new URL(baseOf(joinUrl)).pathname : url.pathname;
    return (url.origin + path).replace(/\/+$/u, '');
  } catch {
    return '';
  }
}

/** Whether no other machine can reach this address. @param {string} base */
export function isThisMachineOnly(base) {
  try {
    const { hostname } = new URL(base);
    return hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || hostname.startsWith('127.');
  } catch {
    return false;
  }
}
