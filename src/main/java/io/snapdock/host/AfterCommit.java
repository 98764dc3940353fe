package io.snapdock.host;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;

/** Does things when the transaction of the calling thread has ended. */
final class AfterCommit {

    /** Null where there are no transactions. */
    private final TransactionSynchronizationRegistry registry;

    private AfterCommit(TransactionSynchronizationRegistry registry) {
        this.registry = registry;
    }

    static AfterCommit of(TransactionSynchronizationRegistry registry) {
        return new AfterCommit(registry);
    }

    static AfterCommit withoutTransactions() {
        return new AfterCommit(null);
    }

    boolean isInTransaction() {
        return registry != null && registry.getTransactionStatus() != Status.STATUS_NO_TRANSACTION;
    }

    /**
     * @param rolledBack run in place of the other when the transaction comes to nothing; neither runs when nobody knows what it came to
     * @throws IllegalStateException without a transaction, and when it has ended already
     */
    void run(Runnable committed, Runnable rolledBack) {
        registry.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                // Nothing is said before it is so.
            }

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    committed.run();
                } else if (status == Status.STATUS_ROLLEDBACK) {
                    rolledBack.run();
                }
            }
        });
    }
}
