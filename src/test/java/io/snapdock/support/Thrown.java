package io.snapdock.support;

import jakarta.transaction.RollbackException;
import java.util.stream.Stream;

/** All kinds of what work can throw. Checked exceptions are among them that no method declares: WildFly's {@code @Transactional} throws such. */
public final class Thrown {
    private Thrown() {}

    /** One of each kind, made anew. */
    public static Stream<Throwable> ofEachKind() {
        return Stream.of(
                new IllegalStateException("on purpose"),
                new RollbackException("on purpose: a commit failed"),
                new StackOverflowError("on purpose"));
    }

    /** To be thrown, whatever it is: {@code throw Thrown.silently(thrown)}. */
    public static RuntimeException silently(Throwable thrown) {
        throw Thrown.<RuntimeException>as(thrown);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> T as(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
