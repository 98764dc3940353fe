package io.snapdock.upload.pick;

/**
 * Places next to each other that are kept for what is still to come: a pick's, or an upload's own.
 *
 * @param id of the pick's row or of the upload
 */
public record Block(String id, long first, int size) {

    public long end() {
        return first + size;
    }

    public boolean holds(long place) {
        return first <= place && place < end();
    }
}
