import { find } from './dom.js';
import { loadLanguage, translate } from './i18n.js';
import { placeIcons } from './icons.js';

/**
 * Puts the page in place once its texts are known. Until then it lies in a `<template>`: no one sees texts change, and
 * no custom element wakes up without a language. While the server does not give its texts, `#wait` says so, which brings
 * its own words along.
 */
export async function mountPage() {
  const wait = document.querySelector('#wait');
  const { tag, direction } = await loadLanguage({ onWait: () => wait?.removeAttribute('hidden') });
  document.documentElement.lang = tag;
  document.documentElement.dir = direction;
  wait?.remove();
  const template = find('#page');
  const page = document.importNode(template.content, true);
  placeIcons(page);
  translate(page);
  template.replaceWith(page);
}
