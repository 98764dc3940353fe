/**
 * Pictures on disk: where the bytes of arriving uploads lie, where photos lie, what was left over, and how much room there is. All names
 * in the data folder are made by the server.
 *
 * <p>Guarantees: what {@link io.snapdock.store.PhotoFiles#keep} has kept survives a power cut; a picture is moved to its place in one step.
 * Not done here: rows in the database; what the bytes mean.
 */
package io.snapdock.store;
