/**
 * Firefox and WebKit, told what to do by the W3C's own protocols: WebDriver BiDi and WebDriver. A client by hand, for it is two small classes: Debian has no
 * geckodriver, which libraries need for Firefox, and Playwright drives only its own builds of both. What few things a test may do is in
 * {@link io.snapdock.support.engine.EnginePage}.
 */
package io.snapdock.support.engine;
