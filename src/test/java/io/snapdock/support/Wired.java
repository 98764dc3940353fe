package io.snapdock.support;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** Beans without a container: what they ask for is put in, by type. What is not given stays null. */
public final class Wired {
    private Wired() {}

    public static <T> T with(T bean, Object... given) {
        try {
            for (Class<?> type = bean.getClass(); type != Object.class; type = type.getSuperclass()) {
                for (Field field : type.getDeclaredFields()) {
                    if (field.isAnnotationPresent(Inject.class) || field.isAnnotationPresent(Resource.class)) {
                        put(bean, field, given);
                    }
                }
            }
            for (Class<?> type = bean.getClass(); type != Object.class; type = type.getSuperclass()) {
                for (Method method : type.getDeclaredMethods()) {
                    if (method.isAnnotationPresent(PostConstruct.class)) {
                        method.setAccessible(true);
                        method.invoke(bean);
                    }
                }
            }
            return bean;
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("A bean could not be wired", e);
        }
    }

    private static void put(Object bean, Field field, Object[] given) throws IllegalAccessException {
        field.setAccessible(true);
        if (field.getType() == ManagedThreadFactory.class) {
            field.set(bean, threads());
        }
        for (Object one : given) {
            if (field.getType().isInstance(one)) {
                field.set(bean, one);
            }
        }
    }

    /** Threads like a server's, as far as anybody here can tell. */
    private static ManagedThreadFactory threads() {
        return stub(ManagedThreadFactory.class, (method, args) -> {
            var thread = new Thread((Runnable) args[0]);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** What a stub answers. */
    @FunctionalInterface
    public interface Answer {
        Object to(String method, Object[] args);
    }

    /** An interface that answers each call by one function. */
    public static <T> T stub(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> switch (method.getName()) {
                    case "equals" -> proxy == args[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "toString" -> type.getSimpleName();
                    default -> answer.to(method.getName(), args);
                }));
    }
}
