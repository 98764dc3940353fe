import { Problem, SESSION_ENDED, readDock } from '../../js/api.js';
import { holdToken } from '../../js/keyring.js';

/**
 * @typedef {{dock: string, token?: string}} Session what a host application gives its page: a dock, and who may act on it;
 *   without a token the browser has the dock's cookie
 */

/** Which dock an element shows, and by whose word. */
export class DockSource {
  #node;
  #token = '';
  /** Takes back what the keyring holds for this element. */
  #letGo = () => {};
  /** @type {(() => Promise<Session | null>) | undefined} */
  getSession;

  /** @param {HTMLElement} node with attributes `dock` and `session` */
  constructor(node) {
    this.#node = node;
  }

  /** Whether there is one; else the page says later which dock it is. */
  get isKnown() {
    return this.isAsked || this.#node.hasAttribute('dock');
  }

  /** Whether somebody can be asked, also for the next token. */
  get isAsked() {
    return this.getSession !== undefined || this.#node.hasAttribute('session');
  }

  /** @param {string} token of the page's own @returns {boolean} whether it counts */
  take(token) {
    this.#token = token;
    const dock = this.#node.getAttribute('dock');
    if (this.isAsked) {
      return false;
    }
    if (dock) {
      this.#hold(dock, token);
    }
    return true;
  }

  /** The dock's snapshot. @param {AbortSignal} signal @returns {Promise<any>} rejects with a `Problem` */
  async read(signal) {
    const { dock, token } = await this.#session(signal);
    if (signal.aborted) {
      // A page's own function cannot be stopped, and the element shows another dock by now.
      throw new Problem({ status: 0, code: 'network' });
    }
    if (token) {
      this.#hold(dock, token);
    }
    const snapshot = await readDock(dock);
    if (snapshot.id !== dock || !snapshot.limits) {
      throw new Problem({ status: 0, code: 'foreign' });
    }
    return snapshot;
  }

  /** The dock is shown no more: its token is forgotten. */
  letGo() {
    this.#letGo();
    this.#letGo = () => {};
  }

  /** @param {string} dock @param {string} token */
  #hold(dock, token) {
    this.letGo();
    this.#letGo = holdToken(dock, token, () => this.#renewed(dock));
  }

  /** The token ran out. @param {string} held the dock that it was for @returns {Promise<string>} */
  async #renewed(held) {
    const { dock, token } = this.isAsked ? await this.#session() : { dock: held, token: undefined };
    // A host whose dock has ended opens the next one: its token is not for this one.
    if (!token || dock !== held) {
      throw new Problem({ status: 401, code: SESSION_ENDED });
    }
    return token;
  }

  /** @param {AbortSignal} [signal] @returns {Promise<Session>} */
  async #session(signal) {
    if (this.getSession) {
      return askPage(this.getSession);
    }
    const address = this.#node.getAttribute('session');
    return address === null ? { dock: this.#node.getAttribute('dock') ?? '', token: this.#token || undefined } : readSession(address, signal);
  }
}

/**
 * Asks the host's page. What it throws is mostly its network; only `null` says for certain that this person gets no session.
 *
 * @param {() => Promise<Session | null>} getSession
 * @returns {Promise<Session>} rejects with a `Problem`
 */
async function askPage(getSession) {
  const value = await Promise.resolve()
    .then(getSession)
    .catch((reason) => {
      throw reason instanceof Problem ? reason : new Problem({ status: 0, code: 'network' });
    });
  if (value === null) {
    throw hostProblem(403);
  }
  return asSession(value);
}

/**
 * Asks an address of the host application. Its errors are its own: who is refused stays so, all else may pass.
 *
 * @param {string} address relative to the page
 * @param {AbortSignal} [signal]
 * @returns {Promise<Session>} rejects with a `Problem`
 */
async function readSession(address, signal) {
  const headers = { Accept: 'application/json' };
  const response = await fetch(new URL(address, document.baseURI), { headers, cache: 'no-store', credentials: 'same-origin', signal }).catch(() => null);
  if (!response) {
    throw new Problem({ status: 0, code: 'network' });
  }
  if (!response.ok) {
    throw hostProblem(response.status);
  }
  return asSession(await response.json().catch(() => null));
}

/** @param {any} value @returns {Session} */
function asSession(value) {
  const { dock, token } = value ?? {};
  if (typeof dock !== 'string' || dock === '' || (token !== undefined && typeof token !== 'string')) {
    // A page of sign-in that a redirect led to, for example.
    throw hostProblem(403);
  }
  return { dock, token };
}

/** @param {number} status */
function hostProblem(status) {
  const isRefused = status >= 400 && status < 500 && status !== 408 && status !== 429;
  return new Problem({ status, code: isRefused ? 'session-refused' : 'foreign' });
}
