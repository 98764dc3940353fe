/** Liveness and readiness for supervisors and load balancers. Metrics are not here yet. */
package io.snapdock.health;
