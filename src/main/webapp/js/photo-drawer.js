/**
 * Where picked photos are kept until they have arrived: in IndexedDB, so that a reload, a tab that Android killed behind
 * the camera, or a phone that comes back an hour later goes on. The bytes are copied when they are picked, because iOS
 * makes a new file of the same photo at each pick and takes the old one away.
 *
 * Where the browser keeps nothing (private windows, no room) the photos live as long as the page, and `isDurable` says so.
 *
 * @typedef {object} Kept
 * @property {string} clientId
 * @property {string} dockId
 * @property {number} at when it was picked; `Date.now()` with a fraction for its place among those picked together
 * @property {string} name
 * @property {string} [pick] what it was picked with
 * @property {number} [index]
 * @property {number} [picked]
 * @property {string} type
 * @property {string} location of its upload, if it has begun
 * @property {boolean} isPreviewed
 * @property {boolean} isPaused
 * @property {boolean} isReady whether the bytes are those to be sent, made smaller where the dock wants it
 */
const DATABASE = 'snapdock';
const NOTES = 'notes';
const BYTES = 'bytes';
/** Docks live a day at most; what is older than this belongs to none. */
const LEFTOVER_MS = 3 * 24 * 60 * 60 * 1_000;

export class PhotoDrawer {
  #dockId;
  #onFull;
  /** @type {Promise<IDBDatabase | null>} */
  #database;
  /** One after the other: what is forgotten must have been put before. @type {Promise<unknown>} */
  #last = Promise.resolve();
  /** @type {Set<string>} */
  #forgotten = new Set();
  #isDurable = true;

  /**
   * @param {string} dockId
   * @param {{onFull: () => void}} options `onFull` is called once, when the first photo could not be kept
   */
  constructor(dockId, { onFull }) {
    this.#dockId = dockId;
    this.#onFull = onFull;
    this.#database = openDatabase().catch(() => null);
    void this.#queue(() => this.#sweep());
  }

  /** Whether all photos put so far outlive the page. */
  get isDurable() {
    return this.#isDurable;
  }

