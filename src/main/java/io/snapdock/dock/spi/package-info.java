/** The seam to the next feature: what docks must know of uploads. Docks know nothing else of them. */
package io.snapdock.dock.spi;
