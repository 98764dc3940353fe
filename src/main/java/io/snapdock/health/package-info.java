/** Liveness and readiness for supervisors and load balancers, and metrics for Prometheus. */
package io.snapdock.health;
