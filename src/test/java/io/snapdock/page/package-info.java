/**
 * The pages in a real browser: {@link io.snapdock.page.MainJobIT} is the whole job, {@link io.snapdock.page.DesktopStatesIT}
 * and {@link io.snapdock.page.PhoneStatesIT} show each state, {@link io.snapdock.page.KeyboardIT} goes without a mouse.
 */
package io.snapdock.page;
