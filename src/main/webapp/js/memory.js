/**
 * What this browser keeps between visits. Storage may be switched off or full; then it is only forgotten.
 */
const PREFIX = 'snapdock.';

/** @param {string} name @returns {any} the value, or undefined */
export function recall(name) {
  try {
    const text = localStorage.getItem(PREFIX + name);
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * @param {string} name
 * @param {unknown} value
 * @returns {boolean} whether it will still be there after a reload
 */
export function remember(name, value) {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(value));
    return localStorage.getItem(PREFIX + name) !== null;
  } catch {
    return false;
  }
}

/** @param {string} name */
export function forget(name) {
  try {
    localStorage.removeItem(PREFIX + name);
  } catch {
    // Nothing was kept, so nothing is left.
  }
}

/**
 * Another tab of this browser changed or forgot the value.
 *
 * @param {string} name
 * @param {() => void} listener
 */
export function onChangedElsewhere(name, listener) {
  window.addEventListener('storage', (event) => {
    if (event.key === PREFIX + name) {
      listener();
    }
  });
}

/** @param {string} prefix @returns {string[]} names of all values that begin so */
export function recallNames(prefix) {
  try {
    return Object.keys(localStorage)
      .filter((name) => name.startsWith(PREFIX + prefix))
      .map((name) => name.slice(PREFIX.length));
  } catch {
    return [];
  }
}
