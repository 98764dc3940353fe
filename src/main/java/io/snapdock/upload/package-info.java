/**
 * Bytes on their way: the engine beneath {@link io.snapdock.tus} and the one-request door. Reads pictures to disk without a
 * thread that waits, checks them while they come and when they are whole, and says how far they are. What comes out is a
 * {@link io.snapdock.upload.spi.ReceivedPicture}; making a photo of it is a {@link io.snapdock.upload.spi.PhotoMaker}'s work.
 *
 * <p>Guarantees: memory for an upload does not depend on its size; an offset that was answered survives a kill of the server; type,
 * size, completeness and dimensions come from the bytes, never from what the sender says; what failed leaves nothing behind.
 * Not done here: the protocol; uploads over several servers; decoding.
 */
package io.snapdock.upload;
