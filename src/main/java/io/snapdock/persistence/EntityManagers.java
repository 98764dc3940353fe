package io.snapdock.persistence;

import io.snapdock.own.Own;
import io.snapdock.settings.Database;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.TransactionRequiredException;
import jakarta.persistence.spi.PersistenceProvider;
import jakarta.persistence.spi.PersistenceProviderResolverHolder;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * Gives beans an entity manager that is another one in each transaction, as {@code @PersistenceContext} would (Jakarta Persistence 3.1, 7.6.3.1), for a unit that
 * the server does not know of. Without a transaction there is none.
 */
@ApplicationScoped
public class EntityManagers {

    @Resource(lookup = Database.NAME)
    private DataSource dataSource;

    @Resource
    private TransactionSynchronizationRegistry transactions;

    private EntityManagerFactory factory;

    @Produces
    @Own
    EntityManager current() {
        return (EntityManager) Proxy.newProxyInstance(
                EntityManagers.class.getClassLoader(), new Class<?>[] {EntityManager.class}, this::invoke);
    }

    private Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return method.invoke(this, arguments);
        }
        try {
            return method.invoke(ofTransaction(), arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private EntityManager ofTransaction() {
        if (transactions.getTransactionKey() == null) {
            throw new TransactionRequiredException("Entities are used inside of a transaction only.");
        }
        var known = (EntityManager) transactions.getResource(this);
        if (known != null) {
            return known;
        }
        EntityManager made = factory().createEntityManager();
        transactions.registerInterposedSynchronization(new Closing(made, Thread.currentThread()));
        transactions.putResource(this, made);
        return made;
    }

    private synchronized EntityManagerFactory factory() {
        if (factory == null) {
            factory =
                    PersistenceProviderResolverHolder.getPersistenceProviderResolver()
                            .getPersistenceProviders()
                            .stream()
                            .map(this::madeBy)
                            .filter(Objects::nonNull)
                            .findFirst()
                            .orElseThrow(() ->
                                    new IllegalStateException("The server has no provider of Jakarta Persistence."));
        }
        return factory;
    }

    private EntityManagerFactory madeBy(PersistenceProvider provider) {
        return provider.createContainerEntityManagerFactory(new EntityUnit(dataSource), Map.of());
    }

    @PreDestroy
    synchronized void close() {
        if (factory != null) {
            factory.close();
        }
    }

    /**
     * @param user who may be in the middle of a call when a transaction's time is over, which another thread says; what is left then holds no connection, as the
     *     transaction has it
     */
    private record Closing(EntityManager entities, Thread user) implements Synchronization {

        @Override
        public void beforeCompletion() {}

        @Override
        public void afterCompletion(int status) {
            if (Thread.currentThread() == user) {
                entities.close();
            }
        }
    }
}
