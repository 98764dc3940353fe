package io.snapdock.host;

import java.util.List;

/**
 * A dock whose photos stay as they are: no new one begins, none is removed.
 *
 * @param ticket of the version that was sealed
 * @param photos in the order that the user gave them
 */
public record Sealed(Ticket ticket, List<SealedPhoto> photos) {

    public Sealed {
        photos = List.copyOf(photos);
    }
}
