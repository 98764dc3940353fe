/**
 * Docks over HTTP: opening, joining, reading, ending; whose key opens what ({@link io.snapdock.dock.http.Access}), and who is
 * held back ({@link io.snapdock.dock.http.CreateRule}, {@link io.snapdock.dock.http.Openers}).
 */
package io.snapdock.dock.http;
