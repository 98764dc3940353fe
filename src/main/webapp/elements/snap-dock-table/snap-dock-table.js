import { formatBytes, t } from '../../js/i18n.js';
import { LiveTable, actionIn, badge, line, timeLine } from '../../js/admin/live-table.js';

/** @typedef {import('../../js/admin/api.js').DockRow} DockRow */

const TAKING = new Set(['OPEN', 'SEALED']);

/** @param {DockRow} dock */
export const nameOf = ({ title, ref, id }) => title ?? ref ?? id;

/** The contract is in README.md beside this file. @extends {LiveTable<DockRow>} */
export class DockTable extends LiveTable {
  constructor() {
    super('admin.docks', [
      { name: 'dock', isHead: true, fill: fillName },
      { name: 'state', fill: (cell, { state }) => badge(cell, state, t(`admin.state.${state}`)) },
      { name: 'photos', fill: fillPhotos },
      { name: 'phones', fill: fillPhones },
      { name: 'opened', fill: (cell, { createdAt }) => timeLine(cell, 'admin.at', createdAt) },
      { name: 'end', fill: fillEnd },
      {
        name: 'act',
        fill: (cell, dock) =>
          actionIn(cell, {
            action: 'end-dock',
            words: t('admin.end'),
            label: t('admin.endOf', { name: nameOf(dock) }),
            isThere: TAKING.has(dock.state),
            act: () => this.dispatchEvent(new CustomEvent('dock-end', { detail: dock })),
          }),
      },
    ]);
  }
}

/** @param {HTMLElement} cell @param {DockRow} dock */
function fillName(cell, { title, ref, id, host }) {
  line(cell, 'name', title ?? ref ?? t('admin.untitled'));
  line(cell, 'ref', title && ref ? ref : '');
  line(cell, 'host', host ? t('admin.ofHost', { host }) : '');
  line(cell, 'id', id);
}

/** @param {HTMLElement} cell @param {DockRow} dock */
function fillPhotos(cell, { photos, bytes, uploads }) {
  line(cell, 'count', photos === 0 ? '–' : t('admin.photosOf', { count: photos, size: formatBytes(bytes) }));
  line(cell, 'soft', uploads === 0 ? '' : t('admin.uploadsOf', { count: uploads }));
}

/** @param {HTMLElement} cell @param {DockRow} dock */
function fillPhones(cell, { phones, connected }) {
  line(cell, 'count', phones === 0 ? '–' : t('admin.phonesOf', { count: phones }));
  line(cell, 'soft', connected === 0 ? '' : t('admin.connectedOf', { count: connected }));
}

/** Of one that has ended nothing is still to come. @param {HTMLElement} cell @param {DockRow} dock */
function fillEnd(cell, { state, expiresAt }) {
  if (TAKING.has(state)) {
    line(cell, 'count', '');
    timeLine(cell, 'admin.at', expiresAt);
  } else {
    cell.querySelector('time')?.remove();
    line(cell, 'count', '–');
  }
}

customElements.define('snap-dock-table', DockTable);
