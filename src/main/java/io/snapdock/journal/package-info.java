/**
 * What became of docks and photos, for operators: a line in the log for each end, a line a minute for what was refused, figures for Prometheus.
 *
 * <p>Guarantees: ids, bytes and times only; no key, no name, no address. Not done here: the figures of streams (push) and of downloads (transfer).
 */
package io.snapdock.journal;
