/**
 * Keeps rows and files of photos together: what a start finds, what the end of a dock leaves, what a removal takes along.
 *
 * <p>Guarantees: nothing that is not understood is deleted, it goes to the folder {@code lost}; a file goes only after its row.
 */
package io.snapdock.photo.housekeeping;
