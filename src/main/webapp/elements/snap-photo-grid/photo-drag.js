/**
 * Reordering by pointer. A mouse or pen drags the whole tile, a finger its grip, so that the page still scrolls.
 * The tile itself stays in the grid as the gap; a copy follows the pointer.
 *
 * @typedef {object} Drag
 * @property {HTMLElement} tile
 * @property {HTMLElement | null} ghost null until the pointer moved far enough to mean it
 * @property {number} x where the pointer went down
 * @property {number} y
 * @property {number} left the tile's place at that time
 * @property {number} top
 */
const FAR_ENOUGH_PX = 6;

/**
 * @param {HTMLElement} list whose children with `data-photo-id` can be dragged
 * @param {{mayDrag: () => boolean, onDrop: () => void}} options `onDrop` is called when the children are in a new order
 * @param {AbortSignal} signal ends it all
 * @returns {() => boolean} whether a drag is going on
 */
export function dragToReorder(list, { mayDrag, onDrop }, signal) {
  /** @type {Drag | null} */
  let drag = null;
  let before = '';
  let justEnded = false;

  const end = (/** @type {boolean} */ keep) => {
    if (!drag) {
      return;
    }
    const { tile, ghost } = drag;
    drag = null;
    ghost?.remove();
    tile.classList.remove('is-gap');
    list.classList.remove('is-sorting');
    justEnded = ghost !== null;
    // A click, if there is one, comes before the next task.
    setTimeout(() => (justEnded = false), 0);
    if (ghost && keep && orderOf(list) !== before) {
      onDrop();
    }
  };

  list.addEventListener('dragstart', (event) => event.preventDefault(), { signal });
  const begin = (/** @type {PointerEvent} */ event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const tile = /** @type {HTMLElement | null} */ (target.closest('[data-photo-id]'));
    const onGrip = target.closest('[data-grip]') !== null;
    const onAction = target.closest('a, .tile-action, .tile-question') !== null;
    if (!tile || !mayDrag() || !event.isPrimary || event.button !== 0 || (!onGrip && (onAction || event.pointerType === 'touch'))) {
      return;
    }
    const { left, top } = tile.getBoundingClientRect();
    before = orderOf(list);
    drag = { tile, ghost: null, x: event.clientX, y: event.clientY, left, top };
  };
  const move = (/** @type {PointerEvent} */ event) => {
    if (drag && event.isPrimary) {
      follow(list, drag, event);
    }
  };
  list.addEventListener('pointerdown', begin, { signal });
  window.addEventListener('pointermove', move, { signal });
  window.addEventListener('pointerup', () => end(true), { signal });
  window.addEventListener('pointercancel', () => end(false), { signal });
  signal.addEventListener('abort', () => end(false));
  // The click that ends a drag must not open the photo.
  list.addEventListener(
    'click',
    (event) => {
      if (justEnded) {
        event.stopPropagation();
        event.preventDefault();
      }
    },
    { capture: true, signal },
  );
  return () => drag?.ghost != null;
}

/**
 * @param {HTMLElement} list
 * @param {Drag} drag
 * @param {PointerEvent} event
 */
function follow(list, drag, event) {
  const dx = event.clientX - drag.x;
  const dy = event.clientY - drag.y;
  if (!drag.ghost) {
    if (Math.hypot(dx, dy) < FAR_ENOUGH_PX) {
      return;
    }
    drag.ghost = ghostOf(drag.tile);
    drag.tile.classList.add('is-gap');
    list.classList.add('is-sorting');
    show(drag.ghost, list);
  }
  drag.ghost.style.transform = `translate(${drag.left + dx}px, ${drag.top + dy}px)`;
  const root = /** @type {Document | ShadowRoot} */ (list.getRootNode());
  const under = root.elementFromPoint(event.clientX, event.clientY)?.closest('[data-photo-id]');
  if (under && under !== drag.tile && under.parentNode === list) {
    const goesBack = drag.tile.compareDocumentPosition(under) & Node.DOCUMENT_POSITION_PRECEDING;
    list.insertBefore(drag.tile, goesBack ? under : under.nextSibling);
  }
}

/** In the same tree, for its styles; in the top layer, as any box around the list may be moved or clipped. @param {HTMLElement} ghost @param {HTMLElement} list */
function show(ghost, list) {
  const root = list.getRootNode();
  (root instanceof ShadowRoot ? root : document.body).append(ghost);
  if ('showPopover' in ghost) {
    ghost.popover = 'manual';
    ghost.showPopover();
  }
}

/** @param {HTMLElement} tile */
function ghostOf(tile) {
  const ghost = /** @type {HTMLElement} */ (tile.cloneNode(true));
  ghost.removeAttribute('data-photo-id');
  ghost.classList.add('tile-ghost');
  ghost.inert = true;
  ghost.style.width = `${tile.offsetWidth}px`;
  return ghost;
}

/** @param {HTMLElement} list */
const orderOf = (list) => photoIds(list).join(' ');

/** @param {HTMLElement} list @returns {string[]} */
export function photoIds(list) {
  return Array.from(list.children, (child) => /** @type {HTMLElement} */ (child).dataset.photoId ?? '').filter(Boolean);
}
