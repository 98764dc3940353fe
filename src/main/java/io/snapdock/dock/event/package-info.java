/** CDI events of docks: what has happened, to be observed after commit. */
package io.snapdock.dock.event;
