package io.snapdock.transfer;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;

/** Buffers for as many bodies as are read at the very same moment: a thousand slow ones need a handful. */
@ApplicationScoped
public class Buffers {

    private static final int BYTES = 64 * 1024;
    private static final int KEPT = 64;

    private final Queue<byte[]> free = new ArrayBlockingQueue<>(KEPT);

    public byte[] take() {
        byte[] buffer = free.poll();
        return buffer == null ? new byte[BYTES] : buffer;
    }

    public void giveBack(byte[] buffer) {
        free.offer(buffer);
    }
}