  /** @param {{clientId: string, name: string, blob: Blob, pick?: string, index?: number, picked?: number, isPaused: boolean}[]} photos */
  put(photos) {
    const now = Date.now();
    photos.forEach(({ clientId, name, blob, pick, index, picked, isPaused }, number) => {
      const at = now + number / 1_000;
      const note = { clientId, dockId: this.#dockId, at, name, pick, index, picked, type: blob.type, location: '', isPreviewed: false, isPaused, isReady: false };
      void this.#queue(() => this.#keep(note, blob));
    });
  }

  /** @param {string} clientId @param {Partial<Kept>} change */
  note(clientId, change) {
    void this.#queue(async (database) => {
      const notes = database.transaction(NOTES, 'readwrite').objectStore(NOTES);
      const note = await result(notes.get(clientId));
      if (note) {
        await result(notes.put({ ...note, ...change }));
      }
    });
  }

  /** Puts other bytes in the place of those picked. @param {string} clientId @param {Blob} blob @param {Partial<Kept>} change */
  async replace(clientId, blob, change) {
    await this.#queue(async (database) => {
      const note = await result(database.transaction(NOTES).objectStore(NOTES).get(clientId));
      if (note) {
        await this.#keep({ ...note, ...change }, blob);
      }
    });
  }

  /** The copy of what was picked. @param {string} clientId @returns {Promise<Blob | undefined>} */
  async copy(clientId) {
    return this.#queue(async (database) => {
      const change = database.transaction([NOTES, BYTES]);
      const [note, bytes] = await Promise.all([result(change.objectStore(NOTES).get(clientId)), result(change.objectStore(BYTES).get(clientId))]);
      return note && blobOf(bytes, note.type);
    });
  }

  /** @param {string} clientId */
  forget(clientId) {
    this.#forgotten.add(clientId);
    void this.#queue((database) => remove(database, [clientId]));
  }

  /** The dock is over. */
  empty() {
    void this.#queue(async (database) => remove(database, (await this.#notes(database)).map(({ clientId }) => clientId)));
  }

  /** @param {string} clientId @returns {Promise<Kept | undefined>} */
  async find(clientId) {
    return this.#queue((database) => result(database.transaction(NOTES).objectStore(NOTES).get(clientId)));
  }

  /** What was picked for this dock and has not arrived, in its order. @returns {Promise<(Kept & {blob: Blob})[]>} */
  async all() {
    const kept = await this.#queue(async (database) => {
      const notes = await this.#notes(database);
      const bytes = database.transaction(BYTES).objectStore(BYTES);
      return Promise.all(notes.map(async (note) => ({ ...note, blob: blobOf(await result(bytes.get(note.clientId)), note.type) })));
    });
    return (kept ?? []).flatMap(({ blob, ...note }) => (blob ? [{ ...note, blob }] : []));
  }

  /** @param {IDBDatabase} database @returns {Promise<Kept[]>} */
  async #notes(database) {
    /** @type {Kept[]} */
    const notes = await result(database.transaction(NOTES).objectStore(NOTES).getAll());
    return notes.filter(({ dockId }) => dockId === this.#dockId).sort((a, b) => a.at - b.at);
  }

  /** @param {Kept} note @param {Blob} blob */
  async #keep(note, blob) {
    if (this.#forgotten.has(note.clientId)) {
      return;
    }
    const database = /** @type {IDBDatabase} */ (await this.#database);
    // A private window would keep the file by its name only, and lose it when it is changed or taken away.
    const bytes = await blob.arrayBuffer().catch(() => null);
    if (!bytes) {
      // It cannot be read at all: the sender finds that out and says so.
      return;
    }
    try {
      await write(database, note, new Blob([bytes], { type: note.type }));
    } catch (reason) {
      if (/** @type {DOMException} */ (reason)?.name === 'QuotaExceededError') {
        throw reason;
      }
      // Some WebKits keep bytes but no Blobs.
      await write(database, note, bytes);
    }
  }

  async #sweep() {
    const database = await this.#database;
    if (database) {
      const isLeftover = (/** @type {Kept} */ { dockId, at }) => dockId !== this.#dockId && at < Date.now() - LEFTOVER_MS;
      const notes = await result(database.transaction(NOTES).objectStore(NOTES).getAll());
      await remove(database, notes.filter(isLeftover).map((/** @type {Kept} */ { clientId }) => clientId));
    }
  }

  /**
   * @template T
   * @param {(database: IDBDatabase) => Promise<T>} act
   * @returns {Promise<T | undefined>} undefined when the browser keeps nothing
   */
  #queue(act) {
    const done = this.#last.then(async () => {
      const database = await this.#database;
      if (!database) {
        this.#complain();
        return undefined;
      }
      try {
        return await act(database);
      } catch {
        this.#complain();
        return undefined;
      }
    });
    this.#last = done;
    return done;
  }

  #complain() {
    if (this.#isDurable) {
      this.#isDurable = false;
      this.#onFull();
    }
  }
}

/** @returns {Promise<IDBDatabase>} */
async function openDatabase() {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => {
    // Apart, so that a note changes without its bytes being written again.
    opening.result.createObjectStore(NOTES, { keyPath: 'clientId' });
    opening.result.createObjectStore(BYTES);
  };
  return result(opening);
}

/** @param {IDBDatabase} database @param {Kept} note @param {Blob | ArrayBuffer} bytes */
function write(database, note, bytes) {
  const change = database.transaction([NOTES, BYTES], 'readwrite');
  change.objectStore(BYTES).put(bytes, note.clientId);
  change.objectStore(NOTES).put(note);
  return end(change);
}

/** @param {IDBDatabase} database @param {string[]} clientIds */
function remove(database, clientIds) {
  const change = database.transaction([NOTES, BYTES], 'readwrite');
  for (const clientId of clientIds) {
    change.objectStore(NOTES).delete(clientId);
    change.objectStore(BYTES).delete(clientId);
  }
  return end(change);
}

/** @param {Blob | ArrayBuffer | undefined} bytes @param {string} type */
function blobOf(bytes, type) {
  return bytes instanceof ArrayBuffer ? new Blob([bytes], { type }) : bytes;
}

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
function result(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** @param {IDBTransaction} transaction @returns {Promise<void>} */
function end(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}
