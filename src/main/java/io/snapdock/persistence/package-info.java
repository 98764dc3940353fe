/** Gives the entities their manager, without a {@code persistence.xml}. */
package io.snapdock.persistence;
