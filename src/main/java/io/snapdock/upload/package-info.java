/**
 * Bytes on their way: reads pictures to disk, checks them while they are read and when they are whole, and says how far they
 * are. What comes out is a {@link io.snapdock.upload.ReceivedPicture}; making a photo of it is the next feature's work.
 *
 * <p>Guarantees: memory for an upload does not depend on its size; type, size, completeness and dimensions come from the
 * bytes, never from what the sender says; a failed upload leaves nothing behind. Not done here: resuming; decoding.
 */
package io.snapdock.upload;
