/**
 * What a picture's bytes say: its type, whether it is whole, its dimensions, what is written beside the pixels. Files in,
 * facts out; knows no docks, no uploads and no database. The file formats are in {@link io.snapdock.picture.format}; what is taken out of a file is the
 * work of {@link io.snapdock.picture.strip}.
 *
 * <p>Everything here reads what strangers made: positions only grow, memory has a bound that no length in a file can move, and
 * damage is one checked exception.
 */
package io.snapdock.picture;
