import { find } from './dom.js';
import { loadLanguage, translate } from './i18n.js';
import { placeIcons } from './icons.js';

/**
 * Puts the page in place once its texts are known. Until then it lies in a `<template>`: no one sees texts change, and
 * no custom element wakes up without a language.
 */
export async function mountPage() {
  await loadLanguage();
  const template = find('#page');
  const page = document.importNode(template.content, true);
  placeIcons(page);
  translate(page);
  template.replaceWith(page);
}
