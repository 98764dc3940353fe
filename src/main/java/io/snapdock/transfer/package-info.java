/**
 * Bytes in and out of the server, and no thread that waits for a client: one reader for all bodies ({@link io.snapdock.transfer.Body}), one writer for
 * all that is longer than a few KiB ({@link io.snapdock.transfer.Outgoing}). What does not come on, or is not taken, is ended; and nobody has more of them
 * at a time than belongs to them.
 *
 * <p>Not here: streams of events ({@code push}), which have no end to write towards; what becomes of the bytes.
 */
package io.snapdock.transfer;
