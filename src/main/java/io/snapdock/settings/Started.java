package io.snapdock.settings;

/** Fired once for each deployment when settings, data folder and database are ready: features begin their background work. */
public record Started() {}
