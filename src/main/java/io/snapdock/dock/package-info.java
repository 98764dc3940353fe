/**
 * Docks: open invitations for phones to add photos to one desktop page. Opening, joining, the keys that prove who is who, the QR
 * code, closing and expiry.
 *
 * <p>Guarantees: a key is told once and stored as a hash; a dock that has ended gives nothing to anyone from that moment on;
 * changes of a dock are announced as CDI events ({@link io.snapdock.dock.phone.PhoneJoined}, {@link io.snapdock.dock.DockClosing},
 * {@link io.snapdock.dock.DockClosed}) in the order in which they were committed, when called in the dock's
 * {@linkplain io.snapdock.dock.DockTurns turn}. The package knows no photos and no streams.
 */
package io.snapdock.dock;
