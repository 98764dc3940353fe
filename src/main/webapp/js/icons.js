/**
 * Line icons on a 24 × 24 grid, drawn here for Snapdock. As DOM nodes they take the text's colour, in forced-colours
 * mode too, and need no request.
 */
/** @type {Record<string, string[]>} */
const PATHS = {
  camera: ['M4 8h3l1.6-2.5h6.8L17 8h3a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V9a1 1 0 0 1 1-1z', 'M12 16.2a3.4 3.4 0 1 0 0-6.8 3.4 3.4 0 0 0 0 6.8z'],
  pictures: ['M7 4h12a1.5 1.5 0 0 1 1.5 1.5v10', 'M4.5 8h11A1.5 1.5 0 0 1 17 9.5v9a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 3 18.5v-9A1.5 1.5 0 0 1 4.5 8z', 'M3.5 18l4-4 3 3 2-2 4 3.5'],
  picture: ['M5 4.5h14A1.5 1.5 0 0 1 20.5 6v12a1.5 1.5 0 0 1-1.5 1.5H5A1.5 1.5 0 0 1 3.5 18V6A1.5 1.5 0 0 1 5 4.5z', 'M4 17l5-5 4 4 2.5-2.5L20 18', 'M15.5 9.5h.01'],
  save: ['M12 4v11', 'M7.5 11l4.5 4.5 4.5-4.5', 'M5 19.5h14'],
  trash: ['M4.5 7h15', 'M9.5 7V4.5h5V7', 'M6.5 7l.8 12.5h9.400L17.5 7', 'M10.300 10.5v5.5', 'M13.700 10.5v5.5'],
  left: ['M14.5 5.5L8 12l6.5 6.5'],
  right: ['M9.5 5.5L16 12l-6.5 6.5'],
  close: ['M6 6l12 12', 'M18 6L6 18'],
  check: ['M5 12.5l4.5 4.5L19 7.5'],
  retry: ['M19.5 12a7.5 7.5 0 1 1-2.300-5.400', 'M19.5 3.5v4h-4'],
  pause: ['M9 6v12', 'M15 6v12'],
  play: ['M8 5.5l10.5 6.500L8 18.500z'],
  warning: ['M12 4.5l8.5 15h-17z', 'M12 10v4.5', 'M12 17h.01'],
  phone: ['M8 3.5h8A1.5 1.5 0 0 1 17.5 5v14a1.5 1.5 0 0 1-1.5 1.5H8A1.5 1.5 0 0 1 6.5 19V5A1.5 1.5 0 0 1 8 3.5z', 'M11 17.5h2'],
  computer: ['M4.5 5h15A1.5 1.5 0 0 1 21 6.5v8a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 14.5v-8A1.5 1.5 0 0 1 4.5 5z', 'M8.5 20h7', 'M12 16v4'],
  clock: ['M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17z', 'M12 7.5V12l3 2'],
  copy: ['M9 9h9.5A1.5 1.5 0 0 1 20 10.5V19a1.5 1.5 0 0 1-1.5 1.5H10.5A1.5 1.5 0 0 1 9 19z', 'M6 15H5.5A1.5 1.5 0 0 1 4 13.5V5a1.5 1.5 0 0 1 1.5-1.5H13A1.5 1.5 0 0 1 14.5 5v.5'],
  plus: ['M12 5v14', 'M5 12h14'],
  grip: ['M9 6h.01', 'M15 6h.01', 'M9 12h.01', 'M15 12h.01', 'M9 18h.01', 'M15 18h.01'],
  broken: ['M4 4l16 16', 'M9 4.5h10A1.5 1.5 0 0 1 20.5 6v9.5', 'M3.5 8v10A1.5 1.5 0 0 0 5 19.5h11', 'M4 17l4.5-4.5 3 3'],
};

const SVG = 'http://www.w3.org/2000/svg';

/** @param {string} name @returns {SVGSVGElement} */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('focusable', 'false');
  for (const data of PATHS[name]) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', data);
    svg.append(path);
  }
  return svg;
}

/** Puts icons in front of the content of all `data-icon` elements. @param {ParentNode} root */
export function placeIcons(root) {
  for (const node of root.querySelectorAll('[data-icon]')) {
    node.prepend(icon(/** @type {HTMLElement} */ (node).dataset.icon ?? ''));
  }
}
