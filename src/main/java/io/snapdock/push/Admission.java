package io.snapdock.push;

import io.snapdock.ground.Counts;
import io.snapdock.push.PushRefusedException.Reason;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts open streams and says no before one too many begins. Each limit belongs to somebody: a key, an address, a topic, and to all together. Hosts of topics are
 * counted apart from guests, so that no number of guests keeps a host out: of its address others may have taken all, the last tenth of the server is for
 * hosts, and the first stream of a host's key passes whatever the address has.
 */
final class Admission {

    private static final int SHARE_FOR_HOSTS = 10;

    private final PushLimits.Streams limits;
    private final AtomicInteger total = new AtomicInteger();
    private final Counts byTopic = new Counts();
    private final Counts byKey = new Counts();
    private final Counts byAddress = new Counts();
    private volatile boolean stopping;

    Admission(PushLimits.Streams limits) {
        this.limits = limits;
    }

    /**
     * Takes a place for a stream.
     *
     * @return gives the place back; may be run more than once
     * @throws PushRefusedException when there is none
     */
    Runnable admit(String topic, Visitor visitor) {
        if (stopping) {
            throw new PushRefusedException(Reason.STOPPING);
        }
        var places = new Places(visitor.isHost());
        try {
            places.inAll();
            visitor.key().ifPresent(key -> places.take(byKey, key, limits.perKey(), Reason.KEY_FULL));
            if (visitor.isHost()) {
                boolean first = visitor.key().map(byKey::of).orElse(0) == 1;
                int most = first ? Integer.MAX_VALUE : limits.perAddress();
                places.take(byAddress, "host@" + visitor.address(), most, Reason.ADDRESS_FULL);
            } else {
                int most = Math.min(limits.perTopic(), visitor.guests());
                places.take(byTopic, topic, most, Reason.TOPIC_FULL);
                places.take(byAddress, visitor.address(), limits.perAddress(), Reason.ADDRESS_FULL);
            }
            return places;
        } catch (PushRefusedException e) {
            places.run();
            throw e;
        }
    }

    void stop() {
        stopping = true;
    }

    int open() {
        return total.get();
    }

    /** The places of one stream; run to give them back. */
    private final class Places implements Runnable {
        private final boolean isHost;
        private final AtomicBoolean released = new AtomicBoolean();
        private Runnable all = () -> {};

        Places(boolean isHost) {
            this.isHost = isHost;
        }

        void inAll() {
            int most = isHost ? limits.total() : limits.total() - limits.total() / SHARE_FOR_HOSTS;
            if (total.incrementAndGet() > most) {
                total.decrementAndGet();
                throw new PushRefusedException(Reason.SERVER_FULL);
            }
            all = total::decrementAndGet;
        }

        void take(Counts counts, String owner, int most, Reason otherwise) {
            if (!counts.enter(owner, most)) {
                throw new PushRefusedException(otherwise);
            }
            Runnable before = all;
            all = () -> {
                counts.leave(owner);
                before.run();
            };
        }

        @Override
        public void run() {
            if (released.compareAndSet(false, true)) {
                all.run();
            }
        }
    }
}
