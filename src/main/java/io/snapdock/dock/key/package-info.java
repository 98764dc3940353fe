/** Keys and ids of docks, and the links and QR codes that carry them. A key is told once and stored as a hash. */
package io.snapdock.dock.key;
