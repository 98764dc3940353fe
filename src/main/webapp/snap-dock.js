/** `<snap-dock>` for any page. Its contract: elements/snap-dock/README.md. */
export { replaceTexts } from './js/i18n.js';
export { SnapDock } from './elements/snap-dock/snap-dock.js';
