package io.snapdock.problem;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What needs the database: refused at once with {@code database-unavailable} while an {@linkplain Outage outage} is known. So no transaction begins, no pool is
 * asked, and servers and persistence providers have nothing to log for each call.
 */
@Inherited
@InterceptorBinding
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface RefusedInOutage {}
