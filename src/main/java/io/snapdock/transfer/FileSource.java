package io.snapdock.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A part of a file. Opened at once, so that a file that is not there is a problem and not half an answer. */
public final class FileSource implements ByteSource {

    private final FileChannel channel;
    private long at;
    private long left;

    /** @throws java.nio.file.NoSuchFileException when there is no such file */
    public FileSource(Path file, long first, long length) throws IOException {
        this.channel = FileChannel.open(file, StandardOpenOption.READ);
        this.at = first;
        this.left = length;
    }

    @Override
    public byte[] next() throws IOException {
        if (left == 0) {
            return null;
        }
        var piece = ByteBuffer.allocate((int) Math.min(PIECE_BYTES, left));
        while (piece.hasRemaining()) {
            int count = channel.read(piece, at);
            if (count < 0) {
                throw new IOException("A file is shorter than it was");
            }
            at += count;
            left -= count;
        }
        return piece.array();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
