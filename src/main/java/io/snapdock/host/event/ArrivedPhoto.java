package io.snapdock.host.event;

/**
 * A photo that is in a dock.
 *
 * @param name as its sender named it: not to be trusted as a path
 * @param type its media type, by its bytes
 * @param width in pixels, as stored
 * @param height in pixels, as stored
 * @param sha256 of its bytes, in lower-case hexadecimal digits
 * @param url its path at Snapdock, which takes the API key
 */
public record ArrivedPhoto(
        String id, String name, String type, long bytes, int width, int height, String sha256, String url) {}
