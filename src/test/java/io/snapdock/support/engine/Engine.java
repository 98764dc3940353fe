package io.snapdock.support.engine;

import java.util.List;

/** A running browser. */
public interface Engine extends AutoCloseable {

    /** Opens a page in a window of its own, with a storage of its own, as on another device. */
    EnginePage open(int width, int height);

    /** Errors and warnings that any page wrote to the console, and exceptions that nobody caught. */
    List<String> complaints();

    @Override
    void close();
}
