package io.snapdock.dock;

import java.util.List;

/**
 * What a dock takes.
 *
 * @param maxPhotos photos at one time, 1 to 10,000
 * @param maxBytesPerPhoto size of one photo in bytes
 * @param maxPixels width × height of one photo
 * @param accept media types, at least one
 * @param metadata what becomes of a photo's metadata: {@code keep}, {@code strip-location}, {@code strip-all}
 * @param resize what phones are asked to do before they send; null for nothing
 */
public record Limits(
        int maxPhotos, long maxBytesPerPhoto, long maxPixels, List<String> accept, String metadata, Resize resize) {

    /**
     * How phones make pictures smaller.
     *
     * @param longSide pixels, 320 to 20,000
     * @param quality of JPEG, 1 to 100
     */
    public record Resize(int longSide, int quality) {}
}
