package io.snapdock.dock;

import java.util.List;

/**
 * What a dock takes.
 *
 * @param maxPhotos photos at one time, 1 to 10,000
 * @param maxBytesPerPhoto size of one photo in bytes
 * @param maxPixels width × height of one photo
 * @param accept media types, at least one
 */
public record Limits(int maxPhotos, long maxBytesPerPhoto, long maxPixels, List<String> accept) {}
