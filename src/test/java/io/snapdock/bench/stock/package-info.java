/** The small application that the benchmark compares with: what a reader of the JAX-RS specification would write first. */
package io.snapdock.bench.stock;
