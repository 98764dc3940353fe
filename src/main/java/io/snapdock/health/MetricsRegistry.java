package io.snapdock.health;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** One registry for all features; each registers its own figures. */
@Dependent
public class MetricsRegistry {

    /** A singleton without a proxy: the library's class has no constructor for one. */
    @Produces
    @Singleton
    PrometheusRegistry registry() {
        return new PrometheusRegistry();
    }
}
