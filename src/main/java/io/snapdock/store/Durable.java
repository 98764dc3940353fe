package io.snapdock.store;

import io.snapdock.settings.DataFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What makes bytes and names survive a power cut. */
public final class Durable {

    private Durable() {}

    /** The bytes of a file, so that they survive a power cut. */
    public static void sync(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(false);
        }
    }

    /** A move is durable only when its folder is. */
    static void syncFolder(Path folder) throws IOException {
        DataFolder.sync(folder);
    }
}
