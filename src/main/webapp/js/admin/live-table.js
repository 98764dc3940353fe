import { element, focusedBeside, setText } from '../dom.js';
import { t } from '../i18n.js';
import { absolute, relative } from './words.js';

/**
 * A column of a table whose rows live.
 *
 * @template T
 * @typedef {{name: string, fill: (cell: HTMLElement, item: T) => void, isHead?: boolean}} Column
 * `fill` writes the item into its cell, again and again: only what differs. `isHead`: it names the row.
 */

/** Times are told anew so often. */
const AGAIN_MS = 5_000;

/**
 * A table that is drawn anew from its items without touching what stays: focus and selection live on. Where there is no
 * room for columns its style sheet makes cards of the rows, so the roles are said: browsers forget those of a table that is not laid out as one.
 *
 * @template {{id: string}} T
 */
export class LiveTable extends HTMLElement {
  /** @type {Column<T>[]} */
  #columns;
  #prefix;
  #body = element('tbody', { role: 'rowgroup' });
  #table = element('table', { role: 'table', className: 'live-table' });
  #empty = element('div', { className: 'nothing', hidden: true });
  #more = element('button', { type: 'button', className: 'button more', 'data-action': 'more', hidden: true });
  /** @type {Map<string, {row: HTMLElement, cells: HTMLElement[], item: T}>} */
  #rows = new Map();
  #clock = 0;

  /** @param {string} prefix of its texts and classes @param {Column<T>[]} columns */
  constructor(prefix, columns) {
    super();
    this.#prefix = prefix;
    this.#columns = columns;
  }

  connectedCallback() {
    if (!this.#table.isConnected) {
      const heads = this.#columns.map(({ name }) => element('th', { role: 'columnheader', scope: 'col', className: `of-${name}` }, headOf(`${this.#prefix}.${name}`, name)));
      const caption = element('caption', { className: 'visually-hidden' }, t(this.#prefix));
      this.#table.append(caption, element('thead', { role: 'rowgroup' }, element('tr', { role: 'row' }, ...heads)), this.#body);
      this.#more.append(t('admin.more'));
      this.#more.addEventListener('click', () => this.dispatchEvent(new CustomEvent('rows-more')));
      this.append(this.#table, this.#empty, this.#more);
    }
    this.#clock = setInterval(() => this.#rows.forEach((one) => this.#fill(one)), AGAIN_MS);
  }

  disconnectedCallback() {
    clearInterval(this.#clock);
  }

  /**
   * @param {T[]} items in their order
   * @param {{hasMore?: boolean, nothing?: Node[]}} [options] `nothing` is said in place of a table without rows
   */
  show(items, { hasMore = false, nothing = [] } = {}) {
    const focused = focusedBeside(this);
    const ids = new Set(items.map(({ id }) => id));
    for (const [id, { row }] of this.#rows) {
      if (!ids.has(id)) {
        if (row.contains(focused)) {
          this.#focusNear(row);
        }
        row.remove();
        this.#rows.delete(id);
      }
    }
    items.forEach((item, index) => this.#place(item, index));
    this.#table.hidden = items.length === 0;
    this.#empty.hidden = items.length > 0;
    this.#empty.replaceChildren(...nothing);
    this.#more.hidden = !hasMore;
  }

  /** @param {T} item @param {number} index */
  #place(item, index) {
    const known = this.#rows.get(item.id) ?? this.#made(item);
    if (known.item !== item || !known.row.isConnected) {
      known.item = item;
      this.#fill(known);
    }
    // Moving a node takes its focus away: only those that lie elsewhere.
    const there = this.#body.children[index];
    if (there !== known.row) {
      this.#body.insertBefore(known.row, there ?? null);
    }
  }

  /** @param {T} item */
  #made(item) {
    const cells = this.#columns.map(({ name, isHead }) =>
      element(isHead ? 'th' : 'td', { role: isHead ? 'rowheader' : 'cell', className: `of-${name}`, ...(isHead ? { scope: 'row' } : {}), 'data-label': t(`${this.#prefix}.${name}`) }),
    );
    const made = { row: element('tr', { role: 'row', 'data-id': item.id }, ...cells), cells, item };
    this.#rows.set(item.id, made);
    return made;
  }

  /** @param {{row: HTMLElement, cells: HTMLElement[], item: T}} one */
  #fill({ row, cells, item }) {
    row.dataset.state = /** @type {any} */ (item).state;
    this.#columns.forEach(({ fill }, index) => fill(cells[index], item));
  }

  /** @param {HTMLElement} row that goes, with the focus */
  #focusNear(row) {
    const near = row.nextElementSibling ?? row.previousElementSibling;
    const target = near?.querySelector('button:not([hidden])') ?? this.closest('section')?.querySelector('h2');
    /** @type {HTMLElement | null | undefined} */ (target)?.focus();
  }
}

/** A column of buttons needs no words for eyes. @param {string} key @param {string} name */
const headOf = (key, name) => (name === 'act' ? element('span', { className: 'visually-hidden' }, t(key)) : t(key));

/** @param {HTMLElement} cell @param {string} className @param {string} text nothing at all when it is empty */
export function line(cell, className, text) {
  const there = cell.querySelector(`.${className}`);
  if (text === '') {
    there?.remove();
  } else if (there) {
    setText(there, text);
  } else {
    cell.append(element('span', { className }, text));
  }
}

/** A time as one says it, with the whole of it behind. @param {HTMLElement} cell @param {string} words with `{time}` in it @param {string} time */
export function timeLine(cell, words, time) {
  const node = /** @type {HTMLTimeElement} */ (cell.querySelector('time') ?? cell.appendChild(element('time')));
  if (node.dateTime !== time) {
    node.dateTime = time;
    node.title = absolute(time);
  }
  setText(node, t(words, { time: relative(time) }));
}

/** @param {HTMLElement} cell @param {string} state @param {string} words */
export function badge(cell, state, words) {
  const node = cell.querySelector('.badge') ?? cell.appendChild(element('span', { className: 'badge' }));
  /** @type {HTMLElement} */ (node).dataset.state = state;
  setText(node, words);
}

/**
 * @param {HTMLElement} cell
 * @param {{action: string, words: string, label: string, isThere: boolean, act: () => void}} button
 */
export function actionIn(cell, { action, words, label, isThere, act }) {
  let node = cell.querySelector('button');
  if (!node) {
    node = element('button', { type: 'button', className: 'button small', 'data-action': action }, words);
    cell.append(node);
  }
  node.setAttribute('aria-label', label);
  node.onclick = act;
  if (!isThere && focusedBeside(cell) === node) {
    // A hidden button loses the focus to the page's beginning.
    /** @type {HTMLElement | null} */ (cell.closest('section')?.querySelector('h2'))?.focus();
  }
  node.hidden = !isThere;
}
