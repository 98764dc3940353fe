/** The administrator's key, as long as the tab lives and no longer. Storage may be switched off: then it is asked for again after a reload. */
const NAME = 'snapdock.admin-key';

export function recallKey() {
  try {
    return sessionStorage.getItem(NAME) ?? '';
  } catch {
    return '';
  }
}

/** @param {string} key empty to forget it */
export function keepKey(key) {
  try {
    if (key === '') {
      sessionStorage.removeItem(NAME);
    } else {
      sessionStorage.setItem(NAME, key);
    }
  } catch {
    // It is kept by the page alone.
  }
}
