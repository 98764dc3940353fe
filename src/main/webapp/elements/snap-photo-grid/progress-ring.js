import { element, setText } from '../../js/dom.js';
import { t } from '../../js/i18n.js';
import { icon } from '../../js/icons.js';

const SVG = 'http://www.w3.org/2000/svg';

/**
 * How much of a photo the server has, as a ring over its picture. For who does not see it there is a `<progress>`, as
 * anywhere else.
 */
export class ProgressRing {
  #bar = element('progress', { className: 'visually-hidden', max: 1, value: 0 });
  #arc = circle('ring-arc');
  #words = element('span', { className: 'ring-words', 'aria-hidden': 'true' });
  #pause = element('span', { className: 'ring-pause', hidden: true }, icon('pause'));

  constructor() {
    const drawing = document.createElementNS(SVG, 'svg');
    drawing.setAttribute('viewBox', '0 0 64 64');
    drawing.setAttribute('aria-hidden', 'true');
    drawing.append(circle('ring-track'), this.#arc);
    this.node = element('div', { className: 'tile-ring' }, this.#bar);
    this.node.append(drawing, this.#words, this.#pause);
  }

  /** @param {import('../../js/dock-state.js').Upload} upload @param {string} name */
  update({ bytes, received, paused }, name) {
    this.#bar.setAttribute('aria-label', t(paused ? 'upload.pausedOf' : 'upload.progressOf', { name }));
    this.#pause.hidden = !paused;
    this.#words.hidden = Boolean(paused);
    if (!bytes) {
      this.#bar.removeAttribute('value');
      this.node.dataset.unknown = '';
      this.#arc.style.strokeDasharray = '25 100';
      setText(this.#words, '');
      return;
    }
    delete this.node.dataset.unknown;
    const part = Math.min(1, received / bytes);
    this.#bar.max = bytes;
    this.#bar.value = received;
    this.#arc.style.strokeDasharray = `${part * 100} 100`;
    setText(this.#words, t('progress.percent', { percent: Math.floor(part * 100) }));
  }
}

/** @param {string} className */
function circle(className) {
  const node = document.createElementNS(SVG, 'circle');
  const attributes = { class: className, cx: '32', cy: '32', r: '27', pathLength: '100' };
  Object.entries(attributes).forEach(([name, value]) => node.setAttribute(name, value));
  return node;
}
