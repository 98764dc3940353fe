package io.snapdock.upload;

/** Something of a pick will not come, although it never began. */
public record PickChanged(String dockId, PickView pick) {}
