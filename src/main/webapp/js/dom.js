/**
 * Makes an element. Properties are set as properties; names with a hyphen and `role` as attributes; `on` holds
 * listeners. Children are nodes or texts, texts always as text.
 *
 * @template {keyof HTMLElementTagNameMap | `${string}-${string}`} Tag
 * @param {Tag} tag
 * @param {Record<string, any>} [properties]
 * @param {...(Node | string)} children
 * @returns {Tag extends keyof HTMLElementTagNameMap ? HTMLElementTagNameMap[Tag] : HTMLElement}
 */
export function element(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === 'on') {
      for (const [type, listener] of Object.entries(value)) {
        node.addEventListener(type, listener);
      }
    } else if (name.includes('-') || name === 'role' || name === 'for') {
      node.setAttribute(name, value);
    } else {
      // @ts-ignore the caller names properties of this element
      node[name] = value;
    }
  }
  node.append(...children);
  // @ts-ignore of the tag asked for
  return node;
}

/**
 * @param {string} selector
 * @param {ParentNode} [root]
 * @returns {any} the element; its absence is a defect of the page
 */
export function find(selector, root = document) {
  const node = root.querySelector(selector);
  if (!node) {
    throw new Error(`The page has no ${selector}`);
  }
  return node;
}

/** What has the focus in the same tree: outside a shadow root only its host is seen. @param {Node} node */
export const focusedBeside = (node) => /** @type {Document | ShadowRoot} */ (node.getRootNode()).activeElement;

/**
 * Writes only what differs, so that nothing is laid out or announced anew without need.
 *
 * @param {Node} node
 * @param {string} text
 */
export function setText(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}
