package io.snapdock.upload.pick;

/** Something of a pick will not come, although it never began. */
public record PickChanged(String dockId, PickView pick) {}
