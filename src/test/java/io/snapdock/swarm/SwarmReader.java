package io.snapdock.swarm;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * One reader of a {@link Swarm}. Checks that the events of each publisher come in order, each once, and that sequences in
 * ids rise. What it has counted may be read by other threads once {@link Swarm#delivered} says that it is there.
 */
public final class SwarmReader implements EventParser.Events {
    private static final long GAP = EventParser.name("gap");
    private static final int MAX_PUBLISHERS = 16;

    final String path;
    final HttpFraming framing = new HttpFraming();
    final EventParser parser = new EventParser(this);
    SocketChannel channel;
    SelectionKey key;
    int receiveBufferBytes;

    /** Bytes that are read before the connection is cut. */
    long cutAfter = Long.MAX_VALUE;

    private final SwarmLoop loop;
    private final long[] next = new long[MAX_PUBLISHERS];
    private boolean fromStart;
    private SplittableRandom random;
    private int meanCutBytes;
    private BooleanSupplier cutting = () -> false;

    /** Written by the loop's thread only. */
    private final AtomicLong events = new AtomicLong();

    private long lost;
    private long doubled;
    private long orderHash;
    private volatile long lastSequence = -1;
    private int gaps;
    private int beats;
    private int cuts;
    private int ends;

    volatile State state = State.NEW;
    volatile String fault;

    /** What a reader does. */
    enum State {
        NEW,
        CONNECTING,
        OPEN,
        STALLED,
        ENDED
    }

    SwarmReader(SwarmLoop loop, String path) {
        this.loop = loop;
        this.path = path;
    }

    /** From now on events are counted from the first of each publisher: a missing beginning is a loss. */
    public SwarmReader expectAll() {
        fromStart = true;
        return this;
    }

    /**
     * Cuts the connection again and again, behind a random number of bytes and so within a block as well as between two, one
     * time in two with a reset, and comes back with the last event id.
     *
     * @param goOn asked before each connection; once it says no, the reader stays
     */
    public SwarmReader cutAtRandom(long seed, int meanBytes, BooleanSupplier goOn) {
        random = new SplittableRandom(seed);
        meanCutBytes = meanBytes;
        cutting = goOn;
        return this;
    }

    void connect() {
        loop.run(() -> loop.connectLater(this));
    }

    /** Asks for a small receive buffer, so that it is full soon once nothing is read. To be said before connecting. */
    public SwarmReader withSmallBuffer() {
        receiveBufferBytes = 4096;
        return this;
    }

    /** Reads nothing any more and keeps the connection. */
    public void stall() {
        loop.run(() -> loop.stall(this));
    }

    /** Reads again, whatever the server has done meanwhile. */
    public void readOn() {
        loop.run(() -> loop.readOn(this));
    }

    /** Goes away: with a reset, or in an orderly way without a word. */
    public void leave(boolean reset) {
        loop.run(() -> loop.leave(this, reset));
    }

    /** Goes away, if it is still there, and comes back with its last event id. */
    public void comeBack() {
        loop.run(() -> {
            loop.leave(this, true);
            loop.connectLater(this);
        });
    }

    public boolean isOpen() {
        return state == State.OPEN;
    }

    /** Whether the server, or {@link #leave}, has ended the connection. */
    public boolean hasEnded() {
        return state == State.ENDED;
    }

    /** Events that are new to this reader: what came again is in {@link #doubled} only. */
    public long events() {
        return events.get();
    }

    public long lost() {
        return lost;
    }

    public long doubled() {
        return doubled;
    }

    /** The same for readers that got the same events in the same order. */
    public long orderHash() {
        return orderHash;
    }

    /** The number in the id of the last event; -1 before the first. */
    public long lastSequence() {
        return lastSequence;
    }

    public int gaps() {
        return gaps;
    }

    /** Blocks without data. */
    public int beats() {
        return beats;
    }

    public int cuts() {
        return cuts;
    }

    /** Times that the server ended the stream. */
    public int ends() {
        return ends;
    }

    /** What the server did against the rules; null for nothing. */
    public String fault() {
        return fault;
    }

    @Override
    public String toString() {
        return "%s: %s, %d events, %d lost, %d doubled, %d gaps, %d beats, %d cuts, %d ends, last id %s%s"
                .formatted(
                        path,
                        state,
                        events.get(),
                        lost,
                        doubled,
                        gaps,
                        beats,
                        cuts,
                        ends,
                        parser.lastEventId(),
                        fault == null ? "" : ", " + fault);
    }

    void connected() {
        framing.reconnected();
        parser.reconnected();
        // A head has some 300 bytes; a cut within it is welcome too.
        cutAfter = cutting.getAsBoolean() ? random.nextInt(2 * meanCutBytes) : Long.MAX_VALUE;
    }

    /** @return whether this cut is a reset */
    boolean cut() {
        cuts++;
        return random.nextBoolean();
    }

    boolean comesBackAfterCut() {
        return random != null;
    }

    void ended() {
        ends++;
    }

    @Override
    public void event(EventParser parsed) {
        checkSequence(parsed.sequence());
        if (parsed.isNamed(GAP)) {
            gaps++;
        } else if (parsed.isStamped()) {
            count(parsed);
        }
    }

    private void checkSequence(long sequence) {
        if (sequence >= 0) {
            if (sequence <= lastSequence) {
                throw new IllegalStateException("The id " + sequence + " after " + lastSequence);
            }
            lastSequence = sequence;
        }
    }

    private void count(EventParser parsed) {
        int publisher = parsed.publisher();
        long number = parsed.number();
        long expected = next[publisher];
        loop.delivered(parsed.nanos());
        if (number < expected) {
            doubled++;
            return;
        }
        if (number > expected && (fromStart || expected > 0)) {
            lost += number - expected;
        }
        next[publisher] = number + 1;
        events.lazySet(events.getPlain() + 1);
        orderHash = orderHash * 31 + publisher * 1_000_003L + number;
    }

    @Override
    public void beat(EventParser parsed) {
        beats++;
        loop.beaten();
    }
}
