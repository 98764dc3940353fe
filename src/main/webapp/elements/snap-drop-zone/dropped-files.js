/**
 * The files of a drop or a paste, folders walked. What lies in a folder was not picked one by one: of it only pictures are
 * taken, in the order of their names. What a person dropped itself is taken whatever it is; the server looks at the bytes.
 *
 * @typedef {object} Taken
 * @property {File[]} files
 * @property {number} unread files and folders that could not be read
 * @property {number} leftOut files in folders that are no pictures
 * @property {boolean} isCut whether there was more than is taken at once
 */

/** More than any dock takes; a whole disk dropped by mistake must not hold the page. */
const MOST_FILES = 1_000;
/** Files and folders that are looked at. */
const MOST_ENTRIES = 20_000;
const DEEPEST = 32;
/** Some browsers know no type for them. */
const PICTURE_NAME = /\.(jpe?g|png|webp|gif|hei[cf]|avif)$/iu;
/** What operating systems put into folders by themselves. */
const HIDDEN_NAME = /^(\.|Thumbs\.db$|desktop\.ini$)/iu;

const byName = new Intl.Collator(undefined, { numeric: true });

/**
 * To be called in the event itself: later its items are gone.
 *
 * @param {DataTransfer | null} transfer
 * @returns {Promise<Taken> | null} null when it holds no files
 */
export function filesOf(transfer) {
  const items = Array.from(transfer?.items ?? []).filter(({ kind }) => kind === 'file');
  const dropped = items.map((item) => ({ entry: item.webkitGetAsEntry?.() ?? null, file: item.getAsFile() }));
  if (dropped.length > 0) {
    return walk(dropped);
  }
  const files = Array.from(transfer?.files ?? []);
  return files.length > 0 ? walk(files.map((file) => ({ entry: null, file }))) : null;
}

/** @param {{entry: FileSystemEntry | null, file: File | null}[]} dropped @returns {Promise<Taken>} */
async function walk(dropped) {
  const walker = new Walker();
  for (const { entry, file } of dropped) {
    if (entry?.isDirectory) {
      await walker.folder(/** @type {FileSystemDirectoryEntry} */ (entry), 1);
    } else if (file) {
      walker.take(file);
    }
  }
  return walker.taken;
}

class Walker {
  /** @type {Taken} */
  taken = { files: [], unread: 0, leftOut: 0, isCut: false };
  #entries = 0;

  /** @param {File} file */
  take(file) {
    if (this.taken.files.length < MOST_FILES) {
      this.taken.files.push(file);
    } else {
      this.taken.isCut = true;
    }
  }

  /** @param {FileSystemDirectoryEntry} folder @param {number} depth */
  async folder(folder, depth) {
    const entries = await listed(folder).catch(() => null);
    if (!entries) {
      this.taken.unread += 1;
      return;
    }
    for (const entry of entries.sort((one, other) => byName.compare(one.name, other.name))) {
      this.#entries += 1;
      if (this.#entries > MOST_ENTRIES || this.taken.files.length >= MOST_FILES) {
        this.taken.isCut = true;
        return;
      }
      await this.#entry(entry, depth);
    }
  }

  /** @param {FileSystemEntry} entry @param {number} depth */
  async #entry(entry, depth) {
    if (HIDDEN_NAME.test(entry.name)) {
      return;
    }
    if (entry.isDirectory) {
      if (depth < DEEPEST) {
        await this.folder(/** @type {FileSystemDirectoryEntry} */ (entry), depth + 1);
      } else {
        this.taken.isCut = true;
      }
      return;
    }
    const file = await readable(/** @type {FileSystemFileEntry} */ (entry)).catch(() => null);
    if (!file) {
      this.taken.unread += 1;
    } else if (file.type.startsWith('image/') || PICTURE_NAME.test(file.name)) {
      this.take(file);
    } else {
      this.taken.leftOut += 1;
    }
  }
}

/** A folder tells what it holds in parts, an empty one is the end. @param {FileSystemDirectoryEntry} folder @returns {Promise<FileSystemEntry[]>} */
async function listed(folder) {
  const reader = folder.createReader();
  const all = [];
  for (;;) {
    /** @type {FileSystemEntry[]} */
    const part = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (part.length === 0 || all.length > MOST_ENTRIES) {
      return all;
    }
    all.push(...part);
  }
}

/** One that can be opened, at least at its beginning. @param {FileSystemFileEntry} entry @returns {Promise<File>} */
async function readable(entry) {
  /** @type {File} */
  const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
  await file.slice(0, 1).arrayBuffer();
  return file;
}
