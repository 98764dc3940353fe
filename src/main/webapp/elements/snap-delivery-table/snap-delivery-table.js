import { element, setText } from '../../js/dom.js';
import { t } from '../../js/i18n.js';
import { LiveTable, actionIn, badge, line, timeLine } from '../../js/admin/live-table.js';
import { untilTime } from '../../js/admin/words.js';

/** @typedef {import('../../js/admin/api.js').Message} Message */

/** The contract is in README.md beside this file. @extends {LiveTable<Message>} */
export class DeliveryTable extends LiveTable {
  constructor() {
    super('admin.messages', [
      { name: 'message', isHead: true, fill: fillMessage },
      { name: 'dock', fill: (cell, message) => this.#fillDock(cell, message) },
      { name: 'state', fill: (cell, { state }) => badge(cell, state, t(`admin.message.${state}`)) },
      { name: 'tries', fill: fillTries },
      { name: 'written', fill: (cell, { createdAt }) => timeLine(cell, 'admin.at', createdAt) },
      { name: 'next', fill: fillNext },
      {
        name: 'act',
        fill: (cell, message) =>
          actionIn(cell, {
            action: 'send-again',
            words: t('admin.again'),
            label: t('admin.againOf', { type: message.type, id: message.id }),
            isThere: message.state === 'GIVEN_UP' || isPausing(message),
            act: () => this.dispatchEvent(new CustomEvent('message-again', { detail: message })),
          }),
      },
    ]);
  }

  /** @param {HTMLElement} cell @param {Message} message */
  #fillDock(cell, { dockId }) {
    const button = cell.querySelector('button') ?? cell.appendChild(element('button', { type: 'button', className: 'link id', 'data-action': 'find-dock' }));
    setText(button, dockId);
    button.onclick = () => this.dispatchEvent(new CustomEvent('dock-find', { detail: dockId }));
  }
}

/** Whether it has been tried and waits for its next try. One that was not tried waits for those before it, and is in no pause that could be cut short. @param {Message} message */
const isPausing = ({ state, nextTryAt }) => state === 'WAITING' && nextTryAt !== undefined && untilTime(nextTryAt) > 0;

/** @param {HTMLElement} cell @param {Message} message */
function fillMessage(cell, { type, id, host }) {
  line(cell, 'name', type);
  line(cell, 'host', t('admin.toHost', { host }));
  line(cell, 'id', id);
}

/** @param {HTMLElement} cell @param {Message} message */
function fillTries(cell, { tries, failure, state }) {
  line(cell, 'count', tries === 0 ? '–' : t('admin.triesOf', { count: tries }));
  line(cell, 'soft', failure && state !== 'TAKEN' ? failure : '');
}

/** @param {HTMLElement} cell @param {Message} message */
function fillNext(cell, message) {
  if (isPausing(message)) {
    line(cell, 'count', '');
    timeLine(cell, 'admin.at', message.nextTryAt ?? '');
  } else {
    cell.querySelector('time')?.remove();
    line(cell, 'count', message.state === 'WAITING' ? t('admin.itsTurn') : '–');
  }
}

customElements.define('snap-delivery-table', DeliveryTable);
