package io.snapdock.photo;

/** Where a photo's thumbnail stands; {@code NONE} when its type or content cannot be decoded here. */
public enum ThumbnailState {
    PENDING,
    READY,
    NONE
}
