/** A picture's file as bytes to be read with care: positions only grow, lengths in the file move no bound, and damage is one checked exception. */
package io.snapdock.picture.bytes;
